import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, Code } from '@rostrum/shared/domain/ids';
import { reasonSchema } from '@rostrum/shared/domain/reasons';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { z } from 'zod';

const answerSchema = z.tuple([
  z.union([
    z.object({ ok: z.literal(true), seq: z.int() }),
    z.object({ ok: z.literal(false), reason: reasonSchema }),
  ]),
]);

/** Node's own takes headers, which a browser's does not. */
const HeaderedSocket = WebSocket as unknown as new (
  url: string,
  init: { headers: Record<string, string> },
) => WebSocket;

interface PhoneOptions {
  /** The server's, as `http://host:port`. */
  url: string;
  /** Whose phone it is. */
  cookie: string;
  code: Code;
  surface?: Surface;
  /** Called with each event as it came: a JSON array of its name and its message. */
  hear?: (text: string) => void;
}

/**
 * A client that costs a thousandth of a page: Socket.IO's frames over a bare
 * WebSocket, and what nobody listens to is not even parsed.
 *
 * A frame begins with a digit of Engine.IO (0 open, 2 ping, 3 pong, 4 message)
 * and, in a message, one of Socket.IO (0 connect, 1 disconnect, 2 event, 3 ack,
 * 4 refused), then an ack's number if there is one, then JSON.
 */
export class Phone {
  readonly #options: PhoneOptions;
  readonly #socket: WebSocket;
  readonly #opened = Promise.withResolvers<Phone>();
  readonly #answers = new Map<number, PromiseWithResolvers<ActAnswer>>();
  #acts = 0;
  #trouble: Error | undefined;

  private constructor(options: PhoneOptions) {
    this.#options = options;
    const address = `${options.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.#socket = new HeaderedSocket(address, { headers: { Cookie: options.cookie } });
    this.#socket.onmessage = ({ data }) => this.#take(String(data));
    this.#socket.onclose = () => this.#end(new Error('the connection was closed'));
  }

  /** Resolves with the welcome. @throws when the server refuses or cannot be reached. */
  static open(options: PhoneOptions): Promise<Phone> {
    return new Phone(options).#opened.promise;
  }

  /** @throws when the connection ends before the answer. */
  act(id: ActionId, action: Action): Promise<ActAnswer> {
    if (this.#trouble) return Promise.reject(this.#trouble);
    const answer = Promise.withResolvers<ActAnswer>();
    this.#acts += 1;
    this.#answers.set(this.#acts, answer);
    this.#socket.send(`42${this.#acts}${JSON.stringify(['act', { id, action }])}`);
    return answer.promise;
  }

  close(): void {
    this.#socket.close();
  }

  #take(frame: string): void {
    const kind = /^(?:4[0-4]|\d)/.exec(frame)?.[0];
    const rest = frame.slice(kind?.length ?? 0);
    switch (kind) {
      case '0':
        return this.#greet();
      case '2':
        return this.#socket.send('3');
      case '42':
        return this.#hear(rest);
      case '43':
        return this.#answered(rest);
      case '41':
      case '44':
        return this.#end(new Error(`the server ended it: ${rest || 'no reason given'}`));
    }
  }

  #greet(): void {
    const { code, surface = 'phone' } = this.#options;
    this.#socket.send(`40${JSON.stringify({ v: PROTOCOL_VERSION, code, surface })}`);
  }

  #hear(text: string): void {
    this.#options.hear?.(text);
    if (text.startsWith('["welcome"')) this.#opened.resolve(this);
  }

  #answered(text: string): void {
    const at = text.indexOf('[');
    const number = Number(text.slice(0, at));
    const [answer] = answerSchema.parse(JSON.parse(text.slice(at)));
    this.#answers.get(number)?.resolve(answer);
    this.#answers.delete(number);
  }

  #end(trouble: Error): void {
    this.#trouble ??= trouble;
    this.#opened.reject(this.#trouble);
    for (const answer of this.#answers.values()) answer.reject(this.#trouble);
    this.#answers.clear();
    this.#socket.close();
  }
}
