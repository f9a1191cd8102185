import { NAME_MAX } from '@rostrum/shared/domain/limits';
import { modeSchema } from '@rostrum/shared/domain/questions';
import { z } from 'zod';
import { keptIn } from './live/storage.ts';

const line = z.string().max(NAME_MAX).catch('');

const preferencesSchema = z.object({
  mode: modeSchema.optional().catch(undefined),
  name: line,
  affiliation: line,
});

/** How a person last chose to appear. Kept in this browser alone; the server learns it with each question. */
export type Preferences = z.infer<typeof preferencesSchema>;

export const NO_PREFERENCES: Preferences = { mode: undefined, name: '', affiliation: '' };
const kept = keptIn('rostrum preferences');

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
