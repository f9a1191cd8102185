import type { Context } from '../lib/harness.ts';
import type { Options } from './options.ts';

/** One thing that was measured. Less is better. */
export interface Figure {
  readonly name: string;
  /** NaN when there was nothing to measure it by. */
  readonly value: number;
  readonly unit: string;
  /** The same figure of what it is compared with. */
  readonly baseline?: number;
  /** The most it may be. Never of a time: machines differ. */
  readonly target?: number;
}

/** What a scenario is handed. What it opens it gives to `after`, and all of it ends with the scenario. */
export interface Bench extends Context {
  readonly options: Options;
  /** Tells whoever waits what goes on; not part of the result. */
  say(text: string): void;
}

export interface Scenario {
  readonly name: string;
  /** One line for `--list`. */
  readonly summary: string;
  run(bench: Bench): Promise<Figure[]>;
}
