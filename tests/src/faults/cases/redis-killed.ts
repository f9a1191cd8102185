import { setTimeout as after } from 'node:timers/promises';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { twoNodes } from '../stage/stage.ts';

/** Redis dies without a word, and is started again with what it has on disk. */
export const redisKilled = fault({
  name: 'redis-killed',
  judges: 'Redis (append-only file, fsync always) killed under load and started again',
  full: { sockets: 300, perSecond: 100, rounds: 10, betweenMs: 3_000, downMs: 1_000 },
  short: { sockets: 40, perSecond: 60, rounds: 2, betweenMs: 300, downMs: 100 },
  async run(run, { sockets, perSecond, rounds, betweenMs, downMs }) {
    const stage = await twoNodes(run);
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    crowd.storm(perSecond);
    for (let round = 0; round < rounds; round += 1) {
      await after(betweenMs);
      stage.redis.kill('SIGKILL');
      await stage.redis.gone();
      await after(downMs);
      await stage.redis.restart();
    }
    const settledMs = await crowd.settle(30_000);
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'kills', value: rounds },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});
