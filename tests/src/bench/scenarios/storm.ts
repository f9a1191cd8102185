import { alone, eachRun, gather } from '../runs.ts';
import { cpuPercent, generatorFigures, losses, ratio, votesHeldUp } from '../figures.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Kind } from '../site.ts';

const FULL = { phones: 5_000, rate: 2_000, warmUpMs: 3_000, measureMs: 15_000 };
const QUICK = { phones: 1_000, rate: 400, warmUpMs: 1_500, measureMs: 5_000 };

/** A hall that votes as fast as one does. */
export const storm: Scenario = {
  name: 'storm',
  summary: '5,000 phones, 2,000 votes a second, one node: time to every other phone; processor.',
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
  const rostrum = runs.map((each) => each.rostrum);
  const bare = runs.map((each) => each.bare);
  const seen = { ours: rostrum.map(seenP99), bare: bare.map(seenP99) };
  const cpu = { ours: rostrum.map(cpuOf), bare: bare.map(cpuOf) };
  const note = votesHeldUp([...rostrum, ...bare]);
  return [
    ...losses(rostrum),
    { ...ratio('seen by others p99 ÷ bare', seen.ours, seen.bare, { atMost: 1.1 }), note },
    { ...ratio('server CPU ÷ bare', cpu.ours, cpu.bare, { atMost: 1.3 }), note },
    { name: 'seen by others p99', values: seen.ours, unit: 'ms' },
    { name: 'seen by others p99, bare', values: seen.bare, unit: 'ms' },
    { name: 'seen by others p50', values: rostrum.map(({ seenP50Ms }) => seenP50Ms), unit: 'ms' },
    { name: 'ack p50', values: rostrum.map(({ ackP50Ms }) => ackP50Ms), unit: 'ms' },
    { name: 'ack p99', values: rostrum.map(({ ackP99Ms }) => ackP99Ms), unit: 'ms' },
    { name: 'tick', values: rostrum.map(({ tickMs }) => tickMs), unit: 'ms' },
    { name: 'tick, bare', values: bare.map(({ tickMs }) => tickMs), unit: 'ms' },
    { name: 'server CPU', values: cpu.ours, unit: '% of a core' },
    { name: 'server CPU, bare', values: cpu.bare, unit: '% of a core' },
    ...generatorFigures(rostrum),
  ];
}

type Result = Parameters<typeof losses>[0][number];

function seenP99({ seenP99Ms }: Result): number {
  return seenP99Ms;
}

function cpuOf({ window }: Result): number {
  return cpuPercent(window);
}
