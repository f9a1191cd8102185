import type { Mode } from '@rostrum/shared/domain/mode';
import { ACCEPTED, refused, type Outcome, type Reason } from '@rostrum/shared/domain/reasons';
import {
  upSchemas,
  type Act,
  type ActAnswer,
  type DisplayAnswer,
  type Sync,
} from '@rostrum/shared/protocol/up';
import {
  maySteer,
  viewsOf,
  type DisplayReport,
  type Steer,
} from '@rostrum/shared/protocol/displays';
import type { Focus } from '@rostrum/shared/protocol/presence';
import type { z } from 'zod';
import { TokenBucket } from '../identity/token-bucket.ts';
import type { Room } from '../rooms/room.ts';
import { catchUp } from './catch-up.ts';
import type { Line } from './line.ts';
import type { Tools } from './tools.ts';
import { dismiss, type IoSocket } from './types.ts';

/** Messages a socket may send: a person is slower, a script is not. */
export const ANYONE = { perSecond: 10, burst: 40 };
/** The crew, known by their links, act on many questions at once. */
const CREW = { perSecond: 50, burst: 600 };
/** Messages past that which are still answered; then the connection ends, so that answers cannot pile up either. */
const REFUSED_PER_SECOND = 20;
const REFUSED_BURST = 400;

const NOT_PERMITTED = { ok: false, reason: 'not_permitted' } as const;

type Answer = (answer: unknown) => void;
type Name = keyof typeof upSchemas;

interface VisitOptions {
  line: Line;
  room: Promise<Room>;
  tools: Tools;
  onEnd: (visit: Visit) => void;
}

/**
 * Everything a socket may ask, once it is in its room. Whatever it sends gets an
 * answer, and nothing it sends can throw. There is one for each phone, so what
 * most never need is made when it is needed.
 */
export class Visit {
  readonly line: Line;
  /** Rejects when the room cannot be opened. */
  readonly room: Promise<Room>;
  readonly #tools: Tools;
  readonly #onEnd: (visit: Visit) => void;
  readonly #since = performance.now();
  #bucket: TokenBucket | undefined;
  #patience: TokenBucket | undefined;

  constructor({ line, room, tools, onEnd }: VisitOptions) {
    this.line = line;
    this.room = room;
    this.#tools = tools;
    this.#onEnd = onEnd;
    line.socket.data.visit = this;
    line.socket.onAny(hear);
    line.socket.on('disconnect', end);
  }

  end(): void {
    this.#onEnd(this);
  }

  hear(name: string, args: readonly unknown[]): void {
    const answer = answerOf(args);
    const now = performance.now();
    this.#bucket ??= this.#newBucket(now);
    if (!this.#bucket.take(now)) this.#refuseHaste(answer, now);
    else if (isName(name)) void this.#handle(name, args[0], answer);
    else answer(refused('unknown_message'));
  }

  #newBucket(now: number): TokenBucket {
    const { perSecond, burst } = this.line.socket.data.visitor.link ? CREW : ANYONE;
    return new TokenBucket(perSecond, burst, now);
  }

  async #handle<Of extends Name>(name: Of, message: unknown, answer: Answer): Promise<void> {
    const parsed = upSchemas[name].safeParse(message);
    if (!parsed.success) return answer(refused('invalid'));
    try {
      const room = await this.room;
      answer(await handlers[name](this, parsed.data as z.infer<(typeof upSchemas)[Of]>, room));
    } catch {
      answer(refused('unavailable'));
    }
  }

  #refuseHaste(answer: Answer, now: number): void {
    this.#patience ??= new TokenBucket(REFUSED_PER_SECOND, REFUSED_BURST, now);
    if (this.#patience.take(now)) answer(refused('too_fast'));
    else dismiss(this.line.socket, 'too_fast');
  }

  async act({ id, action }: Act, room: Room): Promise<ActAnswer> {
    const { metrics } = this.#tools;
    const stop = metrics.actionSeconds.startTimer();
    const { event, participant, link } = this.line.socket.data.visitor;
    this.#tools.presence.noteAction(event, action.type);
    const by = { participant, ...(link ? { link } : {}) };
    const outcome = await room.act(by, id, action, performance.now() - this.#since);
    stop();
    metrics.actions.inc({ type: action.type, outcome: label(outcome) });
    return outcome.ok ? { ok: true, seq: room.state.seq } : outcome;
  }

  here(mode: Mode): Outcome {
    this.line.socket.data.visitor.mode = mode;
    return ACCEPTED;
  }

  focus(focus: Focus): Outcome {
    const { visitor } = this.line.socket.data;
    if (visitor.surface !== 'desk') return refused('not_permitted');
    this.#tools.presence.focus(visitor, focus);
    return ACCEPTED;
  }

  display(report: DisplayReport): DisplayAnswer {
    const { visitor } = this.line.socket.data;
    if (!viewsOf(visitor.surface).includes(report.view)) return NOT_PERMITTED;
    const display = this.#tools.presence.display(visitor, report);
    if (!display) return { ok: false, reason: 'too_many_displays' };
    return { ok: true, number: display.number };
  }

  steer(steer: Steer): Outcome {
    const { event, role } = this.line.socket.data.visitor;
    if (!maySteer(role)) return NOT_PERMITTED;
    return this.#tools.presence.steer(event, steer) ? ACCEPTED : refused('unknown_display');
  }

  sync({ place }: Sync, room: Room): Outcome {
    // What it waits for is on its way.
    if (this.line.isBehind) return refused('too_fast');
    catchUp(this.line, room, place, this.#tools.packets);
    return { ok: true };
  }
}

const handlers: {
  [Of in Name]: (visit: Visit, message: z.infer<(typeof upSchemas)[Of]>, room: Room) => unknown;
} = {
  act: (visit, message, room) => visit.act(message, room),
  sync: (visit, message, room) => visit.sync(message, room),
  here: (visit, { mode }) => visit.here(mode),
  focus: (visit, focus) => visit.focus(focus),
  display: (visit, report) => visit.display(report),
  steer: (visit, steer) => visit.steer(steer),
  clock: (_visit, _message, room) => ({ now: room.now() }),
};

/** The listeners are the same for all sockets: one for each would weigh as much as its whole visit. */
function hear(this: IoSocket, name: string, ...args: unknown[]): void {
  // What was sent before the socket was dismissed is not heard any more.
  if (this.connected) this.data.visit.hear(name, args);
}

function end(this: IoSocket): void {
  this.data.visit.end();
}

function isName(name: string): name is Name {
  return Object.hasOwn(upSchemas, name);
}

function label(outcome: Outcome): Reason | 'accepted' {
  return outcome.ok ? 'accepted' : outcome.reason;
}

/** The acknowledgement a client may have asked for; what it did not ask for goes nowhere. */
function answerOf(args: readonly unknown[]): Answer {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Answer) : () => {};
}
