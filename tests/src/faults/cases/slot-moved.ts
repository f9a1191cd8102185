import { setTimeout as after } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { startCluster, type RedisProcess } from '../../lib/redis.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { redisStage } from '../stage/stage.ts';

/** Milliseconds that moving all keys of a slot may take. */
const MIGRATE_MS = 10_000;

/** The slots of the event and of the registry move to another master while people act. */
export const slotMoved = fault({
  name: 'slot-moved',
  judges: 'slots of a cluster moved from master to master under load: nothing is lost',
  full: { sockets: 300, perSecond: 100, rounds: 4, betweenMs: 3_000 },
  short: { sockets: 40, perSecond: 60, rounds: 1, betweenMs: 500 },
  async run(run, { sockets, perSecond, rounds, betweenMs }) {
    const { url, nodes } = await startCluster(run);
    const stage = await redisStage(run, { url });
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const masters = nodes.map((node) => ({ node, client: node.client() }));
    crowd.storm(perSecond);
    let moved = 0;
    for (let round = 0; round < rounds; round += 1) {
      await after(betweenMs);
      for (const key of await keysOf(masters)) {
        const slot = Number(await masters[0]?.client.call('CLUSTER', 'KEYSLOT', key));
        await moveSlot(masters, slot);
        moved += 1;
      }
    }
    await after(betweenMs);
    const settledMs = await crowd.settle(60_000);
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'slots moved', value: moved, least: 2 },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});

interface Master {
  readonly node: RedisProcess;
  readonly client: Redis;
}

/** One key of each slot that holds anything of ours. */
async function keysOf(masters: readonly Master[]): Promise<string[]> {
  const all = await Promise.all(masters.map(({ client }) => client.keys('rostrum:*')));
  const byTag = new Map(all.flat().map((key) => [/\{(.*)\}/.exec(key)?.[1], key]));
  return [...byTag.values()];
}

/** As `redis-cli --cluster reshard` does, to the master after the one that has it. */
async function moveSlot(masters: readonly Master[], slot: number): Promise<void> {
  const counts = await Promise.all(
    masters.map(async ({ client }) =>
      Number(await client.call('CLUSTER', 'COUNTKEYSINSLOT', slot)),
    ),
  );
  const at = counts.findIndex((count) => count > 0);
  const from = masters[at] as Master;
  const to = masters[(at + 1) % masters.length] as Master;
  const fromId = String(await from.client.call('CLUSTER', 'MYID'));
  const toId = String(await to.client.call('CLUSTER', 'MYID'));
  await to.client.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
  await from.client.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
  for (;;) {
    const keys = (await from.client.call('CLUSTER', 'GETKEYSINSLOT', slot, 10)) as string[];
    if (keys.length === 0) break;
    const { port } = to.node;
    await from.client.call('MIGRATE', '127.0.0.1', port, '', 0, MIGRATE_MS, 'KEYS', ...keys);
  }
  // The new owner first, so that nobody takes the slot for lost.
  for (const { client } of [to, from, ...masters]) {
    await client.call('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
  }
}
