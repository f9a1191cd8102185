import type { Redis } from 'ioredis';
import * as assert from 'uvu/assert';
import type { Code } from '@rostrum/shared/domain/ids';
import type { Log, StoredEntry } from '@rostrum/server/log/log';
import { openRedisLog } from '@rostrum/server/log/redis';
import { idOf } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startCluster, startRedis, startSentinels, type RedisProcess } from '../lib/redis.ts';
import { mastersOf, moveSlotOf } from '../lib/redis-slots.ts';
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

const redis = suite('the log in Redis');
const { test, run } = redis;
const ALL = 10_000;

// One of each topology for all the tests of the contract.
const one = await startRedis(redis);
const sentinels = await startSentinels(redis);
const cluster = await startCluster(redis);

async function open(t: Context, url: string, notes: string[] = []): Promise<Log> {
  const log = await openRedisLog({ url, notify: (message) => notes.push(message), startMs: 5_000 });
  t.after(() => log.close());
  return log;
}

async function emptied(clients: readonly Redis[]): Promise<void> {
  for (const client of clients) await client.flushall();
}

const clients = {
  one: [one.client()],
  sentinels: [sentinels.master.client()],
  cluster: cluster.nodes.map((node) => node.client()),
};

for (const [name, url] of Object.entries({
  one: one.url,
  sentinels: sentinels.url,
  cluster: cluster.url,
})) {
  const suffix = ` (${name})`;
  const named: typeof redis = {
    ...redis,
    test: (title, ...rest) => redis.test(title + suffix, ...rest),
  };
  logContract(named, async (t) => {
    await emptied(clients[name as keyof typeof clients]);
    return open(t, url);
  });
}

async function start(t: Context, settings = {}): Promise<RedisProcess & { log: Log }> {
  const process = await startRedis(t, settings);
  return { ...process, log: await open(t, process.url) };
}

test('LOG-20 what one node appends, another that follows is told', async (t) => {
  const { log, url } = await start(t);
  const other = await open(t, url);
  const heard: StoredEntry[] = [];
  const own: StoredEntry[] = [];
  await log.follow(EVENT, { seq: 0 }, into(own));
  await other.follow(EVENT, { seq: 0 }, into(heard));
  const appends = upTo(200).map((n) => [log, other][n % 2]?.append(EVENT, bodyOf(`entry${n}`)));
  await Promise.all(appends);
  await until(() => heard.length + own.length === 400, { what: 'every entry, at both' });
  assert.equal(heard, await log.read(EVENT, 1, ALL));
  assert.equal(own, heard);
});

test('LOG-20 a node whose subscription missed entries reads them', async (t) => {
  const process = await start(t);
  const other = await open(t, process.url);
  const heard: StoredEntry[] = [];
  await process.log.follow(EVENT, { seq: 0 }, into(heard));
  const admin = process.client();
  const cut = () => admin.call('CLIENT', 'KILL', 'TYPE', 'PUBSUB');
  for (const n of upTo(30)) {
    if (n % 10 === 5) await cut();
    await other.append(EVENT, bodyOf(`entry${n}`));
  }
  await until(() => heard.length >= 30, { what: 'what was missed' });
  assert.equal(seqsOf(heard), upTo(30));
});

test('LOG-21 a Redis that was killed and started again has all that was confirmed, and the log goes on', async (t) => {
  const process = await start(t);
  const heard: StoredEntry[] = [];
  await process.log.follow(EVENT, { seq: 0 }, into(heard));
  for (const n of upTo(20)) await process.log.append(EVENT, bodyOf(`entry${n}`));
  process.kill('SIGKILL');
  await process.gone();
  assert.is((await errorOf(process.log.append(EVENT, bodyOf('lost')))).code, 'unavailable');
  await until(() => process.log.health().trouble, { what: 'the word of it' });
  await process.restart();
  await until(() => process.log.health().trouble === undefined, { what: 'the log' });
  assert.is(await process.log.append(EVENT, bodyOf('entry21')), 21);
  assert.equal(seqsOf(heard), upTo(21));
});

test('LOG-22 an append that is not answered is not confirmed, and its entry is told when it comes', async (t) => {
  const process = await start(t);
  const heard: StoredEntry[] = [];
  await process.log.follow(EVENT, { seq: 0 }, into(heard));
  await process.log.append(EVENT, bodyOf('entry1'));
  process.kill('SIGSTOP');
  t.after(() => process.kill('SIGCONT'));
  const error = await errorOf(process.log.append(EVENT, bodyOf('entry2')));
  assert.is(error.code, 'unavailable');
  process.kill('SIGCONT');
  await until(() => process.log.health().trouble === undefined, { what: 'the log' });
  await process.log.append(EVENT, bodyOf('entry3'));
  const names = namesOf(await process.log.read(EVENT, 1, ALL));
  await until(() => heard.length === names.length, { what: 'every entry' });
  assert.is(names.at(-1), idOf('entry3'));
});

