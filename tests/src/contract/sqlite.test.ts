import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as assert from 'uvu/assert';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import type { Log, StoredEntry } from '@rostrum/server/log/log';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { SqliteStore } from '@rostrum/server/log/sqlite-store';
import { changeFile } from '../lib/change-file.ts';
import { idOf } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import {
  bodyOf,
  errorOf,
  EVENT,
  into,
  logContract,
  namesOf,
  seqsOf,
  upTo,
} from './log-contract.ts';

const sqlite = suite('the log in SQLite');
const { test, run } = sqlite;
const ALL = 10_000;
const FOUR = { seq: 4, mark: 'mark4', body: 'four' };

async function newFile(t: Context): Promise<string> {
  return join(await tempFolder(t), 'data', 'rostrum.db');
}

async function open(t: Context, file: string): Promise<Log> {
  const log = await openSqliteLog({ file });
  t.after(() => log.close());
  return log;
}

/** A file with five entries, a code and a snapshot, that nobody has open. */
async function filled(t: Context): Promise<string> {
  const file = await newFile(t);
  const log = await open(t, file);
  for (const n of upTo(5)) await log.append(EVENT, bodyOf(`entry${n}`));
  await log.claimCode('ABC234' as Code, EVENT);
  await log.saveSnapshot(EVENT, FOUR);
  await log.close();
  return file;
}

logContract(sqlite, async (t) => open(t, await newFile(t)));

test('LOG-10 a file that is opened again holds everything', async (t) => {
  const log = await open(t, await filled(t));
  assert.equal(
    namesOf(await log.read(EVENT, 1, ALL)),
    upTo(5).map((n) => idOf(`entry${n}`)),
  );
  assert.is(await log.findCode('ABC234' as Code), EVENT);
  assert.equal(await log.loadSnapshot(EVENT), FOUR);
  assert.is(await log.append(EVENT, bodyOf('entry6')), 6);
});

for (const [what, sql] of Object.entries({
  'a byte of its body': `body = replace(body, 'question.upvote', 'question.upvotf')`,
  'its stamp': 'at = at - 1',
  'the size of a number': 'at = 9223372036854775807',
})) {
  test(`LOG-11 an entry with a change in ${what} keeps the log shut, and is named`, async (t) => {
    const file = await filled(t);
    changeFile(file, `UPDATE entries SET ${sql} WHERE seq = 3`);
    const error = await errorOf(openSqliteLog({ file }));
    assert.is(error.code, 'corrupt');
    assert.match(error.message, EVENT);
    assert.match(error.message, 'entry 3 is damaged');
  });
}

for (const seq of [1, 3]) {
  test(`LOG-11 a missing entry ${seq} keeps the log shut, and is named`, async (t) => {
    const file = await filled(t);
    changeFile(file, `DELETE FROM entries WHERE seq = ${seq}`);
    const error = await errorOf(openSqliteLog({ file }));
    assert.is(error.code, 'corrupt');
    assert.match(error.message, EVENT);
    assert.match(error.message, `entry ${seq} is missing`);
  });
}

test('LOG-11 a last entry that is missing keeps the log shut where a snapshot knew it', async (t) => {
  const file = await filled(t);
  changeFile(file, 'DELETE FROM entries WHERE seq > 3');
  const error = await errorOf(openSqliteLog({ file }));
  assert.is(error.code, 'corrupt');
  assert.match(error.message, 'entry 4 is missing');
});

test('LOG-11 an entry moved to another event keeps the log shut', async (t) => {
  const file = await filled(t);
  changeFile(file, `UPDATE entries SET event = '${idOf('another')}', seq = 1 WHERE seq = 5`);
  assert.is((await errorOf(openSqliteLog({ file }))).code, 'corrupt');
});

test('LOG-11 a file with broken pages keeps the log shut, and is named', async (t) => {
  const file = await filled(t);
  const bytes = await readFile(file);
  bytes.fill(0xff, 4_096, 4_096 + 64);
  await writeFile(file, bytes);
  const error = await errorOf(openSqliteLog({ file }));
  assert.is(error.code, 'corrupt');
  assert.match(error.message, file);
});

test('LOG-12 a damaged snapshot is not read, and a new one takes its place', async (t) => {
  const file = await filled(t);
  changeFile(file, `UPDATE snapshots SET body = 'fouq'`);
  const log = await open(t, file);
  assert.is(await log.loadSnapshot(EVENT), undefined);
  const five = { seq: 5, mark: 'mark5', body: 'five' };
  await log.saveSnapshot(EVENT, five);
  assert.equal(await log.loadSnapshot(EVENT), five);
});

test('LOG-13 a file that is open is not opened by another, which is told so', async (t) => {
  const file = await filled(t);
  const log = await open(t, file);
  const error = await errorOf(openSqliteLog({ file }));
  assert.is(error.code, 'unavailable');
  assert.is(error.message, `${file} is in use by another Rostrum`);
  assert.is(await log.append(EVENT, bodyOf('entry6')), 6, 'the first goes on');
});

test('LOG-14 a file of a newer version is left as it is', async (t) => {
  const file = await filled(t);
  changeFile(file, 'PRAGMA user_version = 99');
  const before = await readFile(file);
  const error = await errorOf(openSqliteLog({ file }));
  assert.is(error.code, 'unavailable');
  assert.match(error.message, `${file} was written by a newer version`);
  assert.equal(await readFile(file), before);
});

