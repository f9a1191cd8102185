import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, Code } from '@rostrum/shared/domain/ids';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { ActAnswer, ClockAnswer, Hello } from '@rostrum/shared/protocol/up';
import type { Place } from '@rostrum/shared/protocol/place';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { WebSocket } from 'ws';

export interface WireOptions {
  /** The node's, as `http://host:port`. */
  url: string;
  cookie: string;
  code: Code;
  surface: Surface;
  /** Where a returning client is. */
  place?: Place | undefined;
  /** Hears of every event as it came: its name, and its message as JSON. */
  onEvent: (name: string, json: string) => void;
  /** Called once. `refusal` is what the server said against the hello, if it did. */
  onClose: (refusal: string | undefined) => void;
}

/**
 * One connection of one client, in Socket.IO's frames over a bare WebSocket:
 * three hundred of the library's own would be slower than what they test.
 *
 * A frame begins with a digit of Engine.IO (0 open, 2 ping, 3 pong, 4 message)
 * and, in a message, one of Socket.IO (0 connect, 1 disconnect, 2 event, 3 ack,
 * 4 refused), then an ack's number if there is one, then JSON.
 */
export class Wire {
  readonly #options: WireOptions;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;
  #refusal: string | undefined;

  constructor(options: WireOptions) {
    this.#options = options;
    const address = `${options.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const headers = { Cookie: options.cookie };
    this.#socket = new WebSocket(address, { headers, perMessageDeflate: false });
    this.#socket.on('message', (data: Buffer) => this.#take(data.toString()));
    // What cannot connect closes as well.
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => this.#closed());
  }

  /** Rejects when no answer came within `limitMs`, or the connection is gone: the outcome is unknown. */
  act(id: ActionId, action: Action, limitMs: number): Promise<ActAnswer> {
    return this.ask('act', { id, action }, limitMs) as Promise<ActAnswer>;
  }

  clock(limitMs: number): Promise<ClockAnswer> {
    return this.ask('clock', {}, limitMs) as Promise<ClockAnswer>;
  }

  async ask(name: string, message: unknown, limitMs: number): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    this.#asked += 1;
    const number = this.#asked;
    this.#answers.set(number, answer);
    this.raw(`42${number}${JSON.stringify([name, message])}`);
    const late = setTimeout(() => answer.reject(new Error('no answer came')), limitMs);
    try {
      return await answer.promise;
    } finally {
      clearTimeout(late);
      this.#answers.delete(number);
    }
  }

  /** Sends a frame as it is. */
  raw(frame: string | Buffer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /** Reads nothing more, and lets what is sent to it pile up. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Ends without a word, as a phone that lost its network. */
  drop(): void {
    this.#socket.terminate();
  }

  #take(frame: string): void {
    const kind = /^(?:4[0-4]|\d)/.exec(frame)?.[0];
    const rest = frame.slice(kind?.length ?? 0);
    switch (kind) {
      case '0': {
        const { code, surface, place } = this.#options;
        const hello: Hello = { v: PROTOCOL_VERSION, code, surface, ...(place ? { place } : {}) };
        return this.raw(`40${JSON.stringify(hello)}`);
      }
      case '2':
        return this.raw('3');
      case '42': {
        const comma = rest.indexOf(',');
        return this.#options.onEvent(rest.slice(2, comma - 1), rest.slice(comma + 1, -1));
      }
      case '43': {
        const at = rest.indexOf('[');
        const [answer] = JSON.parse(rest.slice(at)) as [unknown];
        return this.#answers.get(Number(rest.slice(0, at)))?.resolve(answer);
      }
      case '41':
        return this.#socket.terminate();
      case '44':
        this.#refusal = (JSON.parse(rest) as { message: string }).message;
        return this.#socket.terminate();
    }
  }

  #closed(): void {
    for (const answer of this.#answers.values()) answer.reject(new Error('the connection is gone'));
    this.#answers.clear();
    this.#options.onClose(this.#refusal);
  }
}
