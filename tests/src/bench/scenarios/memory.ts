import { chooseCores } from '../cores.ts';
import { figure, ratio } from '../figures.ts';
import { startGenerator } from '../load/start-generator.ts';
import type { Memory } from '../probe.ts';
import { alone, eachRun, targetOf } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { startSite, type Kind } from '../site.ts';
import type { Context } from '../../lib/harness.ts';

const FULL = { phones: 5_000, first: 500 };
const QUICK = { phones: 1_000, first: 200 };
const KB = 1024;

interface Run {
  readonly rostrum: Memory;
  readonly stock: Memory;
}

/** What one more phone takes of the server's memory. */
export const memory: Scenario = {
  name: 'memory',
  summary: '5,000 phones connected: the memory of the server a phone.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const sizes = bench.isQuick ? QUICK : FULL;
  const runs = await eachRun(bench, async (): Promise<Run> => ({
    rostrum: await aPhone(bench, 'rostrum', sizes),
    stock: await aPhone(bench, 'stock', sizes),
  }));
  const compared = (what: keyof Memory) =>
    [(each: Run) => each.rostrum[what], (each: Run) => each.stock[what]] as const;
  const kilobytes = (name: string, kind: keyof Run, what: keyof Memory) =>
    figure(`${name}, ${kind}`, 'KB', runs, (each) => each[kind][what] / KB);
  return [
    ratio('memory a phone ÷ stock', runs, compared('resident'), { atMost: 0.75 }),
    ratio('heap and buffers a phone ÷ stock', runs, compared('used')),
    kilobytes('memory a phone', 'rostrum', 'resident'),
    kilobytes('memory a phone', 'stock', 'resident'),
    kilobytes('heap and buffers a phone', 'rostrum', 'used'),
    kilobytes('heap and buffers a phone', 'stock', 'used'),
  ];
}

/** Bytes, of the server's process. */
function aPhone(bench: Bench, kind: Kind, { phones, first }: typeof FULL): Promise<Memory> {
  return alone(bench, async (t) => {
    const site = await startSite(t, kind);
    const [node] = site.nodes;
    if (!node) throw new Error('there is no server');
    const come = async (until: Context, count: number) => {
      const generator = startGenerator(until, chooseCores()?.generator);
      await generator.order('gather', { target: targetOf(site), phones: count, observers: 1 });
    };
    // They come and go: what the first phones ever cost is not one phone's cost.
    await alone(bench, (until) => come(until, first));
    const empty = await node.memory();
    await come(t, phones);
    const full = await node.memory();
    return {
      resident: (full.resident - empty.resident) / phones,
      used: (full.used - empty.used) / phones,
    };
  });
}
