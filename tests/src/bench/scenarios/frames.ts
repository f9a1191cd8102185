import { cpuPercent, heldUp, ratio } from '../figures.ts';
import type { Window } from '../load/orders.ts';
import { alone, eachRun, gather } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 5_000, warmUpMs: 3_000, measureMs: 10_000 };
const QUICK = { phones: 1_000, warmUpMs: 1_000, measureMs: 4_000 };

const KINDS = ['rostrum', 'bare', 'stock'] as const;

/**
 * The fan-out alone, with nothing to wait for: each change of the stage is one
 * patch to everyone and goes out at once, and the next change is there before
 * the last one is out.
 */
export const frames: Scenario = {
  name: 'frames',
  summary: '5,000 phones, the stage changes all the time: patches delivered a second.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, ...span } = bench.isQuick ? QUICK : FULL;
  const measure = (kind: Kind) =>
    alone(bench, async (t) => {
      const { generator, pids } = await gather(t, kind, phones);
      return generator.order('saturate', { ...span, pids });
    });
  const runs = await eachRun(bench, async () => ({
    rostrum: await measure('rostrum'),
    bare: await measure('bare'),
    stock: await measure('stock'),
  }));
  const of = (kind: (typeof KINDS)[number], take: (window: Window) => number) =>
    runs.map((each) => take(each[kind]));
  const note = heldUp(runs.flatMap((each) => KINDS.map((kind) => each[kind])));
  const target = { atLeast: 0.9 };
  return [
    { ...ratio('frames/s ÷ bare', of('rostrum', perSecond), of('bare', perSecond), target), note },
    ratio('frames a CPU second ÷ bare', of('rostrum', perCpu), of('bare', perCpu), target),
    ratio('stock: frames/s ÷ bare', of('stock', perSecond), of('bare', perSecond)),
    ratio('stock: frames a CPU second ÷ bare', of('stock', perCpu), of('bare', perCpu)),
    ...KINDS.flatMap((kind): Figure[] => [
      { name: `frames/s, ${kind}`, values: of(kind, perSecond), unit: '1/s' },
      { name: `frames a CPU second, ${kind}`, values: of(kind, perCpu), unit: '1/s' },
      { name: `bytes a frame, ${kind}`, values: of(kind, bytesEach), unit: 'B' },
      { name: `server CPU, ${kind}`, values: of(kind, cpuPercent), unit: '% of a core' },
      { name: `generator CPU, ${kind}`, values: of(kind, ownPercent), unit: '% of a core' },
    ]),
  ];
}

function perSecond({ patches, seconds }: Window): number {
  return patches / seconds;
}

function perCpu({ patches, cpuSeconds }: Window): number {
  return patches / cpuSeconds.reduce((sum, each) => sum + each, 0);
}

function bytesEach({ bytes, patches }: Window): number {
  return bytes / patches;
}

function ownPercent({ ownCpuSeconds, seconds }: Window): number {
  return (100 * ownCpuSeconds) / seconds;
}
