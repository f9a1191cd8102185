import { cpuPercent, losses, ratio, voteFigures, votesHeldUp } from '../figures.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 5_000, rate: 2_000, warmUpMs: 3_000, measureMs: 15_000 };
const QUICK = { phones: 1_000, rate: 400, warmUpMs: 1_500, measureMs: 5_000 };

/** A hall that votes as fast as one does. */
export const storm: Scenario = {
  name: 'storm',
  summary: '5,000 phones, 2,000 votes a second, one node: time to every other phone; processor.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, ...votes } = bench.isQuick ? QUICK : FULL;
  const measure = (kind: Kind, tickMs = 0) =>
    alone(bench, async (t) => {
      const { generator, pids } = await gather(t, kind, phones, { tickMs });
      return generator.order('vote', { ...votes, voters: 'all', blocks: 1, pids });
    });
  const runs = await eachRun(bench, async () => {
    const rostrum = await measure('rostrum');
    return { rostrum, bare: await measure('bare', rostrum.tickMs) };
  });
  type Run = (typeof runs)[number];
  const seen = [(run: Run) => run.rostrum.seenP99Ms, (run: Run) => run.bare.seenP99Ms] as const;
  const cpu = [
    (run: Run) => cpuPercent(run.rostrum.window),
    (run: Run) => cpuPercent(run.bare.window),
  ] as const;
  const rostrum = runs.map((each) => each.rostrum);
  const bare = runs.map((each) => each.bare);
  const note = votesHeldUp([...rostrum, ...bare]);
  return [
    ...losses(rostrum),
    { ...ratio('seen by others p99 ÷ bare', runs, seen, { atMost: 1.1 }), note },
    { ...ratio('server CPU ÷ bare', runs, cpu, { atMost: 1.3 }), note },
    ...voteFigures('rostrum', rostrum),
    ...voteFigures('bare', bare),
  ];
}
