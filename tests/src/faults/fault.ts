import type { Context } from '../lib/harness.ts';
import type { Chance } from '../lib/chance.ts';
import type { RedisSetup } from '../lib/redis.ts';

/** One thing that was counted or measured. */
export interface Finding {
  readonly name: string;
  readonly value: number;
  readonly unit?: 'ms' | 'MB' | '%';
  /** The fault is not survived when the value is above it. */
  readonly most?: number;
  /** Nor when it is below this. */
  readonly least?: number;
}

/** What a fault is handed. What it opens it gives to `after`, and all of it ends with the fault. */
export interface Run extends Context {
  readonly seed: number;
  readonly chance: Chance;
  /** How Redis is set up, and with it whether people come by the proxy that is shipped. */
  readonly setup: RedisSetup;
  /** Tells whoever waits what goes on; not part of the result. */
  say(text: string): void;
}

/** Something that goes wrong, how to bring it about, and how to judge what came of it. */
export interface Fault<Sizes = unknown> {
  readonly name: string;
  /** What it judges, for the table. */
  readonly judges: string;
  /** What `npm run faults` does. */
  readonly full: Sizes;
  /** What `npm test` does: the same, in seconds. */
  readonly short: Sizes;
  /** It runs on Redis: the full form brings it about on each setup, the short form on the one that is shipped. */
  readonly onRedis?: true;
  /** Seeds that failed once; the short form repeats them. */
  readonly seeds?: readonly number[];
  /** @throws when it could not be brought about, or something was seen that must never be. */
  run(run: Run, sizes: Sizes): Promise<Finding[]>;
}

/** A fault whose sizes nobody but itself needs to know. */
export interface AnyFault extends Omit<Fault, 'run' | 'full' | 'short'> {
  run(run: Run, form: 'full' | 'short'): Promise<Finding[]>;
}

export function fault<Sizes>(made: Fault<Sizes>): AnyFault {
  return { ...made, run: (run, form) => made.run(run, made[form]) };
}

/** Milliseconds are for machines that have nothing else to do: tests do not judge by them. */
export function isMissed({ value, most, least, unit }: Finding, form: 'full' | 'short'): boolean {
  if (form === 'short' && unit === 'ms') return false;
  return !(value <= (most ?? Infinity) && value >= (least ?? -Infinity));
}
