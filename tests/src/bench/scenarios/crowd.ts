import { figure, losses, voteFigures, votesHeldUp } from '../figures.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';

const FULL = { phones: 10_000, rate: 500, warmUpMs: 3_000, measureMs: 15_000 };
const QUICK = { phones: 2_000, rate: 100, warmUpMs: 1_500, measureMs: 5_000 };

/** As many as one node is meant for. */
export const crowd: Scenario = {
  name: 'crowd',
  summary: '10,000 phones, 500 votes a second, one node: time to every other phone.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, ...votes } = bench.isQuick ? QUICK : FULL;
  const results = await eachRun(bench, () =>
    alone(bench, async (t) => {
      const { generator, pids } = await gather(t, 'rostrum', phones);
      return generator.order('vote', { ...votes, voters: 'all', blocks: 1, pids });
    }),
  );
  const target = { under: 1_000 };
  const note = votesHeldUp(results);
  return [
    ...losses(results),
    { ...figure('seen by others p99', 'ms', results, (each) => each.seenP99Ms, target), note },
    ...voteFigures('rostrum', results).slice(1),
  ];
}
