/** The load generator: a process of its own, told what to do by {@link ToGenerator} messages. */
import { on } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { arrivals } from './arrivals.ts';
import { cookiesFor, openCrowd, voteAt, type Crowd, type Vote } from './crowd.ts';
import { judge } from './judge.ts';
import { OBSERVERS, type FromGenerator, type ToGenerator } from './messages.ts';

/** Milliseconds after the last vote in which every answer and every patch must be here. */
const DRAIN_LIMIT_MS = 5_000;
const LOOK_MS = 20;
/** Come and go before the memory is first looked at: what the first sockets ever cost is not one socket's cost. */
const FIRST_PHONES = 50;

const messages = on(process, 'message')[Symbol.asyncIterator]();

async function told<Type extends ToGenerator['type']>(
  type: Type,
): Promise<Extract<ToGenerator, { type: Type }>> {
  const { value } = (await messages.next()) as { value: [ToGenerator] };
  if (value[0].type !== type) throw new Error(`told ${value[0].type} instead of ${type}`);
  return value[0] as Extract<ToGenerator, { type: Type }>;
}

function tell(message: FromGenerator): void {
  process.send?.(message);
}

/** Resolves with the seconds of one core that this process uses from `fromMs` to `toMs` from now. */
async function processorTime(fromMs: number, toMs: number): Promise<number> {
  await setTimeout(fromMs);
  tell({ type: 'measuring' });
  const before = process.cpuUsage();
  await setTimeout(toMs - fromMs);
  const { user, system } = process.cpuUsage(before);
  tell({ type: 'measured' });
  return (user + system) / 1e6;
}

/** Waits until all is answered and shown to every observer, or for as long as it may take. */
async function drained(votes: readonly Vote[], { observers }: Crowd): Promise<void> {
  const deadline = performance.now() + DRAIN_LIMIT_MS;
  const isDone = () => {
    if (votes.some((vote) => vote.ackedAt === undefined)) return false;
    const last = Math.max(0, ...votes.map((vote) => vote.seq ?? 0));
    return observers.every((observer) => (observer.shown().at(-1)?.seq ?? 0) >= last);
  };
  while (!isDone() && performance.now() < deadline) await setTimeout(LOOK_MS);
}

process.once('disconnect', () => process.exit());

const { load } = await told('start');
const cookies = await cookiesFor(load, load.sockets);
const first = await openCrowd(load, cookies.slice(0, FIRST_PHONES), 0);
for (const phone of first.phones) phone.close();
tell({ type: 'prepared' });
await told('go');
const crowd = await openCrowd(load, cookies, OBSERVERS);
tell({ type: 'connected' });
await told('go');
const measuredFrom = performance.now() + load.warmUpMs;
const wholeMs = load.warmUpMs + load.measureMs;
const [votes, cpuSeconds] = await Promise.all([
  voteAt(arrivals(load.rate, wholeMs), crowd, load.questions),
  processorTime(load.warmUpMs, wholeMs),
]);
await drained(votes, crowd);
tell({ type: 'done', result: { ...judge(votes, crowd, measuredFrom), cpuSeconds } });
