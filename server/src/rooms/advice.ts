import { ENTRY_VERSION, type Action, type LoggedAction } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { incidentTrouble } from '@rostrum/shared/domain/incident';
import { isTooLong } from '@rostrum/shared/domain/length';
import {
  askTrouble,
  editTrouble,
  isOpenToVotes,
  voteTrouble,
  withdrawTrouble,
} from '@rostrum/shared/domain/question-trouble';
import { ACCEPTED, refused, type Outcome, type Reason } from '@rostrum/shared/domain/reasons';
import { permissionTrouble, rememberedOutcome } from '@rostrum/shared/domain/reduce';
import { isPublic, type Question, type State } from '@rostrum/shared/domain/state';
import type { Actor } from '@rostrum/shared/domain/turn';
import { hasVoted, rootOf } from '@rostrum/shared/domain/union';
import { hasVote, voterIndex } from '@rostrum/shared/domain/votes';

type Asked = Extract<LoggedAction, { by: unknown }>;

/**
 * The outcome of an action that was judged before: the latest are remembered, and a
 * question that is there was asked, or added, however long ago.
 */
export function outcomeBefore(state: State, { id, by, action }: Asked): Outcome | undefined {
  const known = rememberedOutcome(state, id);
  if (known) return known;
  if (action.type !== 'question.ask' && action.type !== 'moderation.add') return undefined;
  const question = state.questions.get(id as string as QuestionId);
  if (!question) return undefined;
  const isIts =
    action.type === 'question.ask' ? question.author === by.participant : question.channel;
  return isIts ? ACCEPTED : refused('wrong_state');
}

/**
 * Why this action is refused whatever its actor has under way: who someone is, and
 * whose a question is, no entry changes.
 */
export function adviseAlways(state: State, { by, action }: Asked, at: number): Reason | undefined {
  const trouble = permissionTrouble(state, action.type, by, at);
  if (trouble) return trouble;
  if (action.type !== 'question.edit' && action.type !== 'question.withdraw') return undefined;
  const question = state.questions.get(action.question);
  return question && question.author !== by.participant ? 'not_yours' : undefined;
}

/**
 * Why this action would be refused as things stand. It only keeps junk out of
 * the log: `fold` judges what passes, and a refusal given here is not
 * remembered. Not for an actor with actions under way, which may change the
 * answer; and of nothing that a later entry may bring: the question itself, or room
 * for another.
 */
export function advise(state: State, { id, by, action }: Asked, at: number): Reason | undefined {
  const stopped = incidentTrouble(state, action.type, { id, by });
  if (stopped) return stopped;
  const who = { by, at, v: ENTRY_VERSION };
  if (action.type === 'question.ask') {
    const trouble = askTrouble(state, action.text, who);
    return trouble === 'event_full' ? undefined : trouble;
  }
  if (!('question' in action)) return undefined;
  const question = state.questions.get(action.question);
  if (!question) return undefined;
  switch (action.type) {
    case 'question.edit':
      return editTrouble(state, question, action.text, who);
    case 'question.withdraw':
      return withdrawTrouble(question, who);
    case 'question.upvote':
    case 'question.downvote': {
      const side = action.type === 'question.upvote' ? 'votes' : 'downs';
      const index = voterIndex(state, by.participant);
      return voteTrouble(state, question, rootOf(state, question), side, index);
    }
    case 'question.takeBack':
      return takeBackTrouble(state, question, by);
    case 'question.report':
    case 'question.unreport':
      return reportTrouble(state, question, action.type, by);
    default:
      return undefined;
  }
}

function takeBackTrouble(state: State, question: Question, by: Actor): Reason | undefined {
  if (!isOpenToVotes(question, rootOf(state, question))) return 'wrong_state';
  const index = voterIndex(state, by.participant);
  return hasVoted(question, index) || hasVote(question.downs, index) ? undefined : 'not_voted';
}

function reportTrouble(
  state: State,
  question: Question,
  type: 'question.report' | 'question.unreport',
  by: Actor,
): Reason | undefined {
  const has = hasVote(question.reports, voterIndex(state, by.participant));
  if (type === 'question.unreport') return has ? undefined : 'not_reported';
  if (!isPublic(question.state)) return 'wrong_state';
  return has ? 'already_reported' : undefined;
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
