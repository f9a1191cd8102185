import { z } from 'zod';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

export interface Settings {
  /** New questions are taken. Voting goes on when they are not. */
  qaOpen: boolean;
  /** A question waits for a moderator before anyone else sees it. */
  premoderation: boolean;
  /** Podium and screen show nothing. */
  blank: boolean;
}

export const settingsActionSchemas = [
  z.strictObject({ type: z.literal('settings.qa'), open: z.boolean() }),
  z.strictObject({ type: z.literal('settings.premoderation'), on: z.boolean() }),
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
  }
  turn.changes.settings = true;
  return undefined;
}