const REPLACED: Record<string, (process: RedisProcess) => Promise<void>> = {
  'an emptied Redis': async ({ client }: RedisProcess) => void (await client().flushall()),
  'another Redis in its place': async (process: RedisProcess) => {
    await process.client().config('SET', 'appendonly', 'no');
    await process.client().flushall();
    await process.client().set('rostrum:{registry}:epoch', 'another');
  },
};

for (const [what, empty] of Object.entries(REPLACED)) {
  test(`LOG-23 ${what} is refused, and nothing is written to it`, async (t) => {
    const process = await start(t);
    const broken: unknown[] = [];
    await process.log.follow(EVENT, { seq: 0 }, into([], broken));
    await process.log.append(EVENT, bodyOf('entry1'));
    await empty(process);
    const error = await errorOf(process.log.append(EVENT, bodyOf('entry2')));
    assert.is(error.code, 'lost');
    assert.match(error.message, 'was emptied or replaced');
    const calls = [process.log.claimCode('ABC234' as Code, EVENT), process.log.read(EVENT, 1, 1)];
    for (const call of calls) assert.is((await errorOf(call)).code, 'lost');
    assert.match(process.log.health().trouble ?? '', 'was emptied or replaced');
    assert.is(broken.length, 1, 'who follows is told');
    assert.is(await process.client().exists(`rostrum:{${EVENT}}:log`), 0);
  });
}

test('LOG-23 an emptied Redis is noticed without an append', async (t) => {
  const process = await start(t);
  await process.client().flushall();
  await until(() => process.log.health().trouble, { what: 'the notice' });
  assert.is((await errorOf(process.log.claimCode('ABC234' as Code, EVENT))).code, 'lost');
});

test('LOG-24 a log that lost its end is noticed by who follows, who may follow it anew once that was accepted', async (t) => {
  const process = await start(t);
  const admin = process.client();
  const heard: StoredEntry[] = [];
  const broken: unknown[] = [];
  await process.log.follow(EVENT, { seq: 0 }, into(heard, broken));
  for (const n of upTo(5)) await process.log.append(EVENT, bodyOf(`entry${n}`));
  await process.log.claimCode('ABC234' as Code, EVENT);
  const { seq, at, mark } = heard[2] as StoredEntry;
  await admin.call('XTRIM', `rostrum:{${EVENT}}:log`, 'MINID', '0-9');
  await admin.hset(`rostrum:{${EVENT}}:head`, { seq, at, mark });
  await until(() => broken.length === 1, { what: 'the notice' });
  const again: StoredEntry[] = [];
  const follow = () => process.log.follow(EVENT, { seq: 0 }, into(again));
  assert.is((await errorOf(follow())).code, 'lost');
  const entries = heard
    .slice(0, 3)
    .map((entry) => ['at', entry.at, 'mark', entry.mark, 'body', entry.body] as const);
  await admin.del(`rostrum:{${EVENT}}:log`);
  for (const [index, fields] of entries.entries()) {
    await admin.xadd(`rostrum:{${EVENT}}:log`, `0-${index + 1}`, ...fields);
  }
  assert.equal(await process.log.accept(), ['ABC234: 3 entries.']);
  await follow();
  assert.is(await process.log.append(EVENT, bodyOf('other4')), 4);
  assert.is(namesOf(again).at(-1), idOf('other4'));
});

test('LOG-24 a log that went another way is noticed at the first entry that differs', async (t) => {
  const process = await start(t);
  const admin = process.client();
  const heard: StoredEntry[] = [];
  const broken: unknown[] = [];
  await process.log.follow(EVENT, { seq: 0 }, into(heard, broken));
  for (const n of upTo(3)) await process.log.append(EVENT, bodyOf(`entry${n}`));
  await admin.hset(`rostrum:{${EVENT}}:head`, { mark: 'another' });
  const error = await errorOf(process.log.append(EVENT, bodyOf('entry4')));
  assert.is(error.code, 'lost');
  assert.is(broken.length, 1);
});

