import { cpuPercent, heldUp, ratio } from '../figures.ts';
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

/** The network is gone for a moment, for everyone. */
export const reconnect: Scenario = {
  name: 'reconnect',
  summary: '5,000 phones lose their connection and come back at once: time until all are current.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, questions } = bench.isQuick ? QUICK : FULL;
  const ours = (run: number) =>
    alone(bench, async (t) => {
      const crowd = await gather(t, 'rostrum', phones, { questions });
      // What comes second finds warmer code: each is first in turn.
      if (run % 2 === 0) {
        const resumed = await comeBack(crowd, true);
        return { resumed, whole: await comeBack(crowd, false) };
      }
      const whole = await comeBack(crowd, false);
      return { resumed: await comeBack(crowd, true), whole };
    });
  const runs = await eachRun(bench, async (run) => ({
    ...(await ours(run)),
    stock: await alone(bench, async (t) =>
      comeBack(await gather(t, 'stock', phones, { questions }), false),
    ),
  }));
  const resumed = runs.map((each) => each.resumed);
  const whole = runs.map((each) => each.whole);
  const stock = runs.map((each) => each.stock);
  const note = heldUp([...resumed, ...whole, ...stock].map(({ window }) => window));
  const [a, b, c] = [resumed.map(seconds), whole.map(seconds), stock.map(seconds)] as const;
  return [
    { ...ratio('resume ÷ whole view', a, b, { atMost: 0.7 }), note },
    { ...ratio('resume ÷ stock', a, c, { atMost: 0.6 }), note },
    ...[
      { name: 'resume', returns: resumed },
      { name: 'whole view', returns: whole },
      { name: 'stock', returns: stock },
    ].flatMap(({ name, returns }): Figure[] => [
      { name: `all current, ${name}`, values: returns.map(seconds), unit: 's' },
      {
        name: `bytes a phone, ${name}`,
        values: returns.map(({ window, phones: count }) => window.bytes / count),
        unit: 'B',
      },
      {
        name: `server CPU, ${name}`,
        values: returns.map(({ window }) => cpuPercent(window)),
        unit: '% of a core',
      },
    ]),
  ];
}

async function comeBack({ generator, pids }: Crowd, resume: boolean): Promise<Return> {
  await generator.order('dropAll', {});
  const { unseen, notAccepted } = await generator.order('vote', { ...MEANWHILE, pids });
  if (unseen + notAccepted > 0) throw new Error('the votes while all were away came to nothing');
  return generator.order('comeBack', { resume, pids });
}

function seconds({ tookMs }: Return): number {
  return tookMs / 1000;
}
