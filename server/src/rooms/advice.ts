import type { LoggedAction } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { permissionTrouble } from '@rostrum/shared/domain/reduce';
import { voterIndex, type State } from '@rostrum/shared/domain/state';
import { hasVote } from '@rostrum/shared/domain/votes';

/**
 * Why this action would be refused as things stand, where waiting cannot make
 * it right. It only keeps junk out of the log: `fold` judges what passes. Not
 * for an actor with actions under way, which may change the answer.
 */
export function advise(
  state: State,
  { id, by, action }: Extract<LoggedAction, { by: unknown }>,
  at: number,
): Reason | undefined {
  const trouble = permissionTrouble(state, action.type, by, at);
  if (trouble) return trouble;
  if (action.type === 'question.ask') {
    // A question that is there was asked by this very action, long ago.
    const asked = state.questions.has(id as string as QuestionId);
    return state.settings.qaOpen || asked ? undefined : 'qa_closed';
  }
  if (action.type !== 'question.upvote' && action.type !== 'question.takeBack') return undefined;
  const question = state.questions.get(action.question);
  if (!question) return 'unknown_question';
  const voted = hasVote(question.votes, voterIndex(state, by.participant));
  if (action.type === 'question.upvote') return voted ? 'already_voted' : undefined;
  return voted ? undefined : 'not_voted';
}
