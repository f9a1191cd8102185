import { z } from 'zod';
import { cueIdSchema, questionIdSchema } from './ids.ts';
import { NAME_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** Whom or what a question is for. */
export const assigneeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('speaker'), name: lineSchema(NAME_MAX) }),
  z.strictObject({ type: z.literal('cue'), cue: cueIdSchema }),
]);
export type Assignee = z.infer<typeof assigneeSchema>;

export const assignActionSchemas = [
  /** Notes whom or what a question is for; without `to`, nobody any more. */
  z.strictObject({
    type: z.literal('moderation.assign'),
    question: questionIdSchema,
    to: assigneeSchema.optional(),
  }),
] as const;

type AssignAction = z.infer<(typeof assignActionSchemas)[number]>;

/** O(cues). */
export function reduceAssign(
  state: State,
  question: Question,
  { to }: AssignAction,
  turn: Turn,
): Reason | undefined {
  const cue = to?.type === 'cue' ? to.cue : undefined;
  if (cue && !state.programme.cues.some(({ id }) => id === cue)) return 'unknown_cue';
  question.assigned = to;
  turn.changes.questions.add(question.id);
  return undefined;
}
