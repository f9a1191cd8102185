import { z } from 'zod';
import { questionIdSchema, type QuestionId } from './ids.ts';
import { moveTo, touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import { isPublic, type Question, type State } from './state.ts';
import type { Turn } from './turn.ts';
import { participantsIn, rootOf, unite, votersOf } from './union.ts';
import type { VoteSet } from './votes.ts';

/** The question that another is merged into. */
const into = questionIdSchema;

export const mergeActionSchemas = [
  /** Lets a question count for another one that asks the same. */
  z.strictObject({ type: z.literal('moderation.merge'), question: questionIdSchema, into }),
  /** Gives a question back as it was, with the votes it has by now. */
  z.strictObject({ type: z.literal('moderation.unmerge'), question: questionIdSchema, into }),
] as const;

export type MergeAction = z.infer<(typeof mergeActionSchemas)[number]>;

/** O(group × voters of the event): rare, where a vote is not. */
export function reduceMerge(
  state: State,
  question: Question,
  action: MergeAction,
  turn: Turn,
): Reason | undefined {
  if (action.type === 'moderation.merge') return merge(state, question, action.into, turn);
  if (question.merged?.into !== action.into) return 'wrong_state';
  comeBack(state, question, turn);
  return undefined;
}

/** Unmerges a question that is merged, and gives it the state it had. */
export function comeBack(state: State, question: Question, turn: Turn): void {
  const { from } = question.merged ?? {};
  if (!from) return;
  detach(state, question, turn);
  moveTo(state, question, from, turn);
}

/** Takes a question out of the one it is merged into, if it is; its state is then another's to set. */
export function detach(state: State, question: Question, turn: Turn): void {
  const target = question.merged && state.questions.get(question.merged.into);
  if (!target) return;
  const root = rootOf(state, target);
  target.members.splice(target.members.indexOf(question), 1);
  question.merged = undefined;
  unite(root);
  unite(question);
  retell(state, votersOf(question), root, turn);
}

function merge(state: State, question: Question, into: QuestionId, turn: Turn): Reason | undefined {
  const { state: from } = question;
  const target = state.questions.get(into);
  if (!target) return 'unknown_question';
  if (from !== 'pending' && from !== 'approved') return 'wrong_state';
  const root = rootOf(state, target);
  // Into itself, or into what is merged into it; or into what people are no longer to see.
  if (root === question) return 'wrong_state';
  if (root.state !== 'pending' && !isPublic(root.state)) return 'wrong_state';
  const voters = votersOf(question);
  question.merged = { into, from };
  target.members.push(question);
  question.union = undefined;
  unite(root);
  retell(state, voters, root, turn);
  moveTo(state, question, 'merged', turn);
  return undefined;
}

/** Notes that these votes count for `root` from now on, or no more. */
function retell(state: State, votes: VoteSet, root: Question, turn: Turn): void {
  for (const voter of participantsIn(state, votes)) turn.changes.authors.add(voter);
  touch(state, root, turn);
}
