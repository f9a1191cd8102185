import { ratio } from '../figures.ts';
import { chooseCores } from '../cores.ts';
import { startGenerator } from '../load/start-generator.ts';
import { alone, eachRun, targetOf } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { startSite, type Kind } from '../site.ts';

const FULL = { phones: 5_000, first: 500 };
const QUICK = { phones: 1_000, first: 200 };
const KB = 1024;

/** What one more phone takes of the server's memory. */
export const memory: Scenario = {
  name: 'memory',
  summary: '5,000 phones connected: the memory of the server a phone.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { phones, first } = bench.isQuick ? QUICK : FULL;
  const measure = (kind: Kind) =>
    alone(bench, async (t) => {
      const site = await startSite(t, kind);
      const [node] = site.nodes;
      if (!node) throw new Error('there is no server');
      const come = async (count: number, t2 = t) => {
        const generator = startGenerator(t2, chooseCores()?.generator);
        await generator.order('gather', { target: targetOf(site), phones: count, observers: 1 });
      };
      // They come and go: what the first phones ever cost is not one phone's cost.
      await alone(bench, (t2) => come(first, t2));
      const empty = await node.memory();
      await come(phones);
      const full = await node.memory();
      return {
        resident: (full.resident - empty.resident) / phones / KB,
        used: (full.used - empty.used) / phones / KB,
      };
    });
  const runs = await eachRun(bench, async () => ({
    rostrum: await measure('rostrum'),
    stock: await measure('stock'),
  }));
  const of = (kind: 'rostrum' | 'stock', what: 'resident' | 'used') =>
    runs.map((each) => each[kind][what]);
  const target = { atMost: 0.75 };
  return [
    ratio('memory a phone ÷ stock', of('rostrum', 'resident'), of('stock', 'resident'), target),
    ratio('heap and buffers a phone ÷ stock', of('rostrum', 'used'), of('stock', 'used')),
    { name: 'memory a phone', values: of('rostrum', 'resident'), unit: 'KB' },
    { name: 'memory a phone, stock', values: of('stock', 'resident'), unit: 'KB' },
    { name: 'heap and buffers a phone', values: of('rostrum', 'used'), unit: 'KB' },
    { name: 'heap and buffers a phone, stock', values: of('stock', 'used'), unit: 'KB' },
  ];
}
