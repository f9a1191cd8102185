import { setTimeout as after } from 'node:timers/promises';
import { startCluster } from '../../lib/redis.ts';
import { mastersOf, moveSlotOf, type Master } from '../../lib/redis-slots.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { redisStage } from '../stage/stage.ts';

/** The slots of the event and of the registry move to another master while people act. */
export const slotMoved = fault({
  name: 'slot-moved',
  judges: 'slots of a cluster moved from master to master under load: nothing is lost',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, rounds: 4, betweenMs: 3_000 },
  short: { sockets: 40, perSecond: 60, rounds: 1, betweenMs: 500 },
  async run(run, { sockets, perSecond, rounds, betweenMs }) {
    const { url, nodes } = await startCluster(run, run.setup);
    const stage = await redisStage(run, { url });
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const masters = mastersOf(nodes);
    crowd.storm(perSecond);
    let moved = 0;
    for (let round = 0; round < rounds; round += 1) {
      await after(betweenMs);
      for (const key of await keysOf(masters)) {
        await moveSlotOf(masters, key);
        moved += 1;
      }
    }
    await after(betweenMs);
    const settledMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'slots moved', value: moved, least: 2 },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});

/** One key of each slot that holds anything of ours. */
async function keysOf(masters: readonly Master[]): Promise<string[]> {
  const all = await Promise.all(masters.map(({ client }) => client.keys('rostrum:*')));
  const byTag = new Map(all.flat().map((key) => [/\{(.*)\}/.exec(key)?.[1], key]));
  return [...byTag.values()];
}