test('LOG-14 a file that is no database is left as it is', async (t) => {
  const file = join(await tempFolder(t), 'rostrum.db');
  const text = 'Dear diary, '.repeat(1_000);
  await writeFile(file, text);
  const error = await errorOf(openSqliteLog({ file }));
  assert.is(error.code, 'corrupt');
  assert.match(error.message, file);
  assert.is(await readFile(file, 'utf8'), text);
});

test('LOG-14 a folder that cannot be made is named', async (t) => {
  const occupied = join(await tempFolder(t), 'occupied');
  await writeFile(occupied, '');
  const error = await errorOf(openSqliteLog({ file: join(occupied, 'rostrum.db') }));
  assert.is(error.code, 'unavailable');
  assert.match(error.message, occupied);
});

test('LOG-15 what a follower hears and a reader reads is in the file already', async (t) => {
  const file = await newFile(t);
  const log = await open(t, file);
  const copy = join(await tempFolder(t), 'copy.db');
  const inCopy = () => {
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end);
    const database = new DatabaseSync(copy);
    const row = database.prepare('SELECT max(seq) AS seq FROM entries').get() as { seq: number };
    database.close();
    return row.seq;
  };
  let heard = 0;
  const onEntry = ({ seq }: StoredEntry) => {
    heard += 1;
    assert.ok(inCopy() >= seq, `entry ${seq} is told before it is in the file`);
  };
  await log.follow(EVENT, { seq: 0 }, { onEntry, onBroken: assert.unreachable });
  const appends = upTo(20).map((n) => log.append(EVENT, bodyOf(`entry${n}`)));
  const read = await log.read(EVENT, 1, ALL);
  assert.ok(inCopy() >= read.length);
  await Promise.all(appends);
  assert.is(heard, 20);
});

test('LOG-16 writes that fail change nothing, and the log goes on', async (t) => {
  const log = await open(t, await newFile(t));
  await log.append(EVENT, bodyOf('entry1'));
  const heard: StoredEntry[] = [];
  await log.follow(EVENT, { seq: 0 }, into(heard));
  // While these two wait, the three after them gather into one batch, of which one cannot be written.
  const busy = log.findCode('ABC234' as Code);
  const failed = [
    log.append(EVENT, bodyOf('lost1')),
    log.saveSnapshot(EVENT, { seq: 'one' as never, mark: '', body: '' }),
    log.claimCode('ABC234' as Code, EVENT),
  ];
  const read = log.read(EVENT, 1, ALL);
  for (const each of failed) assert.is((await errorOf(each)).code, 'unavailable');
  await busy;
  assert.equal(seqsOf(await read), [1]);
  assert.is(await log.append(EVENT, bodyOf('entry2')), 2);
  assert.is(await log.findCode('ABC234' as Code), undefined);
  assert.equal(namesOf(await log.read(EVENT, 1, ALL)), [idOf('entry1'), idOf('entry2')]);
  assert.equal(seqsOf(heard), [1, 2]);
});

test('LOG-16 a full disk loses nothing that was acknowledged, and the log goes on once there is room', async (t) => {
  const probe = join(import.meta.dirname, '../lib/full-disk-probe.ts');
  const file = await newFile(t);
  // No file of the child may grow past 1,000 blocks of 512 bytes.
  const limited = `ulimit -f 1000; exec "$0" "$@"`;
  const child = spawnSync('sh', ['-c', limited, process.execPath, probe, file], {
    encoding: 'utf8',
  });
  assert.is(child.status, 0, child.stderr);
  const { appended, refusal, kept, next } = JSON.parse(child.stdout) as Record<string, unknown>;
  assert.is(refusal, 'unavailable');
  assert.is(kept, appended);
  assert.is(next, Number(appended) + 1);
  const log = await open(t, file);
  assert.equal(seqsOf(await log.read(EVENT, 1, ALL)), upTo(Number(next)));
});

test('LOG-35 an event with a code and no entries is held until that was accepted, and the others go on', async (t) => {
  const file = await filled(t);
  const other = idOf<EventId>('another');
  const first = await open(t, file);
  await first.append(other, bodyOf('entry1'));
  await first.claimCode('DEF567' as Code, other);
  await first.close();
  changeFile(file, `DELETE FROM snapshots; DELETE FROM entries WHERE event = '${EVENT}'`);
  const log = await open(t, file);
  const { held, trouble } = log.health();
  assert.is(trouble, undefined);
  assert.is(held.length, 1);
  assert.match(held[0] ?? '', /event ABC234 .*npm run accept-restore/);
  assert.is((await errorOf(log.follow(EVENT, { seq: 0 }, into([])))).code, 'lost');
  await log.follow(other, { seq: 0 }, into([]));
  assert.is(await log.append(other, bodyOf('entry2')), 2);
  const [gone = '', ...kept] = await log.accept();
  assert.match(gone, /ABC234: nothing of it is there/);
  assert.equal(kept, ['DEF567: 2 entries.']);
  assert.equal(log.health().held, []);
  assert.is(await log.findCode('ABC234' as Code), undefined);
});

test('LOG-5 a clock that was set back does not turn the stamps back', async (t) => {
  const now = Date.now;
  const ahead = now() + 3_600_000;
  t.after(() => void (Date.now = now));
  Date.now = () => ahead;
  const store = new SqliteStore(join(await tempFolder(t), 'rostrum.db'));
  t.after(() => store.close());
  const event = idOf<EventId>('skewed');
  assert.is(store.append(event, '{}').at, ahead);
  Date.now = now;
  assert.is(store.append(event, '{}').at, ahead);
});

run();
