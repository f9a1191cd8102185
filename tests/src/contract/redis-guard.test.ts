import type { Redis } from 'ioredis';
import * as assert from 'uvu/assert';
import type { Code } from '@rostrum/shared/domain/ids';
import type { Log, LogError, StoredEntry } from '@rostrum/server/log/log';
import { markAfter } from '@rostrum/server/log/mark';
import { openRedisLog } from '@rostrum/server/log/redis';
import { suite, until, type Context } from '../lib/harness.ts';
import { startRedis, type RedisProcess } from '../lib/redis.ts';
import { bodyOf, errorOf, EVENT, into, OTHER, seqsOf, upTo } from './log-contract.ts';

const { test, run } = suite('the guard of the log in Redis');
const CODE = 'ABC234' as Code;
const WHOLE = 'DEF567' as Code;
const ALL = 10_000;
const ENTRIES = 12;
const KEY = { log: `rostrum:{${EVENT}}:log`, head: `rostrum:{${EVENT}}:head` };
const SNAPSHOT = `rostrum:{${EVENT}}:snapshot`;

interface Setting {
  readonly redis: RedisProcess;
  readonly admin: Redis;
  /** What the nodes that were opened told. */
  readonly notes: string[];
  open(): Promise<Log>;
}

async function setting(t: Context): Promise<Setting> {
  const redis = await startRedis(t, {}, 'shipped');
  const notes: string[] = [];
  const open = async () => {
    const notify = (message: string) => void notes.push(message);
    const log = await openRedisLog({ url: redis.url, notify, startMs: 20_000 });
    t.after(() => log.close());
    return log;
  };
  return { redis, admin: redis.client(), notes, open };
}

/** Two events with entries, codes and a snapshot, by a node that has ended. */
async function filled(t: Context): Promise<Setting & { entries: StoredEntry[] }> {
  const made = await setting(t);
  const log = await made.open();
  for (const n of upTo(ENTRIES)) await log.append(EVENT, bodyOf(`entry${n}`));
  await log.append(OTHER, bodyOf('entry1'));
  await log.claimCode(CODE, EVENT);
  await log.claimCode(WHOLE, OTHER);
  const entries = await log.read(EVENT, 1, ALL);
  const { seq, mark } = entries[7] as StoredEntry;
  await log.saveSnapshot(EVENT, { seq, mark, body: 'eight' });
  await log.close();
  return { ...made, entries };
}

/** Makes these all that is there, in one step. */
async function cutTo(admin: Redis, entries: readonly StoredEntry[]): Promise<void> {
  const step = admin.multi().del(KEY.log);
  for (const { seq, at, mark, body } of entries) {
    step.xadd(KEY.log, `0-${seq}`, 'at', at, 'mark', mark, 'body', body);
  }
  const last = entries.at(-1);
  if (last) step.hset(KEY.head, { seq: last.seq, at: last.at, mark: last.mark });
  else step.del(KEY.head);
  await step.exec();
}

/** The ways to be less than before, each with what is said of it. */
const LOSSES: Record<
  string,
  readonly [RegExp, (made: { admin: Redis; entries: StoredEntry[] }) => Promise<unknown>]
> = {
  'all of it gone but its code': [
    /none of its entries is there/,
    ({ admin }) => admin.del(KEY.log, KEY.head, SNAPSHOT),
  ],
  'entries gone that the head has': [
    /its entries are not those/,
    ({ admin }) => admin.del(KEY.log),
  ],
  'a head gone': [/its entries are not those/, ({ admin }) => admin.del(KEY.head)],
  'a head behind its entries': [
    /its entries are not those/,
    ({ admin, entries }) => {
      const { seq, at, mark } = entries[9] as StoredEntry;
      return admin.hset(KEY.head, { seq, at, mark });
    },
  ],
  'its end gone, behind its snapshot': [
    /it had 8 entries and has 5/,
    ({ admin, entries }) => cutTo(admin, entries.slice(0, 5)),
  ],
  'a snapshot alone left': [
    /it had 8 entries and has 0/,
    ({ admin }) => admin.del(KEY.log, KEY.head),
  ],
};

