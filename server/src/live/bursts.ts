import type { ActionType } from '@rostrum/shared/domain/actions';
import type { EventId } from '@rostrum/shared/domain/ids';
import { burstSchema, type Burst } from '@rostrum/shared/protocol/presence';

/** Seconds that are compared with the minute before them. */
const NOW_S = 5;
const BEFORE_S = 60;
/** How many times the minute's mean is far over it. */
const FAR_OVER = 5;
/** Seconds for which a burst is told after it was seen last, so that it can be read. */
const TOLD_S = 30;
/**
 * In {@link NOW_S} seconds: what a hall of some hundred people does by itself, when the doors
 * open or a question is read aloud, and no moderator can follow one by one.
 */
const FEW: Record<Burst, number> = { people: 100, asking: 15, voting: 150, reports: 5 };

const BURST_OF: Partial<Record<ActionType, Burst>> = {
  'question.ask': 'asking',
  'question.upvote': 'voting',
  'question.downvote': 'voting',
  'question.takeBack': 'voting',
  'question.report': 'reports',
};

/** How much of one thing came in each of the latest seconds, the present one last. */
interface Seconds {
  readonly counts: number[];
  toldUntil: number;
}

/** Looks for what comes far more often at this node than it did. Pure but for its own state. */
export class Bursts {
  readonly #events = new Map<EventId, Map<Burst, Seconds>>();
  #second = 0;

  /** Those of which anything was noted lately. */
  get events(): Iterable<EventId> {
    return this.#events.keys();
  }

  /** Somebody asks for this, whatever comes of it. */
  noteAction(event: EventId, type: ActionType): void {
    const burst = BURST_OF[type];
    if (burst) this.note(event, burst);
  }

  note(event: EventId, burst: Burst): void {
    const of = this.#events.get(event) ?? new Map<Burst, Seconds>();
    this.#events.set(event, of);
    const seconds = of.get(burst) ?? { counts: [0], toldUntil: 0 };
    of.set(burst, seconds);
    const last = seconds.counts.length - 1;
    seconds.counts[last] = (seconds.counts[last] ?? 0) + 1;
  }

  /** What bursts at this event. O(seconds). */
  of(event: EventId): Burst[] {
    const of = this.#events.get(event);
    if (!of) return [];
    return burstSchema.options.filter((burst) => {
      const seconds = of.get(burst);
      if (!seconds) return false;
      if (isFarOver(seconds.counts, FEW[burst])) seconds.toldUntil = this.#second + TOLD_S;
      return seconds.toldUntil > this.#second;
    });
  }

  /** A second has gone by. O(events). */
  turn(): void {
    this.#second += 1;
    for (const [event, of] of this.#events) {
      for (const [burst, { counts, toldUntil }] of of) {
        counts.push(0);
        if (counts.length > NOW_S + BEFORE_S) counts.shift();
        const isSilent = counts.every((count) => count === 0);
        if (isSilent && toldUntil <= this.#second) of.delete(burst);
      }
      if (of.size === 0) this.#events.delete(event);
    }
  }
}

function isFarOver(counts: readonly number[], few: number): boolean {
  const now = sum(counts.slice(-NOW_S));
  const before = (sum(counts.slice(0, -NOW_S)) / BEFORE_S) * NOW_S;
  return now >= few && now > FAR_OVER * before;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
