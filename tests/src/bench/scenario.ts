import type { Context } from '../lib/harness.ts';

/** What a figure should be. */
export type Target =
  { readonly atMost: number } | { readonly atLeast: number } | { readonly under: number };

/** One thing that was measured. */
export interface Figure {
  readonly name: string;
  /** One of each run; NaN when there was nothing to measure it by. */
  readonly values: readonly number[];
  readonly unit: string;
  readonly target?: Target;
  /** The most of the runs counts and not the median: what must never happen. */
  readonly isWorst?: boolean;
  /** What else has to be known of it, such as that the generator was held up. */
  readonly note?: string;
}

/** What a scenario is handed. What it opens it gives to `after`, and all of it ends with the scenario. */
export interface Bench extends Context {
  /** Small numbers and one run: whether it works, not how fast it is. */
  readonly isQuick: boolean;
  /** Tells whoever waits what goes on; not part of the result. */
  say(text: string): void;
}

/** The numbers of a scenario, under their names. */
type Sizes = Readonly<Record<string, unknown>>;

export interface Scenario {
  readonly name: string;
  /** One line for `--list`. */
  readonly summary: string;
  /** What it does, in numbers: in full, and in a quick run. */
  readonly sizes?: { readonly full: Sizes; readonly quick: Sizes };
  run(bench: Bench): Promise<Figure[]>;
}
