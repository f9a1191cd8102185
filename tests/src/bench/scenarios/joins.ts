import { cpuOf, figure, losses, ratio, voteFigures, votesHeldUp } from '../figures.ts';
import type { VoteResult } from '../load/orders.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';

const FULL = {
  phones: 5_000,
  newcomers: 5_000,
  votes: { rate: 500, warmUpMs: 3_000, measureMs: 60_000 },
};
const QUICK = {
  phones: 500,
  newcomers: 500,
  votes: { rate: 50, warmUpMs: 1_500, measureMs: 6_000 },
};

interface Run {
  readonly calm: VoteResult;
  readonly full: VoteResult;
}

/** The code is shown in the hall, and everyone opens it. */
export const joins: Scenario = {
  name: 'joins',
  summary: '5,000 first page loads in a minute while 500 votes a second run.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, newcomers, votes } = bench.isQuick ? QUICK : FULL;
  const measure = (more: { newcomers?: number }) =>
    alone(bench, async (t) => {
      const { site, generator, pids } = await gather(t, 'rostrum', phones);
      await mustHavePages(`http://127.0.0.1:${site.ports[0]}/${site.code}`);
      return generator.order('vote', { ...votes, ...more, voters: 'all', blocks: 1, pids });
    });
  const runs = await eachRun(bench, async (): Promise<Run> => ({
    calm: await measure({}),
    full: await measure({ newcomers }),
  }));
  const full = runs.map((each) => each.full);
  const calm = runs.map((each) => each.calm);
  const seen = [(each: Run) => each.full.seenP99Ms, (each: Run) => each.calm.seenP99Ms] as const;
  const more = ({ full: with_, calm: without }: Run) => cpuOf(with_.window) - cpuOf(without.window);
  const note = votesHeldUp([...calm, ...full]);
  return [
    ...losses(full),
    { ...ratio('seen by others p99 ÷ without joins', runs, seen, { atMost: 1.5 }), note },
    figure('page p99', 'ms', full, ({ pageP99Ms }) => pageP99Ms),
    figure('server CPU a newcomer', 'ms', runs, (each) => (1000 * more(each)) / newcomers),
    ...voteFigures('with joins', full),
    ...voteFigures('without', calm),
  ];
}

async function mustHavePages(url: string): Promise<void> {
  const response = await fetch(url);
  await response.text();
  if (response.ok) return;
  throw new Error(`${url} was answered with ${response.status}: build the pages by npm run build`);
}
