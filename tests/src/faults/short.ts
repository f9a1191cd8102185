import { seed } from '../lib/seed.ts';
import type { Context } from '../lib/harness.ts';
import { Chance } from '../lib/chance.ts';
import { isMissed, type AnyFault } from './fault.ts';

/** The fault in its short form, with this run's seed and those that failed once. @throws naming the seed. */
export async function survives(t: Context, fault: AnyFault): Promise<void> {
  for (const each of [seed, ...(fault.seeds ?? [])]) {
    const told: string[] = [];
    const run = {
      seed: each,
      chance: new Chance(each),
      setup: 'shipped' as const,
      after: t.after.bind(t),
    };
    const findings = await fault.run({ ...run, say: (text) => void told.push(text) }, 'short');
    const missed = findings.filter((finding) => isMissed(finding, 'short'));
    if (missed.length > 0) {
      const what = missed.map(({ name, value }) => `${name} ${value}`).join(', ');
      throw new Error(
        `${fault.name}, seed ${each}: ${what}; ${JSON.stringify(findings)}\n${told.join('\n')}`,
      );
    }
  }
}
