import { refused, type Outcome, type Reason } from '@rostrum/shared/domain/reasons';
import { upSchemas, type Act, type ActAnswer } from '@rostrum/shared/protocol/up';
import type { z } from 'zod';
import { TokenBucket } from '../identity/token-bucket.ts';
import type { Metrics } from '../metrics.ts';
import type { Room } from '../rooms/room.ts';
import { isBehind } from './backlog.ts';
import { catchUp } from './catch-up.ts';
import { dismiss, type IoSocket } from './types.ts';

/** Messages a socket may send: a person is slower, a script is not. */
const PER_SECOND = 10;
const BURST = 40;
/** Messages past that which are still answered; then the connection ends, so that answers cannot pile up either. */
const REFUSED_PER_SECOND = 20;
const REFUSED_BURST = 400;

type Answer<T> = (answer: T) => void;

/**
 * Everything a socket may ask, once it is in its room. Whatever it sends gets an
 * answer, and nothing it sends can throw.
 */
export class Visit {
  readonly #socket: IoSocket;
  readonly #room: Promise<Room>;
  readonly #metrics: Metrics;
  readonly #bucket = new TokenBucket(PER_SECOND, BURST, performance.now());
  readonly #patience = new TokenBucket(REFUSED_PER_SECOND, REFUSED_BURST, performance.now());

  constructor(socket: IoSocket, room: Promise<Room>, metrics: Metrics) {
    this.#socket = socket;
    this.#room = room;
    this.#metrics = metrics;
    socket.use(([name, ...args], pass) => {
      const now = performance.now();
      if (!this.#bucket.take(now)) this.#refuseHaste(answerOf(args), now);
      else if (!Object.hasOwn(upSchemas, name)) answerOf(args)(refused('unknown_message'));
      else pass();
    });
    this.#on('act', (message, room) => this.#act(message, room));
    this.#on('sync', ({ place }, room) => {
      // What it waits for is on its way.
      if (isBehind(this.#socket)) return refused('too_fast');
      catchUp(this.#socket, room, place);
      return { ok: true };
    });
    this.#on('clock', (_, room) => ({ now: room.now() }));
  }

  #on<Name extends keyof typeof upSchemas>(
    name: Name,
    handle: (message: z.infer<(typeof upSchemas)[Name]>, room: Room) => unknown,
  ): void {
    const listener = async (...args: unknown[]) => {
      const answer = answerOf(args);
      const parsed = upSchemas[name].safeParse(args[0]);
      if (!parsed.success) return answer(refused('invalid'));
      try {
        const room = await this.#room;
        answer(await handle(parsed.data as z.infer<(typeof upSchemas)[Name]>, room));
      } catch {
        answer(refused('unavailable'));
      }
    };
    this.#socket.on(name, listener as never);
  }

  #refuseHaste(answer: Answer<Outcome>, now: number): void {
    if (this.#patience.take(now)) answer(refused('too_fast'));
    else dismiss(this.#socket, 'too_fast');
  }

  async #act({ id, action }: Act, room: Room): Promise<ActAnswer> {
    const stop = this.#metrics.actionSeconds.startTimer();
    const { participant, link } = this.#socket.data.visitor;
    const outcome = await room.act({ participant, ...(link ? { link } : {}) }, id, action);
    stop();
    this.#metrics.actions.inc({ type: action.type, outcome: label(outcome) });
    return outcome.ok ? { ok: true, seq: room.state.seq } : outcome;
  }
}

function label(outcome: Outcome): Reason | 'accepted' {
  return outcome.ok ? 'accepted' : outcome.reason;
}

/** The acknowledgement a client may have asked for; what it did not ask for goes nowhere. */
function answerOf(args: readonly unknown[]): Answer<unknown> {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Answer<unknown>) : () => {};
}
