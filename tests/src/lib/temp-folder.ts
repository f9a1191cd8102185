import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from './harness.ts';

/** An empty folder that is gone when the test ends. */
export async function tempFolder(t: Context): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
