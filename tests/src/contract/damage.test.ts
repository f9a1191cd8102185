import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { asLogError } from '@rostrum/server/log/sqlite-errors';
import { suite, type Context } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { bodyOf, errorOf, EVENT, upTo } from './log-contract.ts';

const { test, run } = suite('damage');
/** Of actions, whose entry is longer than two pages of the file. */
const MANY = 200;

/** A file whose last entry fills its last pages, that nobody has open. */
async function filled(t: Context): Promise<string> {
  const file = join(await tempFolder(t), 'rostrum.db');
  const log = await openSqliteLog({ file });
  await log.append(EVENT, bodyOf('short'));
  const { v } = bodyOf('long');
  await log.append(EVENT, { v, actions: upTo(MANY).flatMap((n) => bodyOf(`long${n}`).actions) });
  await log.close();
  return file;
}

for (const [what, errcode, code] of [
  ['a page that is none', 11, 'corrupt'],
  ['an index that does not fit', 779, 'corrupt'],
  ['a file that is no database', 26, 'corrupt'],
  ['a file that ends too early', 522, 'corrupt'],
  ['a page with a wrong checksum', 8_202, 'corrupt'],
  ['a file system that found damage', 8_458, 'corrupt'],
  ['a disk that does not answer', 10, 'unavailable'],
  ['a read that failed', 266, 'unavailable'],
  ['a full disk', 13, 'unavailable'],
  ['a file that may not be written', 8, 'unavailable'],
  ['a file that is in use', 5, 'unavailable'],
] as const) {
  test(`LOG-38 ${what} is called ${code}`, () => {
    const error = asLogError('rostrum.db', Object.assign(new Error('why'), { errcode }));
    assert.is(error.code, code);
    assert.match(error.message, 'rostrum.db');
  });
}

test('LOG-38 a file that lost its end, wherever, is called damaged', async (t) => {
  const file = await filled(t);
  const size = statSync(file).size;
  for (const lost of [4_000, 4_096, 5_000, 8_192]) {
    const copy = join(await tempFolder(t), 'rostrum.db');
    copyFileSync(file, copy);
    truncateSync(copy, size - lost);
    const { code, message } = await errorOf(openSqliteLog({ file: copy }));
    assert.is(code, 'corrupt', `${lost} bytes: ${message}`);
    assert.match(message, copy);
  }
});

test('LOG-38 tables that are not as they were made are called damaged', async (t) => {
  const file = await filled(t);
  const bytes = readFileSync(file);
  bytes.write('bodz TEXT', bytes.indexOf('body TEXT'));
  writeFileSync(file, bytes);
  const { code, message } = await errorOf(openSqliteLog({ file }));
  assert.is(code, 'corrupt');
  assert.match(message, `${file}: its tables are damaged`);
});

test('LOG-38 damage that comes while the log runs is called so', async (t) => {
  const file = await filled(t);
  const log = await openSqliteLog({ file });
  t.after(() => log.close());
  truncateSync(file, statSync(file).size - 4_000);
  const { code, message } = await errorOf(log.read(EVENT, 1, 10));
  assert.is(code, 'corrupt');
  assert.match(message, file);
});

for (const [what, damage] of [
  ['gone', (file: string) => rmSync(file)],
  ['empty', (file: string) => truncateSync(file, 0)],
] as const) {
  test(`LOG-39 a file that is ${what} beside its write-ahead log is refused, and the log stays`, async (t) => {
    const file = await filled(t);
    damage(file);
    writeFileSync(`${file}-wal`, 'what was not yet in the file');
    const { code, message } = await errorOf(openSqliteLog({ file }));
    assert.is(code, 'lost');
    assert.match(message, `${file} is gone or empty`);
    assert.is(readFileSync(`${file}-wal`, 'utf8'), 'what was not yet in the file');
    assert.is(existsSync(file), what === 'empty');
  });
}

run();
