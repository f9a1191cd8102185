import type { ParticipantId } from './ids.ts';
import type { Question, State } from './state.ts';
import { addAllVotes, addVote, hasVote, noVotes, removeVote, type VoteSet } from './votes.ts';

/**
 * A merged question keeps its own votes, so that unmerging gives them back as
 * they are. What counts is the union: of a question that others are merged into
 * it is kept beside its own votes, and kept with every vote.
 */

/** Who counts for a question: its voters and those of all that is merged into it, each once. */
export function votersOf({ union, votes }: Question): VoteSet {
  return union ?? votes;
}

/**
 * What the votes for a question and against it come to. Those against one that is
 * merged rest with it: they were not against what it was merged into.
 */
export function scoreOf(question: Question): number {
  return votersOf(question).count - question.downs.count;
}

/** The question that this one counts for: itself, unless it is merged. O(length of the chain). */
export function rootOf(state: State, question: Question): Question {
  let root = question;
  while (root.merged) root = state.questions.get(root.merged.into) as Question;
  return root;
}

/** A question and all that is merged into it, and into those. O(of them). */
export function groupOf(question: Question): Question[] {
  const group = [question];
  for (const each of group) group.push(...each.members);
  return group;
}

/** Whether a participant's vote counts for a question. O(1), or O(group) for one that is merged itself. */
export function hasVoted(question: Question, index: number): boolean {
  return question.union
    ? hasVote(question.union, index)
    : groupOf(question).some(({ votes }) => hasVote(votes, index));
}

/** Counts a vote for a question and for its root. False when it was there. Costs what {@link hasVoted} does. */
export function castVote(root: Question, question: Question, index: number): boolean {
  if (hasVoted(question, index)) return false;
  addVote(question.votes, index);
  if (root.union) addVote(root.union, index);
  return true;
}

/**
 * Takes a vote back from a question and from all that is merged into it: whoever
 * takes it back sees them as one. False when there was none. O(group).
 */
export function dropVote(root: Question, question: Question, index: number): boolean {
  if (!hasVoted(question, index)) return false;
  for (const { votes } of groupOf(question)) removeVote(votes, index);
  const stays = groupOf(root).some(({ votes }) => hasVote(votes, index));
  if (root.union && !stays) removeVote(root.union, index);
  return true;
}

/** Counts the union anew. O(group × voters). */
export function unite(question: Question): void {
  question.union = undefined;
  if (question.members.length === 0) return;
  const union = noVotes();
  for (const { votes } of groupOf(question)) addAllVotes(union, votes);
  question.union = union;
}

/** Everyone in a vote set. O(voters of the event). */
export function participantsIn(state: State, votes: VoteSet): ParticipantId[] {
  return state.voters.keys().filter((_, index) => hasVote(votes, index));
}