for (const [what, [said, lose]] of Object.entries(LOSSES)) {
  test(`LOG-32 an event with ${what} is held, told of on one line, and the others are as they were`, async (t) => {
    const made = await filled(t);
    await lose(made);
    const log = await made.open();
    assert.is(made.notes.length, 1);
    assert.match(made.notes[0] ?? '', said);
    assert.match(made.notes[0] ?? '', /event ABC234 .*npm run accept-restore/);
    const { held, trouble } = log.health();
    assert.is(held.length, 1);
    assert.match(held[0] ?? '', said);
    assert.is(trouble, undefined, 'the node is ready for the others');
    const before = await made.admin.dump(KEY.log);
    assert.is((await errorOf(log.follow(EVENT, { seq: 0 }, into([])))).code, 'lost');
    assert.is(made.notes.length, 1, 'once is enough');
    assert.equal(await made.admin.dump(KEY.log), before);
    const heard: StoredEntry[] = [];
    await log.follow(OTHER, { seq: 0 }, into(heard));
    assert.is(await log.append(OTHER, bodyOf('entry2')), 2);
    assert.equal(seqsOf(heard), [1, 2]);
  });

  test(`LOG-34 an event with ${what} is accepted as it is, and goes on`, async (t) => {
    const made = await filled(t);
    await lose(made);
    const log = await made.open();
    const [ours = ''] = await log.accept();
    assert.equal(log.health().held, []);
    const there = seqsOf(await log.read(EVENT, 1, ALL));
    if (there.length === 0) {
      assert.match(ours, /ABC234: nothing of it is there/);
      assert.is(await log.findCode(CODE), undefined);
      assert.is(await log.claimCode(CODE, OTHER), false, 'nor for another');
      return;
    }
    assert.is(ours, `ABC234: ${there.length} entries.`);
    const heard: StoredEntry[] = [];
    await log.follow(EVENT, { seq: 0 }, into(heard));
    assert.is(await log.append(EVENT, bodyOf('next')), there.length + 1);
    assert.equal(seqsOf(heard), upTo(there.length + 1));
    const other = await made.open();
    assert.equal(other.health().held, []);
    await other.follow(EVENT, { seq: 0 }, into([]));
  });
}

test('LOG-32 an event that is held is whole again once its data is back', async (t) => {
  const made = await filled(t);
  await cutTo(made.admin, made.entries.slice(0, 5));
  const log = await made.open();
  assert.is(log.health().held.length, 1);
  await cutTo(made.admin, made.entries);
  await until(() => log.health().held.length === 0, { what: 'the event' });
  assert.match(made.notes.at(-1) ?? '', 'event ABC234 is whole again');
  await log.follow(EVENT, { seq: 0 }, into([]));
  assert.is(await log.append(EVENT, bodyOf('next')), ENTRIES + 1);
});

test('LOG-32 a damaged snapshot is no sign of a loss', async (t) => {
  const made = await filled(t);
  await made.admin.hset(SNAPSHOT, { seq: 800 });
  const log = await made.open();
  assert.equal(made.notes, []);
  assert.is(await log.loadSnapshot(EVENT), undefined);
  await log.follow(EVENT, { seq: 0 }, into([]));
});

test('LOG-32 an event that is less than a node held is held by every node, and at a restart', async (t) => {
  const made = await filled(t);
  await made.admin.del(SNAPSHOT);
  const log = await made.open();
  const broken: unknown[] = [];
  // From further on than what is left: this node has nothing to put back.
  const { seq, mark } = made.entries[9] as StoredEntry;
  await log.follow(EVENT, { seq, mark }, into([], broken));
  await cutTo(made.admin, made.entries.slice(0, 5));
  await until(() => broken.length === 1, { what: 'the notice' });
  assert.is((broken[0] as LogError).code, 'lost');
  assert.match(made.notes.at(-1) ?? '', /it had 12 entries and has 5/);
  assert.is((await errorOf(log.append(EVENT, bodyOf('late')))).code, 'lost');
  const other = await made.open();
  assert.is((await errorOf(other.follow(EVENT, { seq: 0 }, into([])))).code, 'lost');
  assert.is((await errorOf(other.append(EVENT, bodyOf('late')))).code, 'lost');
  assert.equal(seqsOf(await other.read(EVENT, 1, ALL)), upTo(5));
});

test('LOG-32 an event that nobody follows any more is known by where this node was', async (t) => {
  const made = await filled(t);
  await made.admin.del(SNAPSHOT);
  const log = await made.open();
  const follower = await log.follow(EVENT, { seq: 0 }, into([]));
  follower.close();
  await cutTo(made.admin, made.entries.slice(0, 5));
  const error = await errorOf(log.follow(EVENT, { seq: 0 }, into([])));
  assert.is(error.code, 'lost');
  assert.match(error.message, /it had 12 entries and has 5/);
});

