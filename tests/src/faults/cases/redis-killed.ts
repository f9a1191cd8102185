import { setTimeout as after } from 'node:timers/promises';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { restartAll, topologies, type Topology } from '../../lib/redis.ts';
import { fault, type Finding, type Run } from '../fault.ts';
import { redisStage } from '../stage/stage.ts';

type Kind = keyof typeof topologies;
const ALL = Object.keys(topologies) as Kind[];

/** Every Redis dies without a word, or stops in good order, and is started again with what it has on disk. */
export const redisKilled = fault({
  name: 'redis-killed',
  judges: 'every Redis killed, or stopped, under load and started again: one, Sentinel, cluster',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, kinds: ALL, rounds: 4, betweenMs: 3_000 },
  short: { sockets: 40, perSecond: 60, kinds: ['one'] as const, rounds: 2, betweenMs: 300 },
  async run(run, { kinds, rounds, ...sizes }) {
    const findings: Finding[] = [];
    for (const kind of kinds) {
      const found = await onOne(run, kind, { rounds, ...sizes });
      findings.push(...found.map((each) => ({ ...each, name: `${kind}: ${each.name}` })));
    }
    return [{ name: 'restarts', value: rounds * kinds.length }, ...findings];
  },
});

interface Sizes {
  sockets: number;
  perSecond: number;
  rounds: number;
  betweenMs: number;
}

async function onOne(
  run: Run,
  kind: Kind,
  { sockets, perSecond, rounds, betweenMs }: Sizes,
): Promise<Finding[]> {
  const { url, servers }: Topology = await topologies[kind](run, run.setup);
  const stage = await redisStage(run, { url });
  const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
  crowd.storm(perSecond);
  for (let round = 0; round < rounds; round += 1) {
    await after(betweenMs);
    await restartAll(servers, round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
  }
  const settledMs = await crowd.settle();
  await crowd.allCurrent();
  const { findings } = await judge(stage, crowd);
  crowd.leave();
  return [{ name: 'settled after', value: settledMs, unit: 'ms' }, ...findings];
}
