import { z } from 'zod';
import { hasRoom, hasRoomFor } from './capacity.ts';
import { questionIdSchema, type ParticipantId, type QuestionId } from './ids.ts';
import { QUESTION_UNITS_MAX } from './limits.ts';
import { isTooLarge, moveTo } from './moves.ts';
import { askerSchema, putQuestion } from './questions.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** Where somebody without a phone said it, or that it came from a file. */
export const channelSchema = z.enum(['floor', 'chat', 'import']);
export type Channel = z.infer<typeof channelSchema>;

export const byHandActionSchemas = [
  /** A question for somebody without a phone; it takes the action's id. */
  z.strictObject({
    type: z.literal('moderation.add'),
    text: lineSchema(QUESTION_UNITS_MAX),
    asker: askerSchema,
    channel: channelSchema,
    /** Straight to the approved, for the moderator has read it. */
    approve: z.boolean(),
  }),
  /** Takes one that was added by hand away again. */
  z.strictObject({ type: z.literal('moderation.remove'), question: questionIdSchema }),
] as const;

type ByHandAction = z.infer<(typeof byHandActionSchemas)[number]>;

/**
 * A question added by hand is nobody's: its author is its own id, so that limits
 * and blocks of a person never meet it. O(log approved).
 */
export function reduceByHand(state: State, action: ByHandAction, turn: Turn): Reason | undefined {
  if (action.type === 'moderation.remove') return remove(state, action.question, turn);
  const id = turn.id as string as QuestionId;
  if (state.questions.get(id)) return 'wrong_state';
  if (isTooLarge(state, action.text)) return 'too_long';
  const isFull =
    !hasRoom(state, turn, 'moderators') || !hasRoomFor(state, action.text, turn, 'moderators');
  if (isFull) return 'event_full';
  const { text, asker, channel, approve } = action;
  const author = id as string as ParticipantId;
  putQuestion(state, { id, author, asker, text, channel, waits: !approve }, turn);
  return undefined;
}

function remove(state: State, id: QuestionId, turn: Turn): Reason | undefined {
  const question = state.questions.get(id);
  if (!question) return 'unknown_question';
  const waits = question.state === 'pending' || question.state === 'approved';
  if (question.channel === undefined || !waits) return 'wrong_state';
  moveTo(state, question, 'withdrawn', turn);
  return undefined;
}
