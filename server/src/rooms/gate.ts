import type { LoggedAction } from '@rostrum/shared/domain/actions';
import { refused } from '@rostrum/shared/domain/reasons';
import type { State } from '@rostrum/shared/domain/state';
import { advise, adviseAlways, adviseLength } from './advice.ts';
import { Earlier, EARLIER_MS } from './earlier.ts';
import { Intake, type Answer } from './intake.ts';

/** What a node knows of an action besides what is asked. */
interface Circumstances {
  /** Whether whoever acts waits for the outcome of something else. */
  readonly isUnderWay: boolean;
  /** Milliseconds for which they have been connected. */
  readonly hereMs: number;
  /** By the log's clock. */
  readonly at: number;
  /** In milliseconds, by any clock that only goes on. */
  readonly now: number;
}

type Asked = Extract<LoggedAction, { by: unknown }>;

/** What stands before the log of one event: refuses what is refused anyhow, and lets in the rest as fast as the event takes it. */
export class Gate {
  readonly #intake: Intake;
  readonly #earlier: Earlier;

  constructor(state: State, now: number) {
    this.#intake = new Intake(now);
    this.#earlier = new Earlier(state);
  }

  /** To be called after every entry. O(1). */
  note(state: State): void {
    this.#earlier.note(state);
  }

  /** Undefined when the action goes on to the log. */
  admit(state: State, asked: Asked, circumstances: Circumstances): Answer | undefined {
    const { isUnderWay, hereMs, at, now } = circumstances;
    const reason =
      adviseAlways(state, asked, at) ??
      (isUnderWay ? undefined : advise(state, asked, at)) ??
      adviseLength(state, asked);
    if (reason) return refused(reason);
    const { participant } = asked.by;
    const wasHere = hereMs >= EARLIER_MS || this.#earlier.has(state, participant, at);
    return this.#intake.admit(state, { participant, wasHere }, asked.action, now);
  }

  /** Notes that the log refused what was let in, and holds it for ever. */
  noteRefused({ by, action }: Asked, now: number): void {
    this.#intake.noteRefused(by.participant, action, now);
  }
}
