import { z } from 'zod';
import { COLOURS } from './colours.ts';
import { labelIdSchema, questionIdSchema } from './ids.ts';
import { LABEL_NAME_MAX, LABELS_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** Told apart by their names too: colour alone says nothing. */
export const labelColourSchema = z.enum(COLOURS);
export type LabelColour = z.infer<typeof labelColourSchema>;

/** A subject that questions are sorted under. Everyone sees it. */
export const labelSchema = z.strictObject({
  id: labelIdSchema,
  name: z.string(),
  colour: labelColourSchema,
});
export type Label = z.infer<typeof labelSchema>;

export const labelsActionSchemas = [
  /** Makes a label, or gives one another name or colour. */
  z.strictObject({
    type: z.literal('settings.label'),
    label: labelIdSchema,
    name: lineSchema(LABEL_NAME_MAX),
    colour: labelColourSchema,
  }),
  /** Takes a label away. Questions keep its id, so that making it again brings it back on them. */
  z.strictObject({ type: z.literal('settings.removeLabel'), label: labelIdSchema }),
] as const;

type LabelsAction = z.infer<(typeof labelsActionSchemas)[number]>;

export const labelActionSchemas = [
  /** Puts a label on a question, or takes it off. */
  z.strictObject({
    type: z.literal('moderation.label'),
    question: questionIdSchema,
    label: labelIdSchema,
    on: z.boolean(),
  }),
] as const;

type LabelAction = z.infer<(typeof labelActionSchemas)[number]>;

export function reduceLabels(state: State, action: LabelsAction, turn: Turn): Reason | undefined {
  const at = state.labels.findIndex(({ id }) => id === action.label);
  if (action.type === 'settings.removeLabel') {
    if (at < 0) return 'unknown_label';
    state.labels = state.labels.toSpliced(at, 1);
  } else {
    if (at < 0 && state.labels.length >= LABELS_MAX) return 'too_many_labels';
    const { label: id, name, colour } = action;
    const place = at < 0 ? state.labels.length : at;
    state.labels = state.labels.toSpliced(place, 1, { id, name, colour });
  }
  turn.changes.labels = true;
  return undefined;
}

export function reduceLabel(
  state: State,
  question: Question,
  { label, on }: LabelAction,
  turn: Turn,
): Reason | undefined {
  if (on && !state.labels.some(({ id }) => id === label)) return 'unknown_label';
  if (question.labels.includes(label) === on) return 'wrong_state';
  // Those that are gone for good must not pile up.
  const others = question.labels.filter(
    (each) => each !== label && state.labels.some(({ id }) => id === each),
  );
  question.labels = on ? [...others, label] : others;
  turn.changes.questions.add(question.id);
  return undefined;
}
