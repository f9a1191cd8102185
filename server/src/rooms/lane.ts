import type { ParticipantId } from '@rostrum/shared/domain/ids';

/** Turns of a lane: so many at once, and so many a second in the long run. */
export interface Flow {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Places of one lane. Who comes past them is told to come again, and has none. */
const PLACES_MAX = 5_000;
/** Milliseconds. Whoever waits looks in at least as often: turns of those who never come make it shorter. */
const RETRY_MAX_MS = 120_000;
/** Milliseconds. Below it coming again is only traffic. */
const RETRY_MIN_MS = 250;
/** Milliseconds past the time it was told to come for which a turn is kept: browsers let hidden pages act once a minute. */
const KEPT_MS = 60_000;

interface Place {
  readonly ticket: number;
  /** When it was told to come again. */
  dueAt: number;
}

/**
 * Takes one after the other, in the order in which they came first: each has one place,
 * and one who had a turn comes last again. It keeps who waits, never for what.
 */
export class Lane {
  readonly #flow: Flow;
  /** Turns there are now; below nothing after one that counted for many. */
  #turns: number;
  #at: number;
  #tickets = 0;
  readonly #waiting = new Map<ParticipantId, Place>();
  /** Whose turn it is, and until when it is kept. */
  readonly #called = new Map<ParticipantId, number>();

  constructor(flow: Flow, now: number) {
    this.#flow = flow;
    this.#turns = flow.atOnce;
    this.#at = now;
  }

  /** Those who have a place. */
  get size(): number {
    return this.#waiting.size + this.#called.size;
  }

  /**
   * Takes a turn that counts for `cost`, at `now` by any clock that only goes on.
   * Gives 0 when it is taken, or the milliseconds after which to come again. Amortised O(1).
   */
  take(who: ParticipantId, cost: number, now: number): number {
    this.#call(now);
    if (this.#called.delete(who)) {
      this.#turns -= cost - 1;
      return 0;
    }
    const place = this.#waiting.get(who);
    if (!place && this.#turns >= 1) {
      // While a turn is left nobody waits: whoever did was called.
      this.#turns -= cost;
      return 0;
    }
    if (place) return this.#told(place, now);
    const last = { ticket: this.#tickets, dueAt: now };
    if (this.#waiting.size >= PLACES_MAX) return this.#told(last, now);
    this.#tickets += 1;
    this.#waiting.set(who, last);
    return this.#told(last, now);
  }

  /** Gives up the place of somebody who waits elsewhere from now on. */
  leave(who: ParticipantId): void {
    this.#waiting.delete(who);
    if (this.#called.delete(who)) this.#turns += 1;
  }

  #told(place: Place, now: number): number {
    const [first] = this.#waiting.values();
    const before = place.ticket - (first?.ticket ?? place.ticket);
    const waitMs = ((before + 1 - this.#turns) / this.#flow.perSecond) * 1000;
    const retryMs = Math.ceil(Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, waitMs)));
    place.dueAt = now + retryMs;
    return retryMs;
  }

  /** Calls as many as there are turns for; turns that nobody came for go to the next. */
  #call(now: number): void {
    const { atOnce, perSecond } = this.#flow;
    const gained = (Math.max(0, now - this.#at) / 1000) * perSecond;
    this.#at = now;
    this.#turns += gained;
    for (const [who, until] of this.#called) {
      if (until > now) break;
      this.#called.delete(who);
      this.#turns += 1;
    }
    for (const [who, { dueAt }] of this.#waiting) {
      if (this.#turns < 1) break;
      this.#turns -= 1;
      this.#waiting.delete(who);
      this.#called.set(who, Math.max(now, dueAt) + KEPT_MS);
    }
    this.#turns = Math.min(atOnce, this.#turns);
  }
}
