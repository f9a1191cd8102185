import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Shown } from './observer.ts';
import type { Choice } from './supply.ts';

/** A vote, given or taken back, that the server has accepted. `seq` is at or after the entry that holds it. */
export type AcceptedVote = Pick<Choice, 'question' | 'era' | 'isGiven'> & { readonly seq: number };

/** What a phone must show before the votes of one question and one seq are visible on it. */
export interface Expectation {
  readonly question: QuestionId;
  readonly seq: number;
  /** At least so many, where votes are given; at most so many, where they are taken back. */
  readonly count: number;
  readonly isGiven: boolean;
  /** The indexes of the votes. */
  readonly votes: readonly number[];
}

/**
 * What follows from these votes, which must be all since the questions had
 * `before` (none, where it does not say). In the order in which a phone shows it,
 * question by question.
 */
export function expectations(
  votes: readonly AcceptedVote[],
  before: ReadonlyMap<QuestionId, number>,
): Expectation[] {
  const indexes = votes.map((_, index) => index);
  const byQuestion = Map.groupBy(indexes, (index) => (votes[index] as AcceptedVote).question);
  return [...byQuestion].flatMap(([question, ofQuestion]) => {
    let count = before.get(question) ?? 0;
    return inOrder(votes, ofQuestion).map((group) => {
      const { seq, isGiven } = votes[group[0] as number] as AcceptedVote;
      count += isGiven ? group.length : -group.length;
      return { question, seq, count, isGiven, votes: group };
    });
  });
}

/**
 * When each of `size` votes became visible to one observer; infinite for one that
 * never did.
 *
 * A vote is visible once the observer is at its seq *and* shows as many votes for
 * its question as follow from those accepted up to that seq: a patch that has the
 * number but not the votes does not count.
 */
export function seenAt(
  expected: readonly Expectation[],
  shown: readonly Shown[],
  size: number,
): Float64Array {
  const seen = new Float64Array(size).fill(Infinity);
  let question: QuestionId | undefined;
  let step = 0;
  for (const each of expected) {
    if (each.question !== question) step = 0;
    question = each.question;
    while (step < shown.length && !isMet(each, shown[step] as Shown)) step += 1;
    for (const vote of each.votes) seen[vote] = shown[step]?.at ?? Infinity;
  }
  return seen;
}

/** How many votes each question has after these. */
export function countsAfter(
  votes: readonly AcceptedVote[],
  before: ReadonlyMap<QuestionId, number>,
): Map<QuestionId, number> {
  const counts = new Map(before);
  for (const { question, isGiven } of votes) {
    counts.set(question, (counts.get(question) ?? 0) + (isGiven ? 1 : -1));
  }
  return counts;
}

function isMet({ question, seq, count, isGiven }: Expectation, shown: Shown): boolean {
  const votes = shown.votes.get(question) ?? 0;
  return shown.seq >= seq && (isGiven ? votes >= count : votes <= count);
}

/** Era by era, seq by seq: those of one seq together. */
function inOrder(votes: readonly AcceptedVote[], indexes: readonly number[]): number[][] {
  const at = (index: number | undefined) => votes[index ?? NaN];
  const sorted = indexes
    .map((index) => ({ index, ...(votes[index] as AcceptedVote) }))
    .sort((a, b) => a.era - b.era || a.seq - b.seq);
  const groups: number[][] = [];
  for (const { index, era, seq } of sorted) {
    const group = groups.at(-1);
    const latest = at(group?.[0]);
    if (group && latest?.seq === seq && latest.era === era) group.push(index);
    else groups.push([index]);
  }
  return groups;
}
