import { z } from 'zod';
import { QUESTION_LENGTH, QUESTION_LENGTH_MAX, QUESTION_LENGTH_MIN } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** What is set as it is, each by itself. */
const options = z.strictObject({
  /** Characters (grapheme clusters) that a question may have. */
  questionLength: z.int().min(QUESTION_LENGTH_MIN).max(QUESTION_LENGTH_MAX),
});

/** What the event's people set for all; everyone sees it. */
export const settingsSchema = options.extend({
  /** New questions are taken. Voting goes on when they are not. */
  qaOpen: z.boolean(),
  /** A question waits for a moderator before anyone else sees it. */
  premoderation: z.boolean(),
  /** Podium and screen show nothing. */
  blank: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** In the order of the schema, as a snapshot is read: it is the same text before and after. */
export const FIRST_SETTINGS: Settings = {
  questionLength: QUESTION_LENGTH,
  qaOpen: true,
  premoderation: true,
  blank: false,
};

export const settingsActionSchemas = [
  z.strictObject({ type: z.literal('settings.qa'), open: z.boolean() }),
  z.strictObject({ type: z.literal('settings.premoderation'), on: z.boolean() }),
  /** Changes the settings that it names, and no others. */
  options.partial().extend({ type: z.literal('settings.set') }),
] as const;

type SettingsAction = z.infer<(typeof settingsActionSchemas)[number]>;

export function reduceSettings(
  state: State,
  action: SettingsAction,
  turn: Turn,
): Reason | undefined {
  switch (action.type) {
    case 'settings.qa':
      state.settings.qaOpen = action.open;
      break;
    case 'settings.premoderation':
      state.settings.premoderation = action.on;
      break;
    case 'settings.set': {
      const { type: _, ...named } = action;
      Object.assign(state.settings, named);
      break;
    }
  }
  turn.changes.settings = true;
  return undefined;
}
