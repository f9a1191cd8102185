import { setTimeout as after } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Action } from '@rostrum/shared/domain/actions';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Mine } from '@rostrum/shared/domain/mine';
import type { Outcome, Reason } from '@rostrum/shared/domain/reasons';
import type { Role, Surface } from '@rostrum/shared/domain/roles';
import type { View } from '@rostrum/shared/domain/view';
import {
  downSchemas,
  type DownEvents,
  type PatchMessage,
  type Welcome,
} from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Presence } from '@rostrum/shared/protocol/presence';
import type { ActAnswer, ClockAnswer, UpEvents } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { newId } from '@rostrum/server/identity/secrets';
import { exchange, newBrowser, secretOf, type Browser, type LiveEvent } from './browser.ts';
import { until, type Context } from './harness.ts';

/** Milliseconds a client waits for an answer. */
const ANSWER_MS = 5_000;

interface Options {
  place?: Place;
  headers?: Record<string, string>;
  transports?: ('websocket' | 'polling')[];
}

/** One open page without the page: its socket, all it was told, and the view that follows from that. */
export class Client {
  readonly browser: Browser;
  readonly socket: Socket<DownEvents, UpEvents>;
  /** Everything that came over the wire, as it came. */
  readonly frames: string[] = [];
  readonly welcomes: Welcome[] = [];
  readonly patches: PatchMessage[] = [];
  readonly mines: Mine[] = [];
  readonly byes: Reason[] = [];
  /** As the crew was told last. */
  presence: Presence | undefined;
  /** Why the server refused the connection. */
  refusal: string | undefined;
  seq = 0;
  mark = '';
  #view: View | undefined;

  constructor(browser: Browser, hello: unknown, { headers, transports }: Options = {}) {
    this.browser = browser;
    this.socket = io(browser.url, {
      auth: hello as object,
      transports: transports ?? ['websocket'],
      extraHeaders: { Cookie: browser.cookie, ...headers },
      reconnection: false,
      forceNew: true,
      autoConnect: false,
    });
    const { socket } = this;
    socket.io.on('open', () => {
      socket.io.engine.on('packet', ({ data }) => this.frames.push(String(data)));
    });
    socket.on('connect_error', (error) => (this.refusal = error.message));
    socket.on('welcome', (message) => this.#welcome(downSchemas.welcome.parse(message)));
    socket.on('patch', (message) => this.#patch(downSchemas.patch.parse(message)));
    socket.on('mine', (message) => this.mines.push(downSchemas.mine.parse(message)));
    socket.on('presence', (message) => (this.presence = downSchemas.presence.parse(message)));
    socket.on('bye', (message) => this.byes.push(downSchemas.bye.parse(message).reason));
    socket.connect();
  }

  /** What this page shows. Only of a surface that has questions, unless you know better. */
  get view(): View<'desk'> {
    if (!this.#view) throw new Error('no welcome came yet');
    return this.#view as View<'desk'>;
  }

  /** What a podium or a show has on stage. */
  get stage(): View<'podium'>['stage'] {
    return (this.view as unknown as View<'podium'>).stage;
  }

  get mine(): Mine | undefined {
    return this.mines.at(-1) ?? this.welcomes.at(-1)?.mine;
  }

  act(action: Action, id = newId()): Promise<ActAnswer> {
    return this.socket.timeout(ANSWER_MS).emitWithAck('act', { id, action });
  }

  /** Asks, and gives the id of the question. */
  async ask(text: string, name?: string): Promise<QuestionId> {
    const id = newId();
    const asker = { mode: 'room' as const, ...(name === undefined ? {} : { name }) };
    let answer = await this.act({ type: 'question.ask', text, asker }, id);
    // As a page does, when many ask.
    while (!answer.ok && answer.reason === 'queued') {
      await after(answer.retryMs);
      answer = await this.act({ type: 'question.ask', text, asker }, id);
    }
    if (!answer.ok) throw new Error(`the question was refused: ${answer.reason}`);
    return id as string as QuestionId;
  }

  /** Where it is, as it says when it comes back. */
  get place(): Place {
    return { seq: this.seq, mark: this.mark };
  }

  sync(place: Place): Promise<Outcome> {
    return this.socket.timeout(ANSWER_MS).emitWithAck('sync', { place });
  }

  clock(): Promise<ClockAnswer> {
    return this.socket.timeout(ANSWER_MS).emitWithAck('clock', {});
  }

  /** Sends anything under any name: what a script could. */
  send(name: string, ...args: unknown[]): Promise<unknown> {
    const socket = this.socket as unknown as Socket;
    return socket.timeout(ANSWER_MS).emitWithAck(name, ...args);
  }

  /** Goes on from a view it had before. */
  resumeFrom({ seq, mark }: Place, view: View): void {
    this.seq = seq;
    this.mark = mark;
    this.#view = view;
  }

  close(): void {
    this.socket.disconnect();
  }

  #welcome(welcome: Welcome): void {
    this.welcomes.push(welcome);
    this.seq = welcome.seq;
    this.mark = welcome.mark;
    this.#view = welcome.view as unknown as View;
  }

  #patch(patch: PatchMessage): void {
    this.patches.push(patch);
    if (!this.#view) return;
    if (patch.from > this.seq) throw new Error(`a gap: at ${this.seq}, told ${patch.from}`);
    if (patch.seq < this.seq) return;
    const { mark, ...changes } = patch;
    this.#view = applyPatch(this.#view, changes);
    this.seq = patch.seq;
    this.mark = mark;
  }
}

/** Opens a surface in a browser, whatever comes of it. */
export function connect(
  t: Context,
  browser: Browser,
  code: string,
  surface: Surface,
  options: Options = {},
): Client {
  const { place } = options;
  const hello = { v: PROTOCOL_VERSION, code, surface, ...(place ? { place } : {}) };
  const client = new Client(browser, hello, options);
  t.after(() => client.close());
  return client;
}

/** Opens a surface and waits for its view; in a new browser, with the link of `role` if there is one. */
export async function enter(
  t: Context,
  event: LiveEvent,
  surface: Surface,
  role: Role = 'attendee',
  options: Options = {},
): Promise<Client> {
  const browser = await newBrowser(event);
  if (role !== 'attendee') await exchange(browser, event.code, secretOf(event, role));
  const client = connect(t, browser, event.code, surface, options);
  await until(() => client.welcomes.length > 0 || client.refusal, { what: `the ${surface}` });
  if (client.refusal !== undefined) throw new Error(`${surface} refused: ${client.refusal}`);
  return client;
}
