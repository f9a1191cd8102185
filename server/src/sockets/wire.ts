import { Socket as Connection } from 'node:net';
import type { IoSocket } from './types.ts';

/** `WebSocket.OPEN` */
const OPEN = 1;

/**
 * What lies below a Socket.IO socket. All that is read of it without being part
 * of those libraries' published interfaces is named here and nowhere else:
 * Engine.IO's buffer, its transport's WebSocket, and the connection of that.
 */
interface Engine {
  readonly readyState: string;
  /** What waits for the transport, in order. */
  readonly writeBuffer?: readonly { readonly data?: string | Buffer }[];
  readonly transport: { readonly name: string; readonly socket?: WebSocketBelow };
}

interface WebSocketBelow {
  readonly readyState: number;
  readonly extensions: string;
  readonly bufferedAmount: number;
  readonly _socket?: unknown;
}

type KnownEngine = Engine & Required<Pick<Engine, 'writeBuffer'>>;

const engineOf = (socket: IoSocket) => socket.conn as unknown as Engine;

/** Bytes sent to a client that its connection has not taken in yet. */
export function backlogOf(socket: IoSocket): number {
  const { transport, writeBuffer = [] } = engineOf(socket);
  return bytesIn(writeBuffer) + (transport.socket?.bufferedAmount ?? 0);
}

function bytesIn(writeBuffer: KnownEngine['writeBuffer']): number {
  let bytes = 0;
  for (const { data } of writeBuffer) bytes += data ? Buffer.byteLength(data) : 0;
  return bytes;
}

/**
 * The way past Socket.IO to the connection of one client, for frames that are
 * made already. Those and what Socket.IO sends stay whole and in the order in
 * which they were sent: `ws` without extensions hands each of its frames to the
 * connection in one go, and a frame is only written here while nothing waits
 * above the connection.
 */
class Wire {
  readonly #engine: KnownEngine;
  readonly #webSocket: WebSocketBelow;
  readonly #connection: Connection;

  constructor(engine: KnownEngine, webSocket: WebSocketBelow, connection: Connection) {
    this.#engine = engine;
    this.#webSocket = webSocket;
    this.#connection = connection;
  }

  /** As {@link backlogOf}, in less time. */
  get backlog(): number {
    const { writeBuffer } = this.#engine;
    const above = writeBuffer.length > 0 ? bytesIn(writeBuffer) : 0;
    return above + this.#connection.writableLength;
  }

  /** Holds back what is sent in this turn of the event loop, Socket.IO's own as well, to write it in one go. */
  gather(): void {
    this.#connection.cork();
    setImmediate(() => this.#connection.uncork());
  }

  /** Writes one whole frame, after all that was sent so far; false when that cannot be done now. */
  write(frame: readonly Buffer[]): boolean {
    if (this.#webSocket.readyState !== OPEN) return false;
    if (this.#engine.readyState !== 'open' || this.#engine.writeBuffer.length > 0) return false;
    const connection = this.#connection;
    if (frame.length === 1) {
      connection.write(frame[0] as Buffer);
    } else {
      connection.cork();
      for (const part of frame) connection.write(part);
      connection.uncork();
    }
    return true;
  }
}

export type { Wire };

/** Finds the wires of clients, as long as the libraries are built as they were when this was written. */
export class Wires {
  readonly #onTrouble: (error: unknown) => void;
  #areKnown = true;

  constructor(onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble;
  }

  /** Undefined while a client polls, and for every client once one was not built as expected: that is reported once. */
  of(socket: IoSocket): Wire | undefined {
    const engine = engineOf(socket);
    if (!this.#areKnown || engine.transport.name !== 'websocket') return undefined;
    const webSocket = engine.transport.socket;
    const connection = webSocket?._socket;
    if (isKnown(engine) && webSocket && connection instanceof Connection) {
      if (isPlain(webSocket, connection)) return new Wire(engine, webSocket, connection);
    }
    this.#areKnown = false;
    this.#onTrouble(
      new Error('Engine.IO or ws is not built as expected: patches are sent the slow way'),
    );
    return undefined;
  }
}

function isKnown(engine: Engine): engine is KnownEngine {
  return typeof engine.readyState === 'string' && Array.isArray(engine.writeBuffer);
}

/** Whether nothing stands between a WebSocket's frames and its connection. */
function isPlain(webSocket: WebSocketBelow, connection: Connection): boolean {
  return (
    typeof webSocket.readyState === 'number' &&
    webSocket.extensions === '' &&
    webSocket.bufferedAmount === connection.writableLength
  );
}
