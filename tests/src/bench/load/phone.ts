import { createConnection, type Socket } from 'node:net';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { Place } from '@rostrum/shared/protocol/place';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { readAnswer, type Answer } from './answers.ts';
import { clientFrame } from './frames.ts';
import { FrameWalker } from './walker.ts';

/** Bytes read at a time. All phones read into the same ones: each is done with them before the next reads. */
const CHUNK = Buffer.allocUnsafeSlow(64 * 1024);
const PONG = clientFrame('3');
const HEAD_END = '\r\n\r\n';
const SWITCHED = 'HTTP/1.1 101 ';
/** The opcode of a WebSocket's closing. */
const CLOSE = 8;

/** The bytes that tell messages apart. */
const OPEN = 0x30;
const PING = 0x32;
const MESSAGE = 0x34;
const EVENT = 0x32;
const ACK = 0x33;
const DISCONNECT = 0x31;
const REFUSED = 0x34;
/** Where an event's name begins: `42["patch"`. Its first two letters tell it from all others. */
const NAME = 4;
const PATCH = 0x7061;
const WELCOME = 0x7765;

/** What all phones of a generator share. */
export interface Host {
  /** Whole messages of the server, all phones together. */
  readonly tally: { patches: number; welcomes: number; bytes: number };
  /** Called before anything that came is looked at: other things may be due. */
  pulse(): void;
  answered(answer: Answer): void;
  /** The server or the network has ended a phone that was not dropped. */
  lost(why: string): void;
}

/** Keeps what one phone was sent. */
export interface Ears {
  hear(message: Buffer, at: number): void;
}

interface PhoneOptions {
  readonly host: Host;
  /** The server's, on 127.0.0.1. */
  readonly port: number;
  /** Which of this machine's own addresses it comes from. */
  readonly from: string;
  readonly code: string;
  readonly cookie: string;
  readonly surface?: Surface;
  readonly ears?: Ears;
}

/**
 * A phone that costs a thousandth of a page: Engine.IO's messages in WebSocket
 * frames over a bare connection. It answers pings, and of all else that comes it
 * looks at the first bytes alone; only what has {@link Ears} keeps more.
 *
 * A message begins with a digit of Engine.IO (0 open, 2 ping, 3 pong, 4 message)
 * and, in a message, one of Socket.IO (0 connect, 1 disconnect, 2 event, 3 ack,
 * 4 refused), then an ack's number if there is one, then JSON.
 */
export class Phone {
  readonly #options: PhoneOptions;
  #socket: Socket | undefined;
  #walker: FrameWalker | undefined;
  /** The answer to the upgrade, as far as it is here. */
  #head = '';
  #place: Place | undefined;
  #opening = Promise.withResolvers<Phone>();

  constructor(options: PhoneOptions) {
    this.#options = options;
  }

  /**
   * Connects, and resolves once the first view or patch is here.
   *
   * @param place where a phone that comes back is; undefined for one that has nothing.
   * @throws when the server refuses or cannot be reached.
   */
  open(place?: Place): Promise<Phone> {
    this.#place = place;
    this.#head = '';
    this.#walker = undefined;
    this.#opening = Promise.withResolvers();
    const { port, from } = this.#options;
    const socket: Socket = createConnection({
      host: '127.0.0.1',
      port,
      localAddress: from,
      noDelay: true,
      onread: { buffer: CHUNK, callback: (count) => this.#read(socket, count) },
    });
    this.#socket = socket;
    socket.on('connect', () => socket.write(this.#upgrade(), 'latin1'));
    socket.on('error', (error) => this.#end(socket, error.message));
    socket.on('close', () => this.#end(socket, 'the connection was closed'));
    return this.#opening.promise;
  }

  send(frame: Buffer): void {
    this.#socket?.write(frame);
  }

  /** Ends the connection as a phone does that loses its network: without a word. */
  drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #upgrade(): string {
    const { port, cookie } = this.#options;
    return (
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n' +
      `Host: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\n' +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cm9zdHJ1bSdzIGJlbmNoIQ==${HEAD_END}`
    );
  }

  #read(socket: Socket, count: number): boolean {
    this.#options.host.pulse();
    if (socket !== this.#socket) return true;
    if (this.#walker) this.#walker.push(CHUNK, 0, count);
    else this.#readHead(count);
    return true;
  }

  #readHead(count: number): void {
    const before = this.#head.length;
    this.#head += CHUNK.toString('latin1', 0, count);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    if (!this.#head.startsWith(SWITCHED)) return this.#end(this.#socket, this.#head);
    this.#walker = new FrameWalker((bytes, from, to, opcode) =>
      this.#take(bytes, from, to, opcode),
    );
    this.#walker.push(CHUNK, end + HEAD_END.length - before, count);
  }

  #take(bytes: Buffer, from: number, to: number, opcode: number): void {
    if (opcode === CLOSE) return this.#end(this.#socket, 'the server closed it');
    this.#options.host.tally.bytes += to - from;
    const first = bytes[from];
    if (first === PING) return this.send(PONG);
    if (first === OPEN) return this.send(this.#hello());
    if (first !== MESSAGE) return;
    const second = bytes[from + 1];
    if (second === ACK) return this.#options.host.answered(readAnswer(bytes, from, to));
    if (second === EVENT) return this.#hear(bytes, from, to);
    if (second === DISCONNECT || second === REFUSED) {
      this.#end(this.#socket, `the server ended it: ${bytes.toString('latin1', from + 2, to)}`);
    }
  }

  #hear(bytes: Buffer, from: number, to: number): void {
    const { host, ears } = this.#options;
    const name = bytes.readUInt16BE(from + NAME);
    if (name === PATCH) host.tally.patches += 1;
    else if (name === WELCOME) host.tally.welcomes += 1;
    else return;
    // A copy: the bytes belong to the next read.
    ears?.hear(Buffer.from(bytes.subarray(from, to)), performance.now());
    this.#opening.resolve(this);
  }

  #hello(): Buffer {
    const { code, surface = 'phone' } = this.#options;
    const hello = { v: PROTOCOL_VERSION, code, surface, place: this.#place };
    return clientFrame(`40${JSON.stringify(hello)}`);
  }

  #end(socket: Socket | undefined, why: string): void {
    if (!socket || socket !== this.#socket) return;
    this.drop();
    this.#opening.reject(new Error(why));
    this.#options.host.lost(why);
  }
}