test('LOG-25 a damaged entry is noticed and named', async (t) => {
  const process = await start(t);
  for (const n of upTo(5)) await process.log.append(EVENT, bodyOf(`entry${n}`));
  const key = `rostrum:{${EVENT}}:log`;
  const admin = process.client();
  const entries = await admin.xrange(key, '-', '+');
  await admin.call('XTRIM', key, 'MAXLEN', '0');
  await admin.call('XSETID', key, '0-0');
  for (const [id, fields] of entries) {
    const damaged = id === '0-3' ? fields.map((text) => text.replace('upvote', 'upvotf')) : fields;
    await admin.call('XADD', key, id, ...damaged);
  }
  const error = await errorOf(process.log.follow(EVENT, { seq: 0 }, into([])));
  assert.is(error.code, 'corrupt');
  assert.match(error.message, EVENT);
  assert.match(error.message, 'entry 3 is damaged');
});

test('LOG-26 a setting of Redis that may lose what was confirmed is warned of', async (t) => {
  const { log } = await start(t);
  assert.equal(log.health().warnings, []);
  const unsafe: [object, RegExp][] = [
    [{ appendonly: 'no' }, /keeps no append-only file/],
    [{ appendfsync: 'everysec' }, /may lose about a second/],
    [{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }, /may evict/],
  ];
  for (const [settings, expected] of unsafe) {
    const { log: warned } = await start(t, settings);
    assert.is(warned.health().warnings.length, 1);
    assert.match(warned.health().warnings[0] ?? '', expected);
  }
});

test('LOG-27 a Redis that is not there, or does not let us in, is refused with its name and the cause', async (t) => {
  const { port } = await startRedis(t, { requirepass: 'secret' });
  const refusals: [string, RegExp][] = [
    ['redis://127.0.0.1:1', /Redis at 127\.0\.0\.1:1 cannot be reached: connect ECONNREFUSED/],
    [`redis://127.0.0.1:${port}`, /refused: NOAUTH/],
    [`redis://:wrong@127.0.0.1:${port}`, /refused: WRONGPASS/],
    ['http://127.0.0.1', /address of Redis cannot be read/],
  ];
  for (const [url, expected] of refusals) {
    const notes: string[] = [];
    const opened = openRedisLog({ url, notify: (note) => notes.push(note), startMs: 300 });
    const error = await errorOf(opened);
    assert.is(error.code, 'unavailable');
    assert.match(error.message, expected);
    assert.not.match(error.message, 'wrong@');
    if (url.endsWith(':1')) assert.match(notes[0] ?? '', /trying for 1 s/);
  }
  const log = await open(t, `redis://:secret@127.0.0.1:${port}`);
  assert.is(await log.isEmpty(), true);
});

test('LOG-28 a flushed script cache does not disturb the log', async (t) => {
  const { log, client } = await start(t);
  assert.is(await log.append(EVENT, bodyOf('entry1')), 1);
  await client().script('FLUSH');
  assert.is(await log.append(EVENT, bodyOf('entry2')), 2);
});

test('LOG-29 after a Sentinel fail-over the log goes on at the new master', async (t) => {
  const set = await startSentinels(t);
  const log = await open(t, set.url);
  const heard: StoredEntry[] = [];
  await log.follow(EVENT, { seq: 0 }, into(heard));
  for (const n of upTo(20)) await log.append(EVENT, bodyOf(`entry${n}`));
  const [replica] = set.replicas;
  const copy = replica?.client() as Redis;
  await until(async () => (await copy.xlen(`rostrum:{${EVENT}}:log`)) === 20, {
    what: 'the copy',
  });
  set.master.kill('SIGKILL');
  const next = async () => log.append(EVENT, bodyOf('next')).catch(() => 0);
  const seq = await until(next, { what: 'the new master' });
  await until(() => heard.at(-1)?.seq === seq, { what: 'the entry' });
  assert.equal(seqsOf(heard), upTo(seq));
});

test('LOG-29 while a slot of the cluster moves, the log of its event goes on', async (t) => {
  const set = await startCluster(t);
  const log = await open(t, set.url);
  const heard: StoredEntry[] = [];
  await log.follow(EVENT, { seq: 0 }, into(heard));
  await log.append(EVENT, bodyOf('entry1'));
  const moved = moveSlotOf(mastersOf(set.nodes), `rostrum:{${EVENT}}:log`);
  let seq = 1;
  for (let n = 2; n <= 100; n += 1) {
    const next = () => log.append(EVENT, bodyOf(`entry${n}`)).catch(() => 0);
    seq = await until(next, { what: `entry ${n}` });
  }
  await moved;
  seq = await until(() => log.append(EVENT, bodyOf('last')).catch(() => 0), { what: 'the last' });
  await until(() => heard.at(-1)?.seq === seq, { what: 'the entries' });
  assert.equal(seqsOf(heard), upTo(seq));
});

run();
