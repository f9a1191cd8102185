import type { Action, LoggedAction } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { incidentTrouble } from '@rostrum/shared/domain/incident';
import { isTooLong } from '@rostrum/shared/domain/length';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { permissionTrouble } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { hasVoted } from '@rostrum/shared/domain/union';
import { hasVote, voterIndex } from '@rostrum/shared/domain/votes';

/**
 * Why this action would be refused as things stand. It only keeps junk out of
 * the log: `fold` judges what passes, and a refusal given here is not
 * remembered. Not for an actor with actions under way, which may change the
 * answer; and of nothing that a later entry may bring, such as the question itself.
 */
export function advise(
  state: State,
  { id, by, action }: Extract<LoggedAction, { by: unknown }>,
  at: number,
): Reason | undefined {
  const trouble =
    permissionTrouble(state, action.type, by, at) ??
    incidentTrouble(state, action.type, { id, by });
  if (trouble) return trouble;
  if (action.type !== 'question.upvote' && action.type !== 'question.takeBack') return undefined;
  const question = state.questions.get(action.question);
  if (!question) return undefined;
  const voted = hasVoted(question, voterIndex(state, by.participant));
  if (action.type === 'question.upvote') return voted ? 'already_voted' : undefined;
  const against = hasVote(question.downs, voterIndex(state, by.participant));
  return voted || against ? undefined : 'not_voted';
}

/**
 * `too_long` for a text of more characters than the event takes. Where the edge
 * counts them, `fold` need not: it holds only the bound in units, and the log is
 * judged the same by a Node that knows more emoji. A question that is there
 * already is never told so.
 */
export function adviseLength(
  { settings, questions }: State,
  { id, action }: Pick<LoggedAction, 'id'> & { action: Action },
): Reason | undefined {
  switch (action.type) {
    case 'question.ask':
    case 'moderation.add':
      if (questions.get(id as string as QuestionId)) return undefined;
      break;
    case 'question.edit':
    case 'moderation.edit':
      break;
    default:
      return undefined;
  }
  return isTooLong(action.text, settings.questionLength) ? 'too_long' : undefined;
}
