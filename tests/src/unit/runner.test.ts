import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from '../lib/harness.ts';
import { dailyJobs, FOLDER, nightlyJobs } from '../lib/test-files.ts';

const { test, run } = suite('runner');

/** What the test files print of the seed they draw by. */
function seedToldBy(env: Record<string, string>): string {
  const seed = join(FOLDER, 'lib/seed.ts');
  return spawnSync(process.execPath, [seed], { env, encoding: 'utf8' }).stdout;
}

test('TEST-1 every run of a version draws by the same seed, and a run says how to draw by another', () => {
  const told = seedToldBy({});
  assert.is(seedToldBy({}), told);
  assert.match(told, /^seed \d+, that of version .*ROSTRUM_SEED/);
  assert.match(seedToldBy({ ROSTRUM_SEED: '77' }), 'seed 77 ');
});

test('TEST-2 what is named nightly runs in the night, what draws by chance there by fresh seeds too', () => {
  const daily = dailyJobs(1, []).map(({ file }) => file);
  const nightly = nightlyJobs(1, []);
  const own = nightly.map(({ file }) => file).filter((file) => file.endsWith('.nightly.test.ts'));
  assert.equal(
    daily.filter((file) => file.includes('nightly')),
    [],
  );
  assert.is(new Set(own).size, own.length);
  assert.ok(daily.includes('faults/disks.test.ts'));
  const drawn = nightly.filter(({ file }) => file === 'property/replay.test.ts');
  assert.equal(
    drawn.map(({ seed }) => seed),
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  assert.equal(
    nightly.filter(({ file }) => file === 'unit/spec.test.ts'),
    [],
  );
});

test('TEST-3 no test has a limit of time of its own', () => {
  const files = globSync('{contract,e2e,faults,integration,nodes,property,unit}/**/*.test.ts', {
    cwd: FOLDER,
  });
  assert.equal(
    // A click that is tried again and again has a limit, and what comes of it is waited for.
    files.filter((file) =>
      /limitMs: \w|timeout: \d{2,3}_/.test(readFileSync(join(FOLDER, file), 'utf8')),
    ),
    [],
  );
});

run();
