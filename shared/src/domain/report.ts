import { z } from 'zod';
import { noteActive } from './exposure.ts';
import { questionIdSchema } from './ids.ts';
import { PARTICIPANTS_MAX, REPORTS_SHARE_TO_HIDE, REPORTS_TO_HIDE_MIN } from './limits.ts';
import { touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import { isPublic, type Question, type State } from './state.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1 } from './version-1.ts';
import { addVote, countVotesBelow, removeVote, voterIndex } from './votes.ts';

export const reportActionSchemas = [
  /** Says that a question should not be seen; once a person, and it may be taken back. */
  z.strictObject({ type: z.literal('question.report'), question: questionIdSchema }),
  z.strictObject({ type: z.literal('question.unreport'), question: questionIdSchema }),
] as const;

export const keepActionSchemas = [
  /** A moderator has looked: reports hide it no more. Not kept, they may again. */
  z.strictObject({
    type: z.literal('moderation.keep'),
    question: questionIdSchema,
    kept: z.boolean(),
  }),
] as const;

type ReportAction = z.infer<(typeof reportActionSchemas)[number]>;
type KeepAction = z.infer<(typeof keepActionSchemas)[number]>;

/** O(log approved). */
export function reduceReport(state: State, action: ReportAction, turn: Turn): Reason | undefined {
  const question = state.questions.get(action.question);
  if (!question) return 'unknown_question';
  const index = voterIndex(state, turn.by.participant);
  if (action.type === 'question.report') {
    if (!isPublic(question.state) || question.hiddenAt !== undefined) return 'wrong_state';
    if (index >= PARTICIPANTS_MAX) return 'event_full';
    if (!addVote(question.reports, index)) return 'already_reported';
    question.reportedAmong ??= state.voters.size;
    noteActive(state, turn.by.participant, turn);
    hideIfReported(state, question, turn);
  } else if (!removeVote(question.reports, index)) {
    return 'not_reported';
  }
  turn.changes.questions.add(question.id);
  // Who reported hears of it like an author: their own part tells that they did.
  turn.changes.authors.add(turn.by.participant);
  return undefined;
}

/** O(log approved). */
export function reduceKeep(
  state: State,
  question: Question,
  { kept }: KeepAction,
  turn: Turn,
): Reason | undefined {
  const isKept = question.keptAt !== undefined;
  if (isKept === kept || (kept && question.reports.count === 0)) return 'wrong_state';
  question.keptAt = kept ? turn.at : undefined;
  question.hiddenAt = undefined;
  if (!kept) hideIfReported(state, question, turn);
  touch(state, question, turn);
  return undefined;
}

/** From enough reports on nobody but the moderators sees it, until one of them has looked. */
function hideIfReported(state: State, question: Question, turn: Turn): void {
  if (question.keptAt !== undefined || !mayHide(state, question, turn)) return;
  question.hiddenAt = turn.at;
  // On stage it is read aloud already: there it stays until it leaves.
  if (question.state !== 'live') turn.changes.hidden.add(question.id);
  touch(state, question, turn);
}

/**
 * Whether the reports are enough, in an event where reports hide: those of people
 * who had taken part before it was first reported, and a share of all who had.
 * Sessions made for it count for nothing. O(voters).
 */
function mayHide({ screening }: State, question: Question, turn: Turn): boolean {
  const { reportsToHide } = screening;
  const { reports, reportedAmong = 0 } = question;
  if (reportsToHide === 0 || reports.count < reportsToHide) return false;
  if (isOfVersion1(turn)) return true;
  const counted = countVotesBelow(reports, reportedAmong);
  const isShare = counted >= reportedAmong * REPORTS_SHARE_TO_HIDE;
  return isShare && counted >= Math.max(reportsToHide, REPORTS_TO_HIDE_MIN);
}
