import { z } from 'zod';
import { noteWritten } from './capacity.ts';
import { questionIdSchema } from './ids.ts';
import { ANSWER_MAX, NOTE_MAX } from './limits.ts';
import { touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import { isPublic, type Question, type State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/**
 * What moderators write beside a question. `was` is what they read before: where
 * a colleague wrote something else meanwhile, nothing changes (`stale_revision`).
 */
export const remarkActionSchemas = [
  /** An answer in writing; everyone reads it with the question once that is answered. Without a text it is taken back. */
  z.strictObject({
    type: z.literal('moderation.answer'),
    question: questionIdSchema,
    text: lineSchema(ANSWER_MAX).optional(),
    was: lineSchema(ANSWER_MAX).optional(),
  }),
  /** A note for the other moderators alone. */
  z.strictObject({
    type: z.literal('moderation.note'),
    question: questionIdSchema,
    text: lineSchema(NOTE_MAX).optional(),
    was: lineSchema(NOTE_MAX).optional(),
  }),
] as const;

type RemarkAction = z.infer<(typeof remarkActionSchemas)[number]>;

export function reduceRemark(
  state: State,
  question: Question,
  action: RemarkAction,
  turn: Turn,
): Reason | undefined {
  const isAnswer = action.type === 'moderation.answer';
  // Of what nobody sees there is nothing to answer in public.
  if (isAnswer && !isPublic(question.state)) return 'wrong_state';
  const field = isAnswer ? 'answer' : 'note';
  if (question[field] !== action.was) return 'stale_revision';
  if (action.text !== undefined) noteWritten(state, action.text);
  question[field] = action.text;
  if (isAnswer) touch(state, question, turn);
  else turn.changes.questions.add(question.id);
  return undefined;
}
