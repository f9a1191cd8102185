import type { LoggedAction } from '@rostrum/shared/domain/actions';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { permissionTrouble } from '@rostrum/shared/domain/reduce';
import { voterIndex, type State } from '@rostrum/shared/domain/state';
import { hasVote } from '@rostrum/shared/domain/votes';

/**
 * Why this action would be refused as things stand. It only keeps junk out of
 * the log: `fold` judges what passes, and a refusal given here is not
 * remembered. Not for an actor with actions under way, which may change the
 * answer; and of nothing that a later entry may bring, such as the question itself.
 */
export function advise(
  state: State,
  { by, action }: Extract<LoggedAction, { by: unknown }>,
  at: number,
): Reason | undefined {
  const trouble = permissionTrouble(state, action.type, by, at);
  if (trouble) return trouble;
  if (action.type !== 'question.upvote' && action.type !== 'question.takeBack') return undefined;
  const question = state.questions.get(action.question);
  if (!question) return undefined;
  const voted = hasVote(question.votes, voterIndex(state, by.participant));
  if (action.type === 'question.upvote') return voted ? 'already_voted' : undefined;
  return voted ? undefined : 'not_voted';
}
