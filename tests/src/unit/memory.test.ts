import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('memory');
const LIMIT_BYTES = 16 * 1024 * 1024;

test('VOTE-5 the votes of 20,000 participants for 300 questions stay under 16 MB of heap', () => {
  const probe = join(import.meta.dirname, '../lib/memory-probe.ts');
  const child = spawnSync(process.execPath, ['--expose-gc', probe], { encoding: 'utf8' });
  assert.is(child.status, 0, child.stderr);
  const { votes, bytes } = JSON.parse(child.stdout) as { votes: number; bytes: number };
  console.log(`note: ${votes} votes are ${(bytes / 1024 / 1024).toFixed(1)} MB of heap`);
  assert.is(votes, 20_000 * 300);
  assert.ok(bytes < LIMIT_BYTES, `${bytes} bytes`);
});

run();
