import { setTimeout as after } from 'node:timers/promises';
import { until } from '../../lib/harness.ts';
import { startRedis } from '../../lib/redis.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault, type Finding } from '../fault.ts';
import type { Node } from '../stage/node.ts';
import { redisStage } from '../stage/stage.ts';
import { TcpProxy } from '../stage/tcp-proxy.ts';

const WAYS = ['cut', 'stall', 'reset'] as const;
const NAMES = { cut: 'cut', stall: 'half-open', reset: 'reset' } as const;

/** The way between one node and Redis is gone, in one of three ways; the other node's is not. */
export const redisCut = fault({
  name: 'redis-cut',
  judges: 'a node cut off from Redis, half-open and reset: not ready in 3 s, drained 5 s after',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, beforeMs: 2_000, downMs: 15_000 },
  short: { sockets: 40, perSecond: 60, beforeMs: 300, downMs: 2_600 },
  async run(run, { sockets, perSecond, beforeMs, downMs }) {
    const redis = await startRedis(run, {}, run.setup);
    const proxy = await TcpProxy.start(run, redis.port);
    const stage = await redisStage(run, {
      url: redis.url,
      nodeUrls: [redis.url.replace(`:${redis.port}`, `:${proxy.port}`), redis.url],
    });
    const [node] = stage.nodes as [Node];
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const found: Finding[] = [];
    for (const way of WAYS) {
      const name = NAMES[way];
      crowd.storm(perSecond);
      await after(beforeMs);
      proxy[way]();
      const startedAt = performance.now();
      const becomes = (status: number) =>
        until(async () => (await node.status('/readyz')) === status, {
          everyMs: 50,
          what: `/readyz to be ${status} (${name})`,
        });
      await becomes(503);
      found.push({
        name: `${name}: not ready after`,
        value: performance.now() - startedAt,
        unit: 'ms',
        most: 3_000,
      });
      const cpuBefore = await node.cpuMs();
      const measuredAt = performance.now();
      await after(Math.max(500, downMs - (measuredAt - startedAt)));
      const share = ((await node.cpuMs()) - cpuBefore) / (performance.now() - measuredAt);
      found.push({ name: `${name}: processor`, value: share * 100, unit: '%', most: 30 });
      await proxy.heal();
      await becomes(200);
      const drainedMs = await crowd.settle();
      found.push({ name: `${name}: drained after`, value: drainedMs, unit: 'ms', most: 5_000 });
      await crowd.allCurrent();
    }
    const { findings } = await judge(stage, crowd);
    return [...found, ...findings];
  },
});
