import { z } from 'zod';
import { FILTER_WORDS_MAX, FILTER_WORD_MAX, REPORTS_TO_HIDE_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** The languages that have a list of words: the six of the United Nations. */
export const wordLanguageSchema = z.enum(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
export type WordLanguage = z.infer<typeof wordLanguageSchema>;

const options = z.strictObject({
  /** Reports that hide a question until a moderator has looked, if they are a share of the hall; 0 for never. */
  reportsToHide: z.int().min(0).max(REPORTS_TO_HIDE_MAX),
  /** What looks like personal data marks a question. */
  personalData: z.boolean(),
  /** The words listed mark a question. */
  wordFilter: z.boolean(),
});

/** What helps moderators to find what they must look at twice. Nobody else sees it. */
export const screeningSchema = options.extend({
  words: z.partialRecord(wordLanguageSchema, z.array(z.string())),
});
export type Screening = z.infer<typeof screeningSchema>;

export const screeningActionSchemas = [
  /** Changes what it names, and no more. */
  options.partial().extend({ type: z.literal('settings.screen') }),
  /** The whole list of one language. */
  z.strictObject({
    type: z.literal('settings.words'),
    language: wordLanguageSchema,
    words: z.array(lineSchema(FILTER_WORD_MAX)).max(FILTER_WORDS_MAX),
  }),
] as const;

export type ScreeningAction = z.infer<(typeof screeningActionSchemas)[number]>;
export type ScreeningOptions = Omit<Extract<ScreeningAction, { type: 'settings.screen' }>, 'type'>;

export function firstScreening(): Screening {
  return { reportsToHide: 0, personalData: true, wordFilter: false, words: {} };
}

/** O(words). What is hidden already stays so until a moderator has looked. */
export function reduceScreening(
  state: State,
  action: ScreeningAction,
  turn: Turn,
): Reason | undefined {
  if (action.type === 'settings.words') {
    const words = { ...state.screening.words, [action.language]: action.words };
    state.screening = { ...state.screening, words: inOrder(words) };
  } else {
    const { type: _, ...named } = action;
    state.screening = Object.assign({ ...state.screening }, named);
  }
  turn.changes.screening = true;
  return undefined;
}

/** In the order of the languages, whatever the order in which they were set. */
function inOrder(words: Screening['words']): Screening['words'] {
  return Object.fromEntries(
    wordLanguageSchema.options.flatMap((language) => {
      const list = words[language];
      return list && list.length > 0 ? [[language, list]] : [];
    }),
  );
}
