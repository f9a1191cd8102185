/** Milliseconds. Below it a flush would cut batches that people cannot tell apart. */
const SHORTEST_MS = 20;
/** Milliseconds. Above it a room would feel slow: at that size the machine is too small. */
const LONGEST_MS = 1_000;
/**
 * Milliseconds that people take for at once (R. B. Miller, Response time in
 * man-computer conversational transactions, 1968). Nothing faster is worth a
 * phone's battery and its share of the Wi-Fi.
 */
const AT_ONCE_MS = 100;
/**
 * The share of this thread that telling everyone may take while they hear at
 * once: 1,000 phones cost about 10 ms.
 */
const SMALL_BUDGET = 0.1;
/** The share it may take at all: 5,000 phones cost about 50 ms, and hear ten times a second. */
const BUDGET = 0.5;
/** Milliseconds by which a thread that has enough to do is late now and then. */
const LAG_FREE_MS = 20;
/** Milliseconds of lag, past those, that make flushes half as frequent. */
const LAG_HALVES_MS = 50;
/** How much the latest lag counts in the running mean. */
const WEIGHT = 0.2;

/**
 * Milliseconds from one flush to the next, where telling everyone takes `costMs`
 * of this thread and its timers are `lagMs` late: a few people hear at once, a
 * thousand within a tenth of a second, ten thousand as often as the budget
 * allows, and all more rarely when the thread cannot keep up with the rest of
 * its work.
 */
export function intervalFor(costMs: number, lagMs: number): number {
  const stretch = 1 + Math.max(0, lagMs - LAG_FREE_MS) / LAG_HALVES_MS;
  const calm = Math.min(AT_ONCE_MS, costMs / SMALL_BUDGET);
  const wanted = Math.max(SHORTEST_MS, calm, costMs / BUDGET) * stretch;
  return Math.min(LONGEST_MS, wanted);
}

/** How long one room waits between flushes. */
export class Pace {
  #lagMs = 0;

  /** Takes note of how late a flush began, in milliseconds. */
  note(lateMs: number): void {
    this.#lagMs += WEIGHT * (lateMs - this.#lagMs);
  }

  /** Milliseconds from one flush to the next. */
  intervalMs(costMs: number): number {
    return intervalFor(costMs, this.#lagMs);
  }
}
