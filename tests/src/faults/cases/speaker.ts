import type { Surface } from '@rostrum/shared/domain/roles';
import type { LiveEvent } from '../../lib/browser.ts';
import { until, type Context } from '../../lib/harness.ts';
import { WebSocket } from 'ws';
import { Wire } from '../crowd/wire.ts';

/** Messages a socket may send at once; the next ones would be answered as too fast. */
const BURST = 40;
const ANSWER_MS = 10_000;
/** Hellos said at a time, each on a connection of its own. */
const HELLOS = 50;

/** Says whatever it is given, on as many sockets as that takes. */
export class Speaker {
  readonly #t: Context;
  readonly #event: LiveEvent;
  readonly #cookie: string;
  readonly #surface: Surface;

  constructor(t: Context, event: LiveEvent, cookie: string, surface: Surface) {
    this.#t = t;
    this.#event = event;
    this.#cookie = cookie;
    this.#surface = surface;
  }

  /** What each was answered, undefined where there was no answer. */
  async sendAll(name: string, messages: readonly unknown[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    const size = name === 'hello' ? HELLOS : BURST;
    for (let first = 0; first < messages.length; first += size) {
      const batch = messages.slice(first, first + size);
      const said =
        name === 'hello' ? batch.map((each) => this.#hello(each)) : this.#say(name, batch);
      answers.push(...(await Promise.all(await said)));
    }
    return answers;
  }

  async #say(name: string, messages: readonly unknown[]): Promise<Promise<unknown>[]> {
    let isIn = false;
    const wire = new Wire({
      ...this.#event,
      cookie: this.#cookie,
      surface: this.#surface,
      onEvent: () => (isIn = true),
      onClose: () => {},
    });
    this.#t.after(() => wire.drop());
    await until(() => isIn, { everyMs: 1, what: this.#surface });
    const answers = messages.map((message) =>
      wire.ask(name, message, ANSWER_MS).catch(() => undefined),
    );
    await Promise.all(answers);
    wire.drop();
    return answers;
  }

  /** The refusal's words. */
  #hello(hello: unknown): Promise<unknown> {
    const address = `${this.#event.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address, { headers: { Cookie: this.#cookie } });
    const answer = new Promise<unknown>((resolve) => {
      socket.on('error', () => {});
      socket.on('close', () => resolve(undefined));
      socket.on('message', (data: Buffer) => {
        const frame = data.toString();
        if (frame.startsWith('0')) socket.send(`40${JSON.stringify(hello)}`);
        if (frame.startsWith('44'))
          resolve((JSON.parse(frame.slice(2)) as { message: unknown }).message);
        if (frame.startsWith('40')) resolve('let in');
      });
    });
    return answer.finally(() => socket.terminate());
  }
}
