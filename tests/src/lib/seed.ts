import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { LIMIT_MS } from './limits.ts';
import manifest from '../../package.json' with { type: 'json' };

/** One for each version: what `npm test` draws on one machine it draws on all, and one that fails does so for everybody. */
const VERSION_SEED = createHash('sha256').update(manifest.version).digest().readUInt16BE();

const own = process.env['ROSTRUM_SEED'];
export const seed = Number(own ?? VERSION_SEED);
console.log(
  own === undefined
    ? `seed ${seed}, that of version ${manifest.version} (ROSTRUM_SEED=… draws by another)`
    : `seed ${seed} (repeat with ROSTRUM_SEED=${seed})`,
);

/** Milliseconds a property may take; the search for the smallest failure ends then, and tells what it has. */
export const PROPERTY_LIMIT_MS = LIMIT_MS * 0.8;

/** Tries a property on `runs` random inputs; the failure names the seed and the smallest input. */
export function check<T>(property: fc.IProperty<T>, runs: number): void {
  fc.assert(property, parametersFor(runs));
}

/** As {@link check}, for a property that waits. */
export function checkAsync<T>(property: fc.IAsyncProperty<T>, runs: number): Promise<void> {
  return fc.assert(property, parametersFor(runs));
}

function parametersFor(numRuns: number) {
  return {
    seed,
    numRuns,
    interruptAfterTimeLimit: PROPERTY_LIMIT_MS,
    markInterruptAsFailure: true,
    includeErrorInReport: true,
  };
}
