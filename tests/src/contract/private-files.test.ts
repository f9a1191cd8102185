import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Code } from '@rostrum/shared/domain/ids';
import { keyFrom } from '@rostrum/server/identity/secrets';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { repairSqliteLog } from '@rostrum/server/log/sqlite-repair';
import { changeFile } from '../lib/change-file.ts';
import { suite, type Context } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { bodyOf, errorOf, EVENT, upTo } from './log-contract.ts';

const { test, run } = suite('private files');

/** A log with something in it, opened as at a start. */
async function open(t: Context, file: string) {
  const log = await openSqliteLog({ file });
  t.after(() => log.close());
  for (const n of upTo(3)) await log.append(EVENT, bodyOf(`entry${n}`));
  return log;
}

/** The mode of the folder, as `.`, and of each file in it. */
async function modesIn(folder: string): Promise<Record<string, string>> {
  const modes: Record<string, string> = {};
  for (const name of ['.', ...(await readdir(folder))].toSorted()) {
    modes[name] = ((await stat(join(folder, name))).mode & 0o777).toString(8);
  }
  return modes;
}

test('RUN-12 the file, what SQLite keeps beside it and its folder are their owner’s alone', async (t) => {
  const folder = join(await tempFolder(t), 'data');
  await keyFrom(folder);
  const log = await open(t, join(folder, 'rostrum.db'));
  const all = { '.': '700', 'rostrum.db': '600', 'rostrum.db-wal': '600', 'secret.key': '600' };
  assert.equal(await modesIn(folder), all);
  await log.close();

  await chmod(folder, 0o755);
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
  await writeFile(join(folder, 'rostrum.db-wal'), '', { mode: 0o664 });
  await keyFrom(folder);
  const again = await open(t, join(folder, 'rostrum.db'));
  assert.equal(await modesIn(folder), all, 'also where they were made with wider modes');
  assert.equal(again.health().warnings, []);
});

test('RUN-12 a folder that holds other things stays open to those they are for, and is warned of', async (t) => {
  const folder = await tempFolder(t);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'holiday.jpg'), '', { mode: 0o644 });
  const log = await open(t, join(folder, 'rostrum.db'));
  const all = { '.': '755', 'holiday.jpg': '644', 'rostrum.db': '600', 'rostrum.db-wal': '600' };
  assert.equal(await modesIn(folder), all);
  assert.match(log.health().warnings.join('\n'), 'give Rostrum a folder of its own');
});

test('RUN-12 what a repair makes and keeps is their owner’s alone', async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, 'rostrum.db');
  const log = await open(t, file);
  await log.claimCode('ABC234' as Code, EVENT);
  await log.close();
  changeFile(file, 'UPDATE entries SET at = at - 1 WHERE seq = 3');
  await chmod(file, 0o644);
  assert.is((await errorOf(openSqliteLog({ file }))).code, 'corrupt');
  await chmod(file, 0o644);
  const { before = '' } = repairSqliteLog(file, new Date());
  const modes = await modesIn(folder);
  assert.ok(before.startsWith(file));
  assert.equal([...new Set(Object.values({ ...modes, '.': '600' }))], ['600'], 'each of them');
  assert.ok(Object.keys(modes).length > 2);
});

run();
