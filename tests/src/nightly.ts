/**
 * `npm run test:nightly`: what is too slow for every day, and what chance has
 * not drawn yet. `ROSTRUM_SEED` repeats a night; with words, only the test files
 * whose path contains one of them, and not the faults.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { fail, runJobs } from './lib/run-jobs.ts';
import { FOLDER, nightlyJobs } from './lib/test-files.ts';

const words = process.argv.slice(2);
const seed = Number(process.env['ROSTRUM_SEED'] ?? randomInt(2 ** 30));
console.log(`seeds from ${seed} (repeat with ROSTRUM_SEED=${seed})`);
const jobs = nightlyJobs(seed, words);
if (jobs.length === 0) fail(`no test file of the night has ${words.join(' or ')} in its path`);
if (!(await runJobs(jobs))) process.exitCode = 1;

if (words.length === 0) {
  const faults = [join(FOLDER, 'faults/main.ts'), '--seed', String(seed)];
  if (spawnSync(process.execPath, faults, { stdio: 'inherit' }).status !== 0) process.exitCode = 1;
}
