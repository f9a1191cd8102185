import { cpuOf, figure, heldUp, ratio } from '../figures.ts';
import type { Return } from '../load/orders.ts';
import { alone, eachRun, gather, type Crowd } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';

/** As many questions as a hall of that size has asked by the end: what a whole view has to carry. */
const FULL = { phones: 5_000, questions: 200 };
const QUICK = { phones: 1_000, questions: 200 };
/** What changes while they are away, by those who stay. */
const MEANWHILE = {
  rate: 50,
  warmUpMs: 0,
  measureMs: 2_000,
  voters: 'observers',
  blocks: 1,
} as const;

interface Run {
  readonly resume: Return;
  readonly whole: Return;
  readonly stock: Return;
}

/** The network is gone for a moment, for everyone. */
export const reconnect: Scenario = {
  name: 'reconnect',
  summary: '5,000 phones lose their connection and come back at once: time until all are current.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, questions } = bench.isQuick ? QUICK : FULL;
  const runs = await eachRun(bench, async (number): Promise<Run> => {
    const ours = await alone(bench, async (t) => {
      const crowd = await gather(t, 'rostrum', phones, { questions });
      // What comes second finds warmer code: each is first in turn.
      const isResumeFirst = number % 2 === 0;
      const first = await comeBack(crowd, isResumeFirst);
      const second = await comeBack(crowd, !isResumeFirst);
      return isResumeFirst ? { resume: first, whole: second } : { resume: second, whole: first };
    });
    const stock = await alone(bench, async (t) =>
      comeBack(await gather(t, 'stock', phones, { questions }), false),
    );
    return { ...ours, stock };
  });
  const resumeAnd = (other: keyof Run) =>
    [(each: Run) => each.resume.tookMs, (each: Run) => each[other].tookMs] as const;
  const note = heldUp(
    runs.flatMap((each) => [each.resume.window, each.whole.window, each.stock.window]),
  );
  return [
    { ...ratio('resume ÷ whole view', runs, resumeAnd('whole'), { atMost: 0.7 }), note },
    { ...ratio('resume ÷ stock', runs, resumeAnd('stock'), { atMost: 0.6 }), note },
    ...figures(
      'resume',
      runs.map(({ resume }) => resume),
    ),
    ...figures(
      'whole view',
      runs.map(({ whole }) => whole),
    ),
    ...figures(
      'stock',
      runs.map(({ stock }) => stock),
    ),
  ];
}

function figures(name: string, returns: readonly Return[]): Figure[] {
  const of = (what: string, unit: string, take: (each: Return) => number) =>
    figure(`${what}, ${name}`, unit, returns, take);
  return [
    of('all current', 's', ({ tookMs }) => tookMs / 1000),
    of('server CPU a phone', 'ms', ({ window, phones }) => (1000 * cpuOf(window)) / phones),
    of(
      'generator CPU a phone',
      'ms',
      ({ window, phones }) => (1000 * window.ownCpuSeconds) / phones,
    ),
    of('bytes a phone', 'B', ({ window, phones }) => window.bytes / phones),
  ];
}

async function comeBack({ generator, pids }: Crowd, resume: boolean): Promise<Return> {
  await generator.order('dropAll', {});
  const { unseen, notAccepted } = await generator.order('vote', { ...MEANWHILE, pids });
  if (unseen + notAccepted > 0) throw new Error('the votes while all were away came to nothing');
  return generator.order('comeBack', { resume, pids });
}
