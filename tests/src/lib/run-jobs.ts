import { join } from 'node:path';
import { missingChromium, missingProgram } from './needs.ts';
import { runFile, stopRunning } from './run-file.ts';
import { FOLDER, type Job } from './test-files.ts';

/** Kinds whose files share nothing but the processor, so that two may run at a time. */
const SIDE_BY_SIDE = /^(unit|property|contract|integration|e2e)\b/;

const NEEDS: readonly [RegExp, () => string | undefined][] = [
  [/^(e2e|nodes)/, missingChromium],
  [/^(contract|nodes|faults)/, () => missingProgram('redis-server')],
  [/^(nodes|faults)/, () => missingProgram('caddy')],
];

interface Sum {
  passed: number;
  failed: number;
}

/** Says what is wrong, and ends everything. */
export function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

/** Runs test files, each in its own process, and prints what came of each; true when nothing failed. */
export async function runJobs(jobs: readonly Job[]): Promise<boolean> {
  for (const [kind, findMissing] of NEEDS) {
    const missing = jobs.some(({ file }) => kind.test(file)) ? findMissing() : undefined;
    if (missing) fail(missing);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopRunning();
      fail(`stopped by ${signal}`);
    });
  }
  const sum: Sum = { passed: 0, failed: 0 };
  const quick = jobs.filter(({ file }) => SIDE_BY_SIDE.test(file));
  await Promise.all([runEach(quick, sum), runEach(quick, sum)]);
  const alone = jobs.filter(({ file }) => !SIDE_BY_SIDE.test(file));
  await runEach(alone, sum);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0;
}

async function runEach(queue: Job[], sum: Sum): Promise<void> {
  for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
    // No colours: the figures are read from the output.
    const env = { ...process.env, ROSTRUM_SEED: String(job.seed), FORCE_COLOR: '0' };
    const result = await runFile(join(FOLDER, job.file), env);
    sum.passed += result.passed;
    sum.failed += result.failed;
    const trouble = result.trouble ? ` (${result.trouble})` : '';
    const took = `${(result.tookMs / 1000).toFixed(1)} s`;
    const mark = result.failed > 0 ? 'FAIL' : 'ok  ';
    console.log(
      `${mark} ${job.file}: ${result.passed} passed, ${result.failed} failed, ${took}${trouble}`,
    );
    if (result.failed > 0) console.log(result.output);
    else for (const [note] of result.output.matchAll(/note: .*/g)) console.log(`     ${note}`);
  }
}
