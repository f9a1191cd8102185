import { z } from 'zod';
import { archive, archiveActionSchemas } from './archive.ts';
import { assignActionSchemas, reduceAssign } from './assign.ts';
import { blockActionSchemas, reduceBlock } from './block.ts';
import { hasRoomFor } from './capacity.ts';
import { deckActionSchemas, reduceDeck } from './deck.ts';
import { questionIdSchema } from './ids.ts';
import { NOTE_MAX, QUESTION_UNITS_MAX, TOLD_MAX } from './limits.ts';
import { labelActionSchemas, reduceLabel } from './labels.ts';
import { mergeActionSchemas, reduceMerge } from './merge.ts';
import { isTooLarge, moveTo, reword, touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import { reduceRemark, remarkActionSchemas } from './remarks.ts';
import { keepActionSchemas, reduceKeep } from './report.ts';
import { putOnStage } from './stage.ts';
import { isPublic, type Question, type QuestionState, type State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** Why a moderator set a question aside; its author is told this much. */
export const dismissReasonSchema = z.enum([
  'off_topic',
  'duplicate',
  'answered_before',
  'personal_data',
  'abusive',
  'too_long',
  'other_session',
  'no_time',
  'other',
]);
export type DismissReason = z.infer<typeof dismissReasonSchema>;

const question = questionIdSchema;

export const moderationActionSchemas = [
  /** Approves one wording: an edit that arrived in between makes it `stale_revision`. */
  z.strictObject({
    type: z.literal('moderation.approve'),
    question,
    revision: z.int().positive(),
  }),
  /** Changes the wording that the moderator read: another one that arrived in between makes it `stale_revision`. */
  z.strictObject({
    type: z.literal('moderation.edit'),
    question,
    revision: z.int().positive(),
    text: lineSchema(QUESTION_UNITS_MAX),
    /** Approves the new wording with it; without that, screens keep the one they show. */
    approve: z.boolean(),
  }),
  z
    .strictObject({
      type: z.literal('moderation.dismiss'),
      question,
      reason: dismissReasonSchema,
      /** The reason in words, for its author: with `other`, and only then. */
      told: lineSchema(TOLD_MAX).optional(),
      /** For the other moderators only. */
      note: lineSchema(NOTE_MAX).optional(),
    })
    .refine(({ reason, told }) => (reason === 'other') === (told !== undefined), {
      message: 'another reason needs its words',
    }),
  /** Takes a question back: from the stage, from the answered, from the dismissed, the archived, or the approved. */
  z.strictObject({
    type: z.literal('moderation.restore'),
    question,
    to: z.enum(['pending', 'approved']),
  }),
  /** Puts a question on stage; the one that was there counts as answered. */
  z.strictObject({ type: z.literal('moderation.stage'), question }),
  z.strictObject({ type: z.literal('moderation.answered'), question }),
  z.strictObject({ type: z.literal('moderation.pin'), question }),
  z.strictObject({ type: z.literal('moderation.unpin'), question }),
  ...deckActionSchemas,
  ...mergeActionSchemas,
  ...keepActionSchemas,
  ...blockActionSchemas,
  ...archiveActionSchemas,
  ...remarkActionSchemas,
  ...labelActionSchemas,
  ...assignActionSchemas,
] as const;

type ModerationAction = z.infer<(typeof moderationActionSchemas)[number]>;
type Action<T extends ModerationAction['type']> = Extract<ModerationAction, { type: T }>;

export function reduceModeration(
  state: State,
  action: ModerationAction,
  turn: Turn,
): Reason | undefined {
  const found = state.questions.get(action.question);
  if (!found) return 'unknown_question';
  switch (action.type) {
    case 'moderation.approve':
      return approve(state, found, action, turn);
    case 'moderation.edit':
      return edit(state, found, action, turn);
    case 'moderation.dismiss':
      return dismiss(state, found, action, turn);
    case 'moderation.restore':
      return restore(state, found, action, turn);
    case 'moderation.stage':
      return stage(state, found, turn);
    case 'moderation.answered':
      return answered(state, found, turn);
    case 'moderation.pin':
      return pin(state, found, turn.at, turn);
    case 'moderation.unpin':
      return pin(state, found, undefined, turn);
    case 'moderation.deck':
    case 'moderation.offDeck':
      return reduceDeck(state, found, action, turn);
    case 'moderation.merge':
    case 'moderation.unmerge':
      return reduceMerge(state, found, action, turn);
    case 'moderation.keep':
      return reduceKeep(state, found, action, turn);
    case 'moderation.block':
    case 'moderation.unblock':
      return reduceBlock(state, found, action, turn);
    case 'moderation.archive':
      return archive(state, found, turn);
    case 'moderation.answer':
    case 'moderation.note':
      return reduceRemark(state, found, action, turn);
    case 'moderation.label':
      return reduceLabel(state, found, action, turn);
    case 'moderation.assign':
      return reduceAssign(state, found, action, turn);
  }
}

function approve(
  state: State,
  question: Question,
  action: Action<'moderation.approve'>,
  turn: Turn,
): Reason | undefined {
  if (question.state !== 'pending' && !isReworded(question)) return 'wrong_state';
  if (question.revision !== action.revision) return 'stale_revision';
  approveWording(state, question, turn);
  return undefined;
}

function approveWording(state: State, question: Question, turn: Turn): void {
  question.approved = { revision: question.revision, text: question.text };
  question.approvedAt ??= turn.at;
  if (question.state === 'pending') moveTo(state, question, 'approved', turn);
  else touch(state, question, turn);
  // What is read aloud in the hall must not wait.
  if (question.state === 'live') turn.changes.live = true;
}

/** Whether everyone sees one wording while another waits for approval. */
function isReworded({ state, revision, approved }: Question): boolean {
  return isPublic(state) && approved?.revision !== revision;
}

function edit(
  state: State,
  question: Question,
  action: Action<'moderation.edit'>,
  turn: Turn,
): Reason | undefined {
  if (question.state !== 'pending' && !isPublic(question.state)) return 'wrong_state';
  if (question.revision !== action.revision) return 'stale_revision';
  if (isTooLarge(state, action.text)) return 'too_long';
  if (!hasRoomFor(state, action.text, turn, 'moderators')) return 'event_full';
  question.original ??= question.text;
  if (question.original === action.text) question.original = undefined;
  reword(state, question, action.text, turn);
  if (action.approve) approveWording(state, question, turn);
  return undefined;
}

function dismiss(
  state: State,
  question: Question,
  action: Action<'moderation.dismiss'>,
  turn: Turn,
): Reason | undefined {
  if (question.state !== 'pending' && question.state !== 'approved') return 'wrong_state';
  const { reason, told, note } = action;
  question.dismissal = { reason, ...(told ? { told } : {}), ...(note ? { note } : {}) };
  moveTo(state, question, 'dismissed', turn);
  return undefined;
}

function restore(
  state: State,
  question: Question,
  action: Action<'moderation.restore'>,
  turn: Turn,
): Reason | undefined {
  const from = question.state;
  if (action.to === 'pending') {
    if (from !== 'approved' && !isAside(from)) return 'wrong_state';
    question.approved = undefined;
    question.approvedAt = undefined;
  } else {
    if (from !== 'live' && from !== 'answered' && !isAside(from)) return 'wrong_state';
    if (!question.approved) return 'stale_revision';
  }
  moveTo(state, question, action.to, turn);
  question.dismissal = undefined;
  return undefined;
}

/** Out of the way, to come back as it was. */
function isAside(state: QuestionState): boolean {
  return state === 'dismissed' || state === 'archived';
}

function stage(state: State, question: Question, turn: Turn): Reason | undefined {
  // An answered question may come back: it is how a slip of the key is undone.
  if (question.state !== 'approved' && question.state !== 'answered') return 'wrong_state';
  const before = state.live === undefined ? undefined : state.questions.get(state.live);
  if (before) moveTo(state, before, 'answered', turn);
  // Who puts it there has looked.
  if (question.hiddenAt !== undefined) question.keptAt = turn.at;
  question.hiddenAt = undefined;
  putOnStage(state, question, turn);
  return undefined;
}

function answered(state: State, question: Question, turn: Turn): Reason | undefined {
  if (question.state !== 'live' && question.state !== 'approved') return 'wrong_state';
  moveTo(state, question, 'answered', turn);
  return undefined;
}

function pin(
  state: State,
  question: Question,
  pinnedAt: number | undefined,
  turn: Turn,
): Reason | undefined {
  if (question.state !== 'pending' && question.state !== 'approved') return 'wrong_state';
  if ((question.pinnedAt === undefined) === (pinnedAt === undefined)) return 'wrong_state';
  question.pinnedAt = pinnedAt;
  touch(state, question, turn);
  return undefined;
}
