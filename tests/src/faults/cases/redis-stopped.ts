import { setTimeout as after } from 'node:timers/promises';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { twoNodes } from '../stage/stage.ts';

/** Redis stands still, with every connection open, and goes on where it was. */
export const redisStopped = fault({
  name: 'redis-stopped',
  judges: 'Redis stands still: no false acknowledgement, what was not answered is sent again',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, stoppedMs: 10_000, answerMs: 8_000 },
  short: { sockets: 40, perSecond: 60, stoppedMs: 3_000, answerMs: 1_200 },
  async run(run, { sockets, perSecond, stoppedMs, answerMs }) {
    const stage = await twoNodes(run);
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance, answerMs });
    crowd.storm(perSecond);
    await after(1_000);
    stage.redis.kill('SIGSTOP');
    const stoppedAt = performance.now();
    await after(stoppedMs);
    const since = crowd.ledger.lines.filter(({ firstSentAt = 0 }) => firstSentAt > stoppedAt);
    const falsely = since.filter(({ outcome }) => outcome?.ok).length;
    const saving = since.filter(({ outcome }) => outcome === undefined).length;
    stage.redis.kill('SIGCONT');
    const settledMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'acknowledged meanwhile', value: falsely, most: 0 },
      { name: 'still being saved then', value: saving, least: 1 },
      {
        name: 'of these sent again',
        value: since.filter(({ sent }) => sent > 1).length,
        least: 1,
      },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});
