/**
 * Runs the test files whose path contains one of the words given, or all of
 * them. `ROSTRUM_SEED` repeats a run of the property tests.
 */
import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { missingChromium, missingProgram } from './lib/needs.ts';
import { runFile, stopRunning } from './lib/run-file.ts';

/** Kinds whose files share nothing but the processor, so that two may run at a time. */
const SIDE_BY_SIDE = /^(unit|property|contract)\b/;

const folder = import.meta.dirname;
const words = process.argv.slice(2);
const files = globSync('**/*.test.ts', { cwd: folder })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

const seed = process.env['ROSTRUM_SEED'] ?? String(randomInt(2 ** 31));
// No colours: the figures are read from the output.
const env = { ...process.env, ROSTRUM_SEED: seed, FORCE_COLOR: '0' };
const sum = { passed: 0, failed: 0 };

async function runEach(queue: string[]): Promise<void> {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await runFile(join(folder, file), env);
    sum.passed += result.passed;
    sum.failed += result.failed;
    const trouble = result.trouble ? ` (${result.trouble})` : '';
    const took = `${(result.tookMs / 1000).toFixed(1)} s`;
    const mark = result.failed > 0 ? 'FAIL' : 'ok  ';
    console.log(
      `${mark} ${file}: ${result.passed} passed, ${result.failed} failed, ${took}${trouble}`,
    );
    if (result.failed > 0) console.log(result.output);
    else for (const [note] of result.output.matchAll(/note: .*/g)) console.log(`     ${note}`);
  }
}

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopRunning();
    fail(`stopped by ${signal}`);
  });
}

if (files.length === 0) fail(`no test file has ${words.join(' or ')} in its path`);
const NEEDS: readonly [RegExp, () => string | undefined][] = [
  [/^(e2e|nodes)/, missingChromium],
  [/^(contract|nodes|faults)/, () => missingProgram('redis-server')],
  [/^(nodes|faults)/, () => missingProgram('caddy')],
];
for (const [kind, findMissing] of NEEDS) {
  const missing = files.some((file) => kind.test(file)) ? findMissing() : undefined;
  if (missing) fail(missing);
}
console.log(`seed ${seed} (repeat with ROSTRUM_SEED=${seed})`);
const quick = files.filter((file) => SIDE_BY_SIDE.test(file));
await Promise.all([runEach(quick), runEach(quick)]);
await runEach(files.filter((file) => !SIDE_BY_SIDE.test(file)));
console.log(`${sum.passed} passed, ${sum.failed} failed`);
if (sum.failed > 0) process.exitCode = 1;
