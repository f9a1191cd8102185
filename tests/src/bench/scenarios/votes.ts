import { choosePinning } from '../cores.ts';
import { openEvent } from '../event.ts';
import type { LoadResult } from '../load/messages.ts';
import { startGenerator } from '../load/start-generator.ts';
import { QUESTIONS, WARM_UP_S } from '../options.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { startServer } from '../server-process.ts';
import { percentile } from '../stats.ts';

/** Milliseconds by which votes may leave late before the times say more of this machine than of the server. */
const LATE_MS = 10;

/** A hall that votes: the whole server, and a crowd in another process. */
export const votes: Scenario = {
  name: 'votes',
  summary: 'A hall votes: time to the ack and to every other phone; processor and memory.',
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { seconds, sockets, rate } = bench.options;
  const pinning = choosePinning();
  if (!pinning) bench.say('no taskset or one core only: server and generator share what there is');
  const server = await startServer(bench, pinning?.server);
  const event = await openEvent(server.url, QUESTIONS);
  const measureMs = seconds * 1000;
  const load = { ...event, sockets, rate, warmUpMs: WARM_UP_S * 1000, measureMs };
  const generator = startGenerator(bench, load, pinning?.generator);
  await generator.hear('prepared');
  const emptyBytes = await server.settledMemory();
  bench.say(`${sockets} phones come in`);
  generator.go();
  await generator.hear('connected');
  const fullBytes = await server.settledMemory();
  bench.say(`${rate} votes a second for ${WARM_UP_S} s, then measured for ${seconds} s`);
  generator.go();
  await generator.hear('measuring');
  const before = await usage();
  await generator.hear('measured');
  const after = await usage();
  const { result } = await generator.hear('done');
  for (const [trouble, count] of Object.entries(result.troubles)) {
    bench.say(`${count} votes were not accepted: ${trouble}`);
  }
  return [
    ...figuresOf(result),
    percent('server CPU', (after.cpu - before.cpu) / (after.at - before.at)),
    {
      name: 'server memory per socket',
      value: (fullBytes - emptyBytes) / 1024 / sockets,
      unit: 'kB',
    },
    ...generatorFigures(bench, result, seconds),
  ];

  async function usage() {
    return { at: performance.now() / 1000, cpu: await server.cpuSeconds() };
  }
}

function figuresOf({ votes, ackMs, seenMs, notAccepted, unseen }: LoadResult): Figure[] {
  return [
    { name: 'ack p50', value: percentile(ackMs, 0.5), unit: 'ms' },
    { name: 'ack p99', value: percentile(ackMs, 0.99), unit: 'ms' },
    { name: 'seen by others p50', value: percentile(seenMs, 0.5), unit: 'ms' },
    { name: 'seen by others p99', value: percentile(seenMs, 0.99), unit: 'ms' },
    { name: 'votes sent', value: votes, unit: 'count' },
    { name: 'votes not accepted', value: notAccepted, unit: 'count', target: 0 },
    { name: 'votes unseen', value: unseen, unit: 'count', target: 0 },
  ];
}

/** How much of the times above is the generator's own. */
function generatorFigures(bench: Bench, result: LoadResult, seconds: number): Figure[] {
  const late = percentile(result.lateMs, 0.99);
  if (late > LATE_MS) bench.say('the generator was held up: distrust the times, run it on its own');
  return [
    percent('generator CPU', result.cpuSeconds / seconds),
    { name: 'generator late p99', value: late, unit: 'ms' },
  ];
}

function percent(name: string, share: number): Figure {
  return { name, value: share * 100, unit: '% of a core' };
}
