/** Milliseconds. Below it a flush would cut batches that people cannot tell apart. */
const SHORTEST_MS = 20;
/** Milliseconds. Above it a room would feel slow: at that size the machine is too small. */
const LONGEST_MS = 1_000;
/** The share of one core that fan-out may take. */
const BUDGET = 0.25;
/** How much the latest flush counts in the running mean. */
const WEIGHT = 0.3;

/**
 * How long to wait between flushes, from what they cost: ten people hear at
 * once, ten thousand as often as the budget allows.
 */
export class Pace {
  #meanMs = 0;

  /** Takes note of what a flush cost, in milliseconds of this thread. */
  note(costMs: number): void {
    this.#meanMs += WEIGHT * (costMs - this.#meanMs);
  }

  /** Milliseconds from one flush to the next. */
  get intervalMs(): number {
    return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, this.#meanMs / BUDGET));
  }
}
