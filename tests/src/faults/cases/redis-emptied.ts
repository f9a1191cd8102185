import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { post, wantedEvent } from '../../lib/browser.ts';
import { until } from '../../lib/harness.ts';
import type { RedisProcess } from '../../lib/redis.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault, type Finding, type Run } from '../fault.ts';
import { twoNodes, type Stage } from '../stage/stage.ts';

/** Where Redis keeps what it has confirmed. */
const KEPT = 'appendonlydir';

/** The ways in which a Redis comes to have nothing. */
const WAYS = {
  flushed: async (redis: RedisProcess) => {
    const client = redis.client();
    await client.flushall();
  },
  'started empty': async (redis: RedisProcess) => {
    redis.kill('SIGKILL');
    await redis.gone();
    await rm(join(redis.folder, KEPT), { recursive: true });
    await redis.restart();
  },
} as const;

/** Redis holds nothing any more while nodes run; later its data is brought back. */
export const redisEmptied = fault({
  name: 'redis-emptied',
  judges: 'Redis emptied while nodes run: refused, nothing begun anew; its data brought back',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, forMs: 5_000, ways: 2 },
  short: { sockets: 40, perSecond: 60, forMs: 500, ways: 1 },
  async run(run, { sockets, perSecond, forMs, ways }) {
    const stage = await twoNodes(run);
    const { redis } = stage;
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const found: Finding[] = [];
    for (const [name, empty] of run.chance.shuffle(Object.entries(WAYS)).slice(0, ways)) {
      crowd.storm(perSecond);
      await after(forMs);
      await crowd.settle();
      const copy = await copyOf(run, redis);
      const acceptedBefore = crowd.ledger.accepted.length;
      await empty(redis);
      crowd.storm(perSecond);
      await after(forMs);
      found.push(...(await whileEmpty(name, stage, redis)));
      const accepted = crowd.ledger.accepted.length - acceptedBefore;
      found.push({ name: `${name}: acknowledged`, value: accepted, most: 0 });
      await bringBack(stage, redis, copy);
    }
    const settledMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [...found, { name: 'settled after', value: settledMs, unit: 'ms' }, ...findings];
  },
});

async function whileEmpty(name: string, { nodes }: Stage, redis: RedisProcess): Promise<Finding[]> {
  const startedAt = performance.now();
  const isNotReady = async () =>
    (await Promise.all(nodes.map((node) => node.status('/readyz')))).every((s) => s === 503);
  await until(isNotReady, { everyMs: 50, what: 'nodes that are not ready' });
  const noticedMs = performance.now() - startedAt;
  const created = await Promise.all(
    nodes.map(async ({ url }) => (await post(`${url}/api/events`, wantedEvent)).status),
  );
  const keys = await redis.client().keys('rostrum:*:log');
  return [
    { name: `${name}: not ready after`, value: noticedMs, unit: 'ms' },
    { name: `${name}: new events`, value: created.filter((s) => s !== 503).length, most: 0 },
    { name: `${name}: logs begun anew`, value: keys.length, most: 0 },
  ];
}

async function copyOf(run: Run, redis: RedisProcess): Promise<string> {
  const copy = await tempFolder(run);
  await cp(join(redis.folder, KEPT), copy, { recursive: true });
  return copy;
}

/** As its message says: the data first, then the nodes. */
async function bringBack({ nodes }: Stage, redis: RedisProcess, copy: string): Promise<void> {
  redis.kill('SIGKILL');
  await redis.gone();
  await rm(join(redis.folder, KEPT), { recursive: true });
  await cp(copy, join(redis.folder, KEPT), { recursive: true });
  await redis.restart();
  await Promise.all(
    nodes.map(async (node) => {
      await node.end('SIGTERM');
      await node.restart();
    }),
  );
}
