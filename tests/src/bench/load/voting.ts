import { setTimeout as after } from 'node:timers/promises';
import { until } from '../../lib/harness.ts';
import { arrivals } from './arrivals.ts';
import { clientFrame } from './frames.ts';
import type { Hall } from './hall.ts';
import { acceptedOf, judge, type Vote } from './judge.ts';
import { measure } from './measure.ts';
import { admit } from './newcomers.ts';
import type { Voting, VoteResult } from './orders.ts';
import { countsAfter } from './visibility.ts';

/** Milliseconds from here to the first vote: enough to plan them all. */
const LEAD_MS = 100;
/** Milliseconds after the last vote in which every answer and every patch must be here: what is late then is lost. */
const DRAIN_LIMIT_MS = 30_000;
const LOOK_MS = 20;

/**
 * Sends votes at random times, each when it is due, whatever became of those
 * before, and judges what came of them.
 */
export async function vote(hall: Hall, order: Voting): Promise<VoteResult> {
  const { warmUpMs, measureMs, pids, newcomers = 0, drainMs = DRAIN_LIMIT_MS } = order;
  const before = hall.counts;
  const startAt = performance.now() + LEAD_MS;
  const votes = plan(hall, order, startAt);
  const untilStart = startAt - performance.now();
  const window = { fromMs: untilStart + warmUpMs, lengthMs: measureMs };
  const [, measured, pageP99Ms] = await Promise.all([
    send(hall, votes),
    measure(hall, pids, window),
    admit(hall, newcomers, window),
  ]);
  await drained(hall, votes, drainMs);
  hall.onAnswer = () => {};
  const accepted = acceptedOf(votes);
  hall.counts = countsAfter(accepted, before);
  const sights = hall.observers.map(({ who, observer }) => ({ who, shown: observer.shown() }));
  const from = startAt + warmUpMs;
  const judged = judge(votes, sights, before, { from, to: from + measureMs });
  for (const { observer } of hall.observers) observer.forget();
  return { ...judged, pageP99Ms, window: measured };
}

function plan(hall: Hall, order: Voting, startAt: number): Vote[] {
  const supply = hall.supply(order.voters, order.blocks);
  return arrivals(order.rate, order.warmUpMs + order.measureMs).map((dueMs) => ({
    ...supply.next(),
    dueAt: startAt + dueMs,
    sentAt: NaN,
    ackedAt: NaN,
    seq: undefined,
    trouble: '',
  }));
}

/** Resolves when the last one is sent. */
async function send(hall: Hall, votes: readonly Vote[]): Promise<void> {
  const first = hall.nextNumber();
  for (let count = 1; count < votes.length; count += 1) hall.nextNumber();
  hall.onAnswer = ({ number, seq, reason }) => {
    const answered = votes[number - first];
    if (!answered) return;
    answered.ackedAt = performance.now();
    answered.seq = seq;
    answered.trouble = reason;
  };
  let next = 0;
  const sendDue = () => {
    const now = performance.now();
    for (let due = votes[next]; due && due.dueAt <= now; due = votes[next]) {
      hall.phones[due.who]?.send(frameOf(hall, due, first + next));
      due.sentAt = performance.now();
      next += 1;
    }
  };
  // Between two reads as well: a patch for thousands of phones takes long to read.
  hall.pulse = sendDue;
  while (next < votes.length) {
    const aheadMs = (votes[next]?.dueAt ?? 0) - performance.now();
    await after(Math.max(1, aheadMs));
    sendDue();
  }
  hall.pulse = () => {};
}

function frameOf({ mark }: Hall, { question, isGiven }: Vote, number: number): Buffer {
  const type = isGiven ? 'question.upvote' : 'question.takeBack';
  return clientFrame(
    `42${number}["act",{"id":"${mark}${number}","action":{"type":"${type}","question":"${question}"}}]`,
  );
}

/** Waits until all is answered and every observer shows the votes there are, or for as long as it may take. */
async function drained(hall: Hall, votes: readonly Vote[], limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  const isDone = () => {
    if (votes.some(({ ackedAt }) => Number.isNaN(ackedAt))) return false;
    const counts = [...countsAfter(acceptedOf(votes), hall.counts)];
    return hall.observers.every(({ observer }) => {
      const shown = observer.shown().at(-1)?.votes;
      return counts.every(([question, count]) => shown?.get(question) === count);
    });
  };
  await until(() => performance.now() >= deadline || isDone(), {
    everyMs: LOOK_MS,
    what: 'the answers',
  });
}