test('LOG-32 a Redis that comes back with less is looked at though it refuses writes', async (t) => {
  const { admin, open } = await filled(t);
  const log = await open();
  await admin.config('SET', 'maxmemory', '1');
  assert.match((await errorOf(log.append(OTHER, bodyOf('refused')))).message, 'OOM');
  // Nobody follows it: that Redis was away is all there is to look for.
  await admin.del(KEY.log, KEY.head, SNAPSHOT);
  await admin.call('CLIENT', 'PAUSE', '4000', 'ALL');
  await until(() => log.health().held.length === 1, { what: 'the notice' });
  assert.match(log.health().trouble ?? '', 'writes are refused');
  await admin.config('SET', 'maxmemory', '0');
  await until(() => log.health().trouble === undefined, { what: 'the probe' });
});

test('LOG-32 nothing is appended behind a stream that has just gone', async (t) => {
  const made = await filled(t);
  const log = await made.open();
  await made.admin.del(KEY.log, SNAPSHOT);
  assert.is((await errorOf(log.append(EVENT, bodyOf('late')))).code, 'lost');
  assert.is(await made.admin.exists(KEY.log), 0);
});

test('LOG-33 what Redis has lost is put back by a node that still has it, and told once', async (t) => {
  const made = await filled(t);
  const log = await made.open();
  const other = await made.open();
  const heard: StoredEntry[] = [];
  const broken: unknown[] = [];
  await log.follow(EVENT, { seq: 0 }, into(heard, broken));
  await other.follow(EVENT, { seq: 0 }, into([], broken));
  await cutTo(made.admin, made.entries.slice(0, 9));
  const end = () => made.admin.hget(KEY.head, 'seq');
  await until(async () => Number(await end()) === ENTRIES, { what: 'the entries' });
  assert.equal(await log.read(EVENT, 1, ALL), made.entries);
  const next = () => log.append(EVENT, bodyOf('next')).catch(() => 0);
  assert.is(await until(next, { what: 'the next' }), ENTRIES + 1);
  assert.is(made.notes.filter((note) => note.includes('put back 10 to 12')).length, 1);
  assert.equal(broken, []);
  assert.equal(log.health().held, []);
  assert.equal(seqsOf(heard), upTo(ENTRIES + 1));
});

for (const [what, more] of Object.entries({ shorter: 1, longer: 9 })) {
  test(`LOG-33 nothing is put back where the log went another way, and is ${what}: the event is held`, async (t) => {
    const made = await filled(t);
    const log = await made.open();
    const broken: unknown[] = [];
    const follow = () => log.follow(EVENT, { seq: 0 }, into([], broken));
    await follow();
    await made.admin.del(SNAPSHOT);
    const forked = made.entries.slice(0, 9);
    for (const n of upTo(more)) {
      const { seq, at, mark } = forked.at(-1) as StoredEntry;
      const own = { seq: seq + 1, at, body: JSON.stringify(bodyOf(`elsewhere${n}`)) };
      forked.push({ ...own, mark: markAfter(mark, own) });
    }
    await cutTo(made.admin, forked);
    await until(() => broken.length === 1, { what: 'the notice' });
    assert.is((await errorOf(follow())).code, 'lost');
    assert.equal(await log.read(EVENT, 1, ALL), forked);
    assert.is(log.health().held.length, 1);
  });
}

test('LOG-34 nodes that run go on by themselves once what is there was accepted', async (t) => {
  const made = await filled(t);
  await made.admin.del(SNAPSHOT);
  const log = await made.open();
  const broken: unknown[] = [];
  const { seq, mark } = made.entries[9] as StoredEntry;
  await log.follow(EVENT, { seq, mark }, into([], broken));
  await cutTo(made.admin, made.entries.slice(0, 5));
  await until(() => log.health().held.length === 1, { what: 'the notice' });
  const command = await made.open();
  assert.match((await command.accept())[0] ?? '', 'ABC234: 5 entries');
  await until(() => log.health().held.length === 0, { what: 'the new epoch' });
  const heard: StoredEntry[] = [];
  await log.follow(EVENT, { seq: 0 }, into(heard));
  assert.is(await log.append(EVENT, bodyOf('next')), 6);
  assert.equal(seqsOf(heard), upTo(6));
  assert.is(await log.claimCode('GHJ234' as Code, EVENT), true, 'codes are given out as before');
  assert.is(log.health().trouble, undefined);
});

test('LOG-34 an emptied Redis that is accepted is still refused by nodes that knew another', async (t) => {
  const made = await filled(t);
  const log = await made.open();
  await made.admin.flushall();
  const command = await made.open();
  await command.accept();
  await until(() => log.health().trouble, { what: 'the refusal' });
  assert.match(log.health().trouble ?? '', 'was emptied or replaced');
});

run();
