import { cpuOf, cpuPercent, figure, heldUp, ownCpuPercent, ratio } from '../figures.ts';
import type { Window } from '../load/orders.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 5_000, warmUpMs: 3_000, measureMs: 10_000 };
const QUICK = { phones: 1_000, warmUpMs: 1_000, measureMs: 4_000 };

const KINDS = ['rostrum', 'bare', 'stock'] as const;
type Run = Record<(typeof KINDS)[number], Window>;

/**
 * The fan-out alone, with nothing to wait for: each change of the stage is one
 * patch to everyone and goes out at once, and the next change is there before
 * the last one is out.
 */
export const frames: Scenario = {
  name: 'frames',
  summary: '5,000 phones, the stage changes all the time: patches delivered a second.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, ...span } = bench.isQuick ? QUICK : FULL;
  const measure = (kind: Kind) =>
    alone(bench, async (t) => {
      const { generator, pids } = await gather(t, kind, phones);
      return generator.order('saturate', { ...span, pids });
    });
  const runs = await eachRun(bench, async (): Promise<Run> => ({
    rostrum: await measure('rostrum'),
    bare: await measure('bare'),
    stock: await measure('stock'),
  }));
  const compared = (kind: keyof Run, take: (window: Window) => number) =>
    [(each: Run) => take(each[kind]), (each: Run) => take(each.bare)] as const;
  const target = { atLeast: 0.9 };
  const note = heldUp(runs.flatMap((each) => Object.values(each)));
  return [
    { ...ratio('frames/s ÷ bare', runs, compared('rostrum', perSecond), target), note },
    { ...ratio('frames a CPU second ÷ bare', runs, compared('rostrum', perCpu), target), note },
    ratio('stock: frames/s ÷ bare', runs, compared('stock', perSecond)),
    ratio('stock: frames a CPU second ÷ bare', runs, compared('stock', perCpu)),
    ...KINDS.flatMap((kind) => {
      const windows = runs.map((each) => each[kind]);
      return [
        figure(`frames, ${kind}`, '1/s', windows, perSecond),
        figure(`frames a CPU second, ${kind}`, '1/s', windows, perCpu),
        figure(`bytes a frame, ${kind}`, 'B', windows, ({ bytes, patches }) => bytes / patches),
        figure(`server CPU, ${kind}`, '% of a core', windows, cpuPercent),
        figure(`generator CPU, ${kind}`, '% of a core', windows, ownCpuPercent),
      ];
    }),
  ];
}

function perSecond({ patches, seconds }: Window): number {
  return patches / seconds;
}

function perCpu(window: Window): number {
  return window.patches / cpuOf(window);
}
