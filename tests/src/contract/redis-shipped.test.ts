import * as assert from 'uvu/assert';
import type { Code } from '@rostrum/shared/domain/ids';
import { openRedisLog } from '@rostrum/server/log/redis';
import { suite, until } from '../lib/harness.ts';
import { restartAll, topologies } from '../lib/redis.ts';
import { bodyOf, EVENT, into, upTo } from './log-contract.ts';

const { test, run } = suite('Redis as it is shipped');
const CODE = 'ABC234' as Code;
const ALL = 10_000;

for (const [name, start] of Object.entries(topologies)) {
  test(`LOG-31 Redis as it is shipped (${name}) has everything after it was killed or stopped and started again`, async (t) => {
    const { url, servers } = await start(t, 'shipped');
    const log = await openRedisLog({ url, notify: () => {}, startMs: 20_000 });
    t.after(() => log.close());
    for (const n of upTo(20)) await log.append(EVENT, bodyOf(`entry${n}`));
    assert.ok(await log.claimCode(CODE, EVENT));
    const before = await log.read(EVENT, 1, ALL);
    assert.is(before.length, 20);
    for (const [round, signal] of (['SIGKILL', 'SIGTERM'] as const).entries()) {
      await restartAll(servers, signal);
      const next = () => log.append(EVENT, bodyOf(`round${round}`)).catch(() => 0);
      const seq = await until(next, { what: 'the log', everyMs: 100 });
      assert.is(seq, 21 + round, `after ${signal}`);
      const after = await log.read(EVENT, 1, ALL);
      assert.equal(after.slice(0, 20), before, `after ${signal}`);
      assert.is(await log.findCode(CODE), EVENT);
    }
    // A server that knows nothing of what was there begins with the same.
    const other = await openRedisLog({ url, notify: () => {}, startMs: 20_000 });
    t.after(() => other.close());
    await until(() => log.health().trouble === undefined, { what: 'the log' });
    assert.equal(other.health(), log.health());
    const heard: unknown[] = [];
    await other.follow(EVENT, { seq: 0 }, into(heard as never));
    assert.is(heard.length, 22);
  });
}

run();
