import { losses, ratio, votesHeldUp } from '../figures.ts';
import type { VoteResult } from '../load/orders.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 2_000, rate: 2_000, warmUpMs: 3_000, measureMs: 15_000 };
const QUICK = { phones: 500, rate: 500, warmUpMs: 1_500, measureMs: 5_000 };

/** Two nodes that share a Redis. */
export const nodes: Scenario = {
  name: 'nodes',
  summary: '2,000 phones on two nodes that share a Redis, 2,000 votes a second: processor.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, ...votes } = bench.isQuick ? QUICK : FULL;
  const measure = (kind: Kind, tickMs = 0) =>
    alone(bench, async (t) => {
      const { site, generator, pids } = await gather(t, kind, phones, { tickMs, nodes: 2 });
      if (site.redis === undefined) throw new Error('the nodes share no Redis');
      const all = [...pids, site.redis];
      return generator.order('vote', { ...votes, voters: 'all', blocks: 1, pids: all });
    });
  const runs = await eachRun(bench, async () => {
    const rostrum = await measure('rostrum');
    return { rostrum, stock: await measure('stock', rostrum.tickMs) };
  });
  const rostrum = runs.map((each) => each.rostrum);
  const stock = runs.map((each) => each.stock);
  const note = votesHeldUp([...rostrum, ...stock]);
  const figures = (name: string, results: readonly VoteResult[]): Figure[] => [
    { name: `node CPU, ${name}`, values: results.map(nodeCpu), unit: '% of a core' },
    { name: `Redis CPU, ${name}`, values: results.map(redisCpu), unit: '% of a core' },
    { name: `patches/s, ${name}`, values: results.map(patchesPerSecond), unit: '1/s' },
    {
      name: `seen by others p99, ${name}`,
      values: results.map((each) => each.seenP99Ms),
      unit: 'ms',
    },
    { name: `tick, ${name}`, values: results.map(({ tickMs }) => tickMs), unit: 'ms' },
  ];
  const [ourNodes, theirNodes] = [rostrum.map(nodeCpu), stock.map(nodeCpu)];
  const [ourRedis, theirRedis] = [rostrum.map(redisCpu), stock.map(redisCpu)];
  return [
    ...losses(rostrum),
    { ...ratio('node CPU ÷ stock', ourNodes, theirNodes, { atMost: 0.7 }), note },
    { ...ratio('Redis CPU ÷ stock', ourRedis, theirRedis, { atMost: 0.4 }), note },
    ...figures('rostrum', rostrum),
    ...figures('stock', stock),
  ];
}

/** The last of the processes is Redis, the others are nodes. */
function nodeCpu({ window: { cpuSeconds, seconds } }: VoteResult): number {
  return (100 * cpuSeconds.slice(0, -1).reduce((sum, each) => sum + each, 0)) / seconds;
}

function redisCpu({ window: { cpuSeconds, seconds } }: VoteResult): number {
  return (100 * (cpuSeconds.at(-1) ?? NaN)) / seconds;
}

function patchesPerSecond({ window: { patches, seconds } }: VoteResult): number {
  return patches / seconds;
}
