import { generatorFigures, losses, ratio, votesHeldUp } from '../figures.ts';
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

/** The code is shown in the hall, and everyone opens it. */
export const joins: Scenario = {
  name: 'joins',
  summary: '5,000 first page loads in a minute while 500 votes a second run.',
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
  const runs = await eachRun(bench, async () => ({
    calm: await measure({}),
    full: await measure({ newcomers }),
  }));
  const calm = runs.map((each) => each.calm);
  const full = runs.map((each) => each.full);
  const seen = (results: typeof calm) => results.map(({ seenP99Ms }) => seenP99Ms);
  const note = votesHeldUp([...calm, ...full]);
  return [
    ...losses(full),
    {
      ...ratio('seen by others p99 ÷ without joins', seen(full), seen(calm), { atMost: 1.5 }),
      note,
    },
    { name: 'seen by others p99', values: seen(full), unit: 'ms' },
    { name: 'seen by others p99, without joins', values: seen(calm), unit: 'ms' },
    { name: 'page p99', values: full.map(({ pageP99Ms }) => pageP99Ms), unit: 'ms' },
    {
      name: 'server CPU a newcomer',
      values: runs.map((each) => ((cpu(each.full) - cpu(each.calm)) * 1000) / newcomers),
      unit: 'ms',
    },
    ...generatorFigures(full),
  ];
}

type Result = Parameters<typeof losses>[0][number];

function cpu({ window }: Result): number {
  return window.cpuSeconds.reduce((sum, each) => sum + each, 0);
}

async function mustHavePages(url: string): Promise<void> {
  const response = await fetch(url);
  await response.text();
  if (response.ok) return;
  throw new Error(`${url} was answered with ${response.status}: build the pages by npm run build`);
}
