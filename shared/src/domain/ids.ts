import { z } from 'zod';

/**
 * Ids are made by whoever acts first on a thing, from at least 80 random bits,
 * in digits and lower-case letters: none can be a property of `Object.prototype`.
 */
const id = z.string().regex(/^[0-9a-z]{16,32}$/);

export const eventIdSchema = id.brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** Made by the client for every action; sending the same id again is one effect and the same outcome. */
export const actionIdSchema = id.brand<'ActionId'>();
export type ActionId = z.infer<typeof actionIdSchema>;

/** The id of the action that asked it. */
export const questionIdSchema = id.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof questionIdSchema>;

/** One person at one event. The same person has an unrelated id at another event. */
export const participantIdSchema = id.brand<'ParticipantId'>();
export type ParticipantId = z.infer<typeof participantIdSchema>;

export const cueIdSchema = id.brand<'CueId'>();
export type CueId = z.infer<typeof cueIdSchema>;

export const columnIdSchema = id.brand<'ColumnId'>();
export type ColumnId = z.infer<typeof columnIdSchema>;

export const labelIdSchema = id.brand<'LabelId'>();
export type LabelId = z.infer<typeof labelIdSchema>;

export const linkIdSchema = id.brand<'LinkId'>();
export type LinkId = z.infer<typeof linkIdSchema>;

/** 31 symbols that cannot be taken for one another: no 0 O, 1 I L. */
export const CODE_SYMBOLS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;

/** Six of {@link CODE_SYMBOLS}, in upper case whatever was typed; spaces and dashes are forgiven. */
export const codeSchema = z
  .string()
  .max(32)
  .overwrite((typed) => typed.replace(/[\s-]/g, '').replace(/[a-z]/g, inUpperCase))
  .regex(new RegExp(`^[${CODE_SYMBOLS}]{${CODE_LENGTH}}$`))
  .brand<'Code'>();
export type Code = z.infer<typeof codeSchema>;

/** Of one of the 26: what other letters become differs from one Unicode to the next. */
function inUpperCase(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 32);
}
