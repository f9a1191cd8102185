import { ENTRY_VERSION, type Action } from '@rostrum/shared/domain/actions';
import { hasRoom } from '@rostrum/shared/domain/capacity';
import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { refused, type Outcome, type Reason } from '@rostrum/shared/domain/reasons';
import type { State } from '@rostrum/shared/domain/state';
import { Lane, type Flow } from './lane.ts';
import { Written } from './written.ts';

/**
 * Questions of people who are new. A hall of 2,000 in which 50 ask in the same minute,
 * or one in ten at the same moment, never waits; and twelve moderators, at three seconds
 * a question, could keep up with the rest. Whoever comes with 500 browsers, which are
 * new for a minute, needs ten to have as many questions open as an event takes.
 */
export const NEW: Flow = { atOnce: 200, perSecond: 4 };
/** Of those who were here before: they wait for one another, never for a burst of newcomers. */
export const EARLIER: Flow = { atOnce: 200, perSecond: 8 };
/** Bytes of a text that counts as one: 500 letters of any script but the rarest. A longer one takes more turns. */
export const BYTES_A_TURN = 2_000;
/** Milliseconds after which to come again while as many questions are open as an event takes. */
const FULL_RETRY_MS = 15_000;
/** Bytes of an action that has no text, as the log holds it, at most. */
export const PLAIN_BYTES = 256;

/** As an outcome, with the milliseconds after which to come again. */
export type Answer = Outcome & { readonly retryMs?: number };

/** Somebody who asks something of the room. */
export interface Who {
  readonly participant: ParticipantId;
  readonly wasHere: boolean;
}

/**
 * How fast an event takes what people write. It stands before the log: what waits
 * is nowhere but with its browser, which sends it again, and nothing is decided of it.
 */
export class Intake {
  readonly #new: Lane;
  readonly #earlier: Lane;
  readonly #written = new Written();

  /** `now`, here and below, is by any clock that only goes on. */
  constructor(now: number) {
    this.#new = new Lane(NEW, now);
    this.#earlier = new Lane(EARLIER, now);
  }

  /** Undefined when the action goes on to the log; its browser has then used up what it takes there. O(text). */
  admit(state: State, who: Who, action: Action, now: number): Answer | undefined {
    if (!isPeoples(action)) return undefined;
    if (!this.#written.hasLeft(who.participant, now)) return refused('too_fast');
    if (action.type !== 'question.ask' && action.type !== 'question.edit') return undefined;
    // Whatever is archived or set aside makes room: to refuse it for good would be wrong.
    const isFull =
      action.type === 'question.ask' && !hasRoom(state, { v: ENTRY_VERSION }, 'everyone');
    if (isFull) return queued(FULL_RETRY_MS);
    const bytes = Buffer.byteLength(JSON.stringify(action)) + PLAIN_BYTES;
    const retryMs = this.#take(who, Math.ceil(bytes / (BYTES_A_TURN + PLAIN_BYTES)), now);
    if (retryMs > 0) return queued(retryMs);
    this.#written.add(who.participant, bytes, now);
    return undefined;
  }

  /** Notes that the log holds an action which was refused: only the log could tell, and it stays there. */
  noteRefused(participant: ParticipantId, action: Action, now: number): void {
    if (isPeoples(action)) this.#written.add(participant, PLAIN_BYTES, now);
  }

  #take({ participant, wasHere }: Who, turns: number, now: number): number {
    if (!wasHere) return this.#new.take(participant, turns, now);
    this.#new.leave(participant);
    return this.#earlier.take(participant, turns, now);
  }
}

/** What everyone may ask for, whoever they are; the crew is known, and bounded by its messages. */
function isPeoples({ type }: Action): boolean {
  return type.startsWith('question.');
}

function queued(retryMs: number): Answer {
  return { ...(refused('queued') as { ok: false; reason: Reason }), retryMs };
}
