import type { QuestionId } from '@rostrum/shared/domain/ids';
import { percentile } from '../stats.ts';
import type { Shown } from './observer.ts';
import type { VoteResult } from './orders.ts';
import type { Choice } from './supply.ts';
import { expectations, seenAt, type AcceptedVote } from './visibility.ts';

/** One vote, from intent to answer; times are of the generator's clock. */
export interface Vote extends Choice {
  /** When it was meant to be sent: its times are counted from here, however late it left. */
  readonly dueAt: number;
  sentAt: number;
  /** NaN while there is no answer. */
  ackedAt: number;
  /** Of its acceptance. */
  seq: number | undefined;
  /** Why it was not accepted. */
  trouble: string;
}

type Accepted = Vote & AcceptedVote;

/** What one observer, a phone that votes as well, was shown. */
export interface Sight {
  readonly who: number;
  readonly shown: readonly Shown[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What came of the votes; those due outside of the window were the warm-up. */
export function judge(
  votes: readonly Vote[],
  sights: readonly Sight[],
  before: ReadonlyMap<QuestionId, number>,
  window: Span,
): Omit<VoteResult, 'window' | 'pageP99Ms'> {
  const accepted = acceptedOf(votes);
  const expected = expectations(accepted, before);
  const seen = sights.map(({ shown }) => seenAt(expected, shown, accepted.length));
  const measured = votes.filter((vote) => isIn(window, vote));
  const ackMs = measured.map((vote) =>
    vote.seq === undefined ? Infinity : vote.ackedAt - vote.dueAt,
  );
  const seenMs = millisecondsSeen(accepted, sights, seen, window);
  const lateMs = measured.map(({ sentAt, dueAt }) => sentAt - dueAt);
  const gaps = sights.map(({ shown }) => meanGap(shown, window));
  return {
    votes: votes.length,
    notAccepted: votes.length - accepted.length,
    troubles: countTroubles(votes),
    unseen: accepted.filter((_, index) => seen.some((by) => by[index] === Infinity)).length,
    ackP50Ms: percentile(ackMs, 0.5),
    ackP99Ms: percentile(ackMs, 0.99),
    seenP50Ms: percentile(seenMs, 0.5),
    seenP99Ms: percentile(seenMs, 0.99),
    lateP99Ms: percentile(lateMs, 0.99),
    tickMs: percentile(gaps, 0.5),
  };
}

export function acceptedOf(votes: readonly Vote[]): Accepted[] {
  return votes.filter((vote): vote is Accepted => vote.seq !== undefined);
}

function isIn({ from, to }: Span, { dueAt }: Vote): boolean {
  return dueAt >= from && dueAt < to;
}

/** Of each vote in the window, at each observer who is not the voter. */
function millisecondsSeen(
  accepted: readonly Accepted[],
  sights: readonly Sight[],
  seen: readonly Float64Array[],
  window: Span,
): Float64Array {
  const all = new Float64Array(accepted.length * sights.length);
  let size = 0;
  for (const [index, vote] of accepted.entries()) {
    if (!isIn(window, vote)) continue;
    for (const [observer, { who }] of sights.entries()) {
      if (who === vote.who) continue;
      all[size] = (seen[observer]?.[index] ?? Infinity) - vote.dueAt;
      size += 1;
    }
  }
  return all.subarray(0, size);
}

/** Mean milliseconds from one patch to the next. */
function meanGap(shown: readonly Shown[], { from, to }: Span): number {
  const times = shown.map(({ at }) => at).filter((at) => at >= from && at < to);
  return ((times.at(-1) ?? NaN) - (times[0] ?? NaN)) / (times.length - 1);
}

function countTroubles(votes: readonly Vote[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { seq, trouble } of votes) {
    if (seq !== undefined) continue;
    const why = trouble || 'no answer';
    counts[why] = (counts[why] ?? 0) + 1;
  }
  return counts;
}
