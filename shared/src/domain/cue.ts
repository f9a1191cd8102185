import { z } from 'zod';
import { columnIdSchema, cueIdSchema } from './ids.ts';
import { labelColourSchema } from './labels.ts';
import {
  COLUMN_TEXT_MAX,
  CUE_DURATION_MAX_MS,
  CUE_NUMBER_MAX,
  NAME_MAX,
  NOTE_MAX,
  SPEAKERS_MAX,
  TITLE_MAX,
} from './limits.ts';
import { modeSchema } from './mode.ts';
import { lineSchema } from './text.ts';

export const cueKindSchema = z.enum([
  'opening',
  'keynote',
  'statement',
  'panel',
  'dialogue',
  'qa',
  'video',
  'ceremony',
  'break',
  'closing',
  'other',
]);
export type CueKind = z.infer<typeof cueKindSchema>;

export const speakerSchema = z.strictObject({
  /** A name, or a role where no person is named. */
  name: lineSchema(NAME_MAX),
  title: lineSchema(NAME_MAX).optional(),
  /** An organisation or a country. */
  delegation: lineSchema(NAME_MAX).optional(),
  mode: modeSchema.optional(),
  /** The language they speak in, as a BCP 47 tag. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/)
    .optional(),
  /** For the crew only, as the region is: who speaks for how long, and from where. */
  pronoun: lineSchema(NAME_MAX).optional(),
  region: lineSchema(NAME_MAX).optional(),
});
export type Speaker = z.infer<typeof speakerSchema>;

/** What becomes of the show when the cue's time is up; without one it counts up in overtime. */
export const endActionSchema = z.enum(['stop', 'load', 'start']);

/** What its timer shows; without one it counts down. */
export const timerTypeSchema = z.enum(['up', 'clock', 'none']);

const duration = z.int().min(1_000).max(CUE_DURATION_MAX_MS);

/** One row of the run-of-show. */
export const cueSchema = z.strictObject({
  id: cueIdSchema,
  /** What the crew calls it; without one it is its place in the programme. */
  number: lineSchema(CUE_NUMBER_MAX).optional(),
  title: lineSchema(TITLE_MAX),
  kind: cueKindSchema,
  /** Empty for a video or a break. */
  speakers: z.array(speakerSchema).max(SPEAKERS_MAX),
  durationMs: duration,
  /** A hard start. Absent: the cue floats after the one before. */
  hardStartAt: z.int().positive().optional(),
  /** For everyone. */
  publicNote: lineSchema(NOTE_MAX).optional(),
  /** For the show's crew only. */
  notes: lineSchema(NOTE_MAX).optional(),
  colour: labelColourSchema.optional(),
  /** It is passed over, and takes no time. */
  skip: z.literal(true).optional(),
  /** It starts by itself when the one before has had its time. */
  linked: z.literal(true).optional(),
  endAction: endActionSchema.optional(),
  /** Time left at which the warning begins, and the danger. */
  warningMs: z.int().nonnegative().max(CUE_DURATION_MAX_MS).optional(),
  dangerMs: z.int().nonnegative().max(CUE_DURATION_MAX_MS).optional(),
  timer: timerTypeSchema.optional(),
  /** Neighbours with the same group are one block. */
  group: lineSchema(TITLE_MAX).optional(),
  /** By column of the programme. For the show's crew only. */
  custom: z.record(columnIdSchema, lineSchema(COLUMN_TEXT_MAX)).optional(),
});
export type Cue = z.infer<typeof cueSchema>;

/** What a cue can be without, but for the cells of the crew's own columns, which are cleared one by one. */
export type ClearableField = Exclude<
  { [Field in keyof Cue]-?: object extends Pick<Cue, Field> ? Field : never }[keyof Cue],
  'custom'
>;
export const CLEARABLE_FIELDS = Object.entries(cueSchema.shape)
  .filter(([field, schema]) => schema instanceof z.ZodOptional && field !== 'custom')
  .map(([field]) => field as ClearableField);

/** A column that this event's crew added to the run-of-show. */
export const columnSchema = z.strictObject({ id: columnIdSchema, name: lineSchema(NAME_MAX) });
