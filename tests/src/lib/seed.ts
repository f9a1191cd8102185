import { randomInt } from 'node:crypto';
import fc from 'fast-check';

export const seed = Number(process.env['ROSTRUM_SEED'] ?? randomInt(2 ** 31));
console.log(`seed ${seed} (repeat with ROSTRUM_SEED=${seed})`);

/** Milliseconds a property may take; the search for the smallest failure ends then too. */
export const PROPERTY_LIMIT_MS = 60_000;

/** Tries a property on `runs` random inputs; the failure names the seed and the smallest input. */
export function check<T>(property: fc.IProperty<T>, runs: number): void {
  const interruptAfterTimeLimit = PROPERTY_LIMIT_MS * 0.8;
  fc.assert(property, {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit,
    markInterruptAsFailure: true,
  });
}
