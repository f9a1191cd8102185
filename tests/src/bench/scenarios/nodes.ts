import { figure, losses, ratio, voteFigures, votesHeldUp } from '../figures.ts';
import type { VoteResult } from '../load/orders.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 2_000, rate: 2_000, warmUpMs: 3_000, measureMs: 15_000 };
const QUICK = { phones: 500, rate: 500, warmUpMs: 1_500, measureMs: 5_000 };

interface Run {
  readonly rostrum: VoteResult;
  readonly stock: VoteResult;
}

/** Two nodes that share a Redis. */
export const nodes: Scenario = {
  name: 'nodes',
  summary: '2,000 phones on two nodes that share a Redis, 2,000 votes a second: processor.',
  sizes: { full: FULL, quick: QUICK },
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
  const runs = await eachRun(bench, async (): Promise<Run> => {
    const rostrum = await measure('rostrum');
    return { rostrum, stock: await measure('stock', rostrum.tickMs) };
  });
  const rostrum = runs.map((each) => each.rostrum);
  const stock = runs.map((each) => each.stock);
  const compared = (take: (result: VoteResult) => number) =>
    [(each: Run) => take(each.rostrum), (each: Run) => take(each.stock)] as const;
  const note = votesHeldUp([...rostrum, ...stock]);
  return [
    ...losses(rostrum),
    { ...ratio('node CPU ÷ stock', runs, compared(nodeCpu), { atMost: 0.7 }), note },
    { ...ratio('Redis CPU ÷ stock', runs, compared(redisCpu), { atMost: 0.4 }), note },
    ...figures('rostrum', rostrum),
    ...figures('stock', stock),
  ];
}

function figures(kind: Kind, results: readonly VoteResult[]): Figure[] {
  return [
    figure(`node CPU, ${kind}`, '% of a core', results, nodeCpu),
    figure(`Redis CPU, ${kind}`, '% of a core', results, redisCpu),
    ...voteFigures(kind, results).filter(({ name }) => !name.startsWith('server CPU')),
  ];
}

/** Of both nodes together; the last of the processes is Redis. */
function nodeCpu({ window: { cpuSeconds, seconds } }: VoteResult): number {
  return (100 * cpuSeconds.slice(0, -1).reduce((sum, each) => sum + each, 0)) / seconds;
}

function redisCpu({ window: { cpuSeconds, seconds } }: VoteResult): number {
  return (100 * (cpuSeconds.at(-1) ?? NaN)) / seconds;
}
