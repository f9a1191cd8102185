import { NAME_MAX } from '@rostrum/shared/domain/limits';
import { modeSchema } from '@rostrum/shared/domain/mode';
import { cleanText } from '@rostrum/shared/domain/text';
import { z } from 'zod';
import { keptIn } from './live/storage.ts';

const line = z.string().max(NAME_MAX).catch('');

/** How an asker is shown: by name and whom they speak for, by the latter alone, or not at all. */
const identitySchema = z.enum(['name', 'delegation', 'anonymous']);
export type Identity = z.infer<typeof identitySchema>;

const preferencesSchema = z.object({
  identity: identitySchema.catch('anonymous'),
  mode: modeSchema.optional().catch(undefined),
  name: line,
  affiliation: line,
});

/** How a person last chose to appear. Kept in this browser alone; the server learns it with each question. */
export type Preferences = z.infer<typeof preferencesSchema>;

export const NO_PREFERENCES: Preferences = {
  identity: 'anonymous',
  mode: undefined,
  name: '',
  affiliation: '',
};
const kept = keptIn('rostrum preferences');

/** What of these a question is to show: what is kept for another time stays here. */
export function shownOf({ identity, name, affiliation }: Preferences): {
  name: string;
  affiliation: string;
} {
  return {
    name: identity === 'name' ? cleanText(name) : '',
    affiliation: identity === 'anonymous' ? '' : cleanText(affiliation),
  };
}

/** In a browser only. */
export function loadPreferences(): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(kept.load() ?? '{}'));
  } catch {
    return NO_PREFERENCES;
  }
}

export function savePreferences(preferences: Partial<Preferences>): void {
  kept.save(JSON.stringify({ ...loadPreferences(), ...preferences }));
}
