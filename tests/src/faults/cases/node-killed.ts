import { setTimeout as after } from 'node:timers/promises';
import { until } from '../../lib/harness.ts';
import { percentile } from '../../bench/stats.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import type { Node } from '../stage/node.ts';
import { twoNodes } from '../stage/stage.ts';

/** One node after the other dies without a word. */
export const nodeKilled = fault({
  name: 'node-killed',
  judges: 'a node killed under load: its clients go on at the other within 3 s',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, rounds: 10, betweenMs: 3_000 },
  short: { sockets: 40, perSecond: 60, rounds: 1, betweenMs: 300 },
  async run(run, { sockets, perSecond, rounds, betweenMs }) {
    const stage = await twoNodes(run);
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    crowd.storm(perSecond);
    const back: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await after(betweenMs);
      const at = round % stage.nodes.length;
      const victim = stage.nodes[at] as Node;
      const theirs = crowd.actors.filter(({ node }) => node === at);
      const times = theirs.map(({ awayMs }) => awayMs.length);
      await victim.end('SIGKILL');
      const isBack = () => theirs.every(({ awayMs }, index) => awayMs.length > (times[index] ?? 0));
      await until(isBack, { what: `the clients of ${victim.url}` });
      back.push(...theirs.map(({ awayMs }) => awayMs.at(-1) ?? Infinity));
      await victim.restart();
    }
    const settledMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'clients that lost their node', value: back.length, least: rounds },
      { name: 'away p95', value: percentile(back, 0.95), unit: 'ms', most: 3_000 },
      { name: 'away at most', value: Math.max(...back), unit: 'ms' },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});
