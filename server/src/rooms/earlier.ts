import type { ParticipantId } from '@rostrum/shared/domain/ids';
import type { State } from '@rostrum/shared/domain/state';

/** Milliseconds after which somebody was here before whatever goes on now: scripts that come in a burst are new in it. */
export const EARLIER_MS = 60_000;
/** Milliseconds from one look at how many there are to the next. */
const STEP_MS = 10_000;

/** How many had acted when. */
interface Sample {
  readonly at: number;
  readonly size: number;
}

type Seen = Pick<State, 'at' | 'voters'>;

/**
 * Who acted at the event a while ago, by the log: what each node comes to alike. It keeps
 * how many there were when, for voters are in the order of their first act.
 */
export class Earlier {
  /** The oldest first: one from a while ago, and those since. */
  readonly #samples: Sample[];
  #at: number;
  #size: number;

  /** Whoever acted before the room was opened was there before. */
  constructor({ at, voters }: Seen) {
    this.#samples = [{ at: -Infinity, size: voters.size }];
    this.#at = at;
    this.#size = voters.size;
  }

  /** To be called after every entry. O(1). */
  note({ at, voters }: Seen): void {
    if (at - (this.#samples.at(-1)?.at ?? 0) >= STEP_MS) {
      this.#samples.push({ at: this.#at, size: this.#size });
      while ((this.#samples[1]?.at ?? at) <= at - EARLIER_MS) this.#samples.shift();
    }
    this.#at = at;
    this.#size = voters.size;
  }

  /** Whether somebody asked, voted or reported a while before `now`, by the log's clock. O(1). */
  has({ at, voters, asked }: State, who: ParticipantId, now: number): boolean {
    const since = now - EARLIER_MS;
    const [first] = asked.get(who) ?? [];
    if (first && first.askedAt <= since) return true;
    const index = voters.get(who);
    if (index === undefined) return false;
    if (at <= since) return true;
    const sample = this.#samples.findLast((each) => each.at <= since);
    return index < (sample?.size ?? 0);
  }
}
