import type { Crowd, Vote } from './crowd.ts';
import type { LoadResult } from './messages.ts';
import { seenAt } from './visibility.ts';

interface Accepted extends Vote {
  ackedAt: number;
  seq: number;
}

/** What came of the votes; those due before `measuredFrom` were the warm-up. */
export function judge(
  votes: readonly Vote[],
  { observers }: Crowd,
  measuredFrom: number,
): Omit<LoadResult, 'cpuSeconds'> {
  const accepted = votes.filter(isAccepted);
  const seen = observers.map((observer) => seenAt(accepted, observer.shown()));
  const isMeasured = ({ dueAt }: Vote) => dueAt >= measuredFrom;
  return {
    votes: votes.length,
    notAccepted: votes.length - accepted.length,
    troubles: countTroubles(votes.filter((vote) => !isAccepted(vote))),
    unseen: accepted.filter((vote) => seen.some((by) => by.get(vote) === undefined)).length,
    ackMs: votes
      .filter(isMeasured)
      .map((vote) => (isAccepted(vote) ? vote.ackedAt - vote.dueAt : Infinity)),
    seenMs: seen.flatMap((by, observer) =>
      accepted
        .filter((vote) => isMeasured(vote) && vote.who !== observer)
        .map((vote) => (by.get(vote) ?? Infinity) - vote.dueAt),
    ),
    lateMs: votes.filter(isMeasured).map(({ sentAt, dueAt }) => sentAt - dueAt),
  };
}

function countTroubles(votes: readonly Vote[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { trouble = 'no answer' } of votes) counts[trouble] = (counts[trouble] ?? 0) + 1;
  return counts;
}

function isAccepted(vote: Vote): vote is Accepted {
  return vote.seq !== undefined;
}
