import type { ParticipantId } from '@rostrum/shared/domain/ids';

/** Bytes of the log that one browser may use at once: two of the longest questions, or forty of the usual. */
const AT_ONCE = 64 * 1024;
/** Bytes a second in the long run: a question of the usual length every ten seconds, for as long as one likes. */
const PER_SECOND = 100;
/** Browsers between two looks at which of them are to be forgotten. */
const LOOK_EVERY = 1_024;

/** Bytes used, as of a time. */
interface Used {
  readonly bytes: number;
  readonly at: number;
}

/** What each browser has written into the log lately; one that wrote nothing for a while is forgotten. */
export class Written {
  readonly #used = new Map<ParticipantId, Used>();
  #lookAt = LOOK_EVERY;

  /** Whether it may write, at `now` by any clock that only goes on. O(1). */
  hasLeft(who: ParticipantId, now: number): boolean {
    const used = this.#used.get(who);
    return used === undefined || bytesAt(used, now) < AT_ONCE;
  }

  /** Amortised O(1). */
  add(who: ParticipantId, bytes: number, now: number): void {
    const used = this.#used.get(who);
    this.#used.set(who, { bytes: bytes + (used ? bytesAt(used, now) : 0), at: now });
    if (this.#used.size < this.#lookAt) return;
    for (const [each, its] of this.#used) if (bytesAt(its, now) === 0) this.#used.delete(each);
    this.#lookAt = this.#used.size + LOOK_EVERY;
  }
}

function bytesAt({ bytes, at }: Used, now: number): number {
  return Math.max(0, bytes - ((now - at) / 1000) * PER_SECOND);
}
