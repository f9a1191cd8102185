import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { LogError } from '@rostrum/server/log/log';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { repairSqliteLog } from '@rostrum/server/log/sqlite-repair';
import { changeFile } from '../lib/change-file.ts';
import { createEntry, idOf, testCreate } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { spawnServer } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { bodyOf, errorOf, seqsOf, upTo } from './log-contract.ts';

const { test, run } = suite('repair');
const ONE = idOf<EventId>('one');
const OTHER = idOf<EventId>('other');
const CODES = new Map([
  [ONE, 'ABC234' as Code],
  [OTHER, 'ABC235' as Code],
]);
const NOW = new Date('2026-05-12T13:00:00Z');
const ALL = 1_000;
const PAGE = 4_096;

/** A log of two events, each with ten entries, a code and a snapshot of six, that nobody has open. */
async function filled(t: Context): Promise<string> {
  const file = join(await tempFolder(t), 'rostrum.db');
  const log = await openSqliteLog({ file });
  for (const [event, code] of CODES) {
    await log.claimCode(code, event);
    const { v, actions } = createEntry();
    const info = { ...testCreate.info, code };
    const create = { id: actions[0]?.id as never, action: { ...testCreate, info } };
    await log.append(event, { v, actions: [create] });
    for (const n of upTo(9)) await log.append(event, bodyOf(`entry${n}`));
    const [sixth] = await log.read(event, 6, 1);
    await log.saveSnapshot(event, { seq: 6, mark: sixth?.mark ?? '', body: 'six' });
  }
  await log.close();
  return file;
}

/** What an event has after the repair. */
async function held(t: Context, file: string, event: EventId) {
  const log = await openSqliteLog({ file });
  t.after(() => log.close());
  const seqs = seqsOf(await log.read(event, 1, ALL));
  const snapshot = (await log.loadSnapshot(event))?.seq;
  const found = await log.findCode(CODES.get(event) as Code);
  await log.close();
  return { seqs, snapshot, found };
}

const whole = { seqs: upTo(10), snapshot: 6 };

for (const [what, sql, kept, snapshot] of [
  ['damaged', 'UPDATE entries SET at = at + 1', 7, 6],
  ['damaged', `UPDATE entries SET body = '{}'`, 3, undefined],
  ['missing', 'DELETE FROM entries', 7, 6],
] as const) {
  test(`LOG-30 entry ${kept + 1} is ${what}: all before it is kept, and the other event`, async (t) => {
    const file = await filled(t);
    changeFile(file, `${sql} WHERE event = '${ONE}' AND seq = ${kept + 1}`);
    const damaged = await readFile(file);
    const { events, before } = repairSqliteLog(file, NOW);
    const trouble = `entry ${kept + 1} is ${what}`;
    assert.equal(events, [
      { event: ONE, code: 'ABC234', kept, trouble, last: 10 },
      { event: OTHER, code: 'ABC235', kept: 10, trouble: undefined, last: 10 },
    ]);
    assert.equal(await held(t, file, ONE), { seqs: upTo(kept), snapshot, found: ONE });
    assert.equal(await held(t, file, OTHER), { ...whole, found: OTHER });
    assert.equal(await readFile(before ?? ''), damaged, 'the file as it was');
  });
}

test('LOG-30 entries that a snapshot knew and the file has lost are told of', async (t) => {
  const file = await filled(t);
  changeFile(file, `DELETE FROM entries WHERE event = '${ONE}' AND seq > 4`);
  const [told] = repairSqliteLog(file, NOW).events;
  assert.equal(told, {
    ...{ event: ONE, code: 'ABC234', kept: 4, last: 6 },
    trouble: 'entry 5 is missing',
  });
  assert.equal(await held(t, file, ONE), { seqs: upTo(4), snapshot: undefined, found: ONE });
});

test('LOG-30 an event without its first entry is dropped, and its code is free', async (t) => {
  const file = await filled(t);
  changeFile(file, `UPDATE entries SET at = 1 WHERE event = '${ONE}' AND seq = 1`);
  const [told] = repairSqliteLog(file, NOW).events;
  assert.is(told?.kept, 0);
  assert.is(told?.code, 'ABC234', 'people know it by its code');
  const dropped = { seqs: [], snapshot: undefined, found: undefined };
  assert.equal(await held(t, file, ONE), dropped);
});

test('LOG-30 a damaged code keeps the log shut, and is repaired from its event', async (t) => {
  const file = await filled(t);
  changeFile(file, `UPDATE codes SET code = 'ABC237' WHERE event = '${ONE}'`);
  const { code, message } = await errorOf(openSqliteLog({ file }));
  assert.is(code, 'corrupt');
  assert.match(message, 'the code ABC237');
  repairSqliteLog(file, NOW);
  assert.equal(await held(t, file, ONE), { ...whole, found: ONE });
  assert.equal(await held(t, file, OTHER), { ...whole, found: OTHER });
});

test('LOG-30 of a file with a broken page everything that can be read is kept', async (t) => {
  const file = await filled(t);
  const bytes = await readFile(file);
  // The page of the second event's last entry; the first event is on pages before it.
  const at = bytes.lastIndexOf(OTHER) & ~(PAGE - 1);
  bytes.fill(0xff, at, at + 64);
  await writeFile(file, bytes);
  assert.is((await errorOf(openSqliteLog({ file }))).code, 'corrupt');
  const { events } = repairSqliteLog(file, NOW);
  const unread = 'what may come after cannot be read';
  assert.equal(
    events.map(({ event, trouble }) => [event, trouble]),
    [
      [ONE, unread],
      [OTHER, unread],
    ],
  );
  assert.equal(await held(t, file, ONE), { ...whole, found: ONE });
});

test('LOG-30 a file that is whole is left as it is', async (t) => {
  const file = await filled(t);
  const bytes = await readFile(file);
  assert.equal(repairSqliteLog(file, NOW), { events: [], before: undefined });
  assert.equal(await readFile(file), bytes);
});

test('LOG-30 a file that is in use is not repaired', async (t) => {
  const file = await filled(t);
  const log = await openSqliteLog({ file });
  t.after(() => log.close());
  assert.throws(
    () => repairSqliteLog(file, NOW),
    (error: Error) => error.message === `${file} is in use by another Rostrum`,
  );
});

test('LOG-30 a file without its tables is left as it is', async (t) => {
  const file = await filled(t);
  const bytes = await readFile(file);
  bytes.fill(0xff, 100, PAGE);
  await writeFile(file, bytes);
  assert.throws(
    () => repairSqliteLog(file, NOW),
    (error: unknown) => error instanceof LogError,
  );
  assert.equal(await readFile(file), bytes);
});

test('LOG-30 the server says how to repair, does it, and says what it dropped', async (t) => {
  const file = await filled(t);
  changeFile(file, `UPDATE entries SET at = at + 1 WHERE event = '${ONE}' AND seq = 8`);
  const settings = { ROSTRUM_DATA: dirname(file), ROSTRUM_DEMO: 'off' };
  const refused = spawnServer(t, settings);
  assert.is(await refused.exited, 1);
  assert.match(refused.output(), 'entry 8 is damaged');
  assert.match(refused.output(), '--repair');
  const repairing = spawnServer(t, settings, { args: ['--repair'] });
  assert.is(await repairing.exited, 0, repairing.output());
  assert.match(repairing.output(), 'event ABC234');
  assert.match(
    repairing.output(),
    'entries 1 to 7 are kept; entry 8 is damaged, so entries 8 to 10 were dropped.',
  );
  assert.equal((await held(t, file, ONE)).seqs, upTo(7));
});

run();
