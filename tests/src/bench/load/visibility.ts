import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Shown } from './observer.ts';

/** A vote the server has accepted. `seq` is at or after the entry that holds it. */
export interface AcceptedVote {
  readonly question: QuestionId;
  readonly seq: number;
}

/**
 * When each of these votes became visible to one observer; undefined for one
 * that never did. They must be all the votes of an event that had none before.
 *
 * A vote is visible once the observer is at its seq *and* shows as many votes for
 * its question as were accepted up to that seq: a patch that has the number but
 * not the votes does not count.
 */
export function seenAt<Vote extends AcceptedVote>(
  votes: readonly Vote[],
  shown: readonly Shown[],
): Map<Vote, number | undefined> {
  const seen = new Map<Vote, number | undefined>();
  for (const [question, ofQuestion] of Map.groupBy(votes, (vote) => vote.question)) {
    let step = 0;
    let expected = 0;
    for (const [seq, sameSeq] of bySeq(ofQuestion)) {
      expected += sameSeq.length;
      const isShown = (state: Shown) =>
        state.seq >= seq && (state.votes.get(question) ?? 0) >= expected;
      while (step < shown.length && !isShown(shown[step] as Shown)) step += 1;
      for (const vote of sameSeq) seen.set(vote, shown[step]?.at);
    }
  }
  return seen;
}

function bySeq<Vote extends AcceptedVote>(votes: readonly Vote[]): [number, Vote[]][] {
  return [...Map.groupBy(votes, (vote) => vote.seq)].sort(([a], [b]) => a - b);
}
