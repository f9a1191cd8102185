import { actionSchema } from '@rostrum/shared/domain/actions';
import { actionIdSchema, type Code } from '@rostrum/shared/domain/ids';
import { reasonSchema } from '@rostrum/shared/domain/reasons';
import { z } from 'zod';
import type { Item, ItemStore } from './outbox.ts';
import { keptIn } from './storage.ts';

const itemsSchema = z.array(
  z.object({
    id: actionIdSchema,
    action: actionSchema,
    state: z.enum(['sending', 'saved', 'refused']),
    seq: z.number().optional(),
    reason: reasonSchema.optional(),
  }),
);

/** What this browser has not sent yet to an event. What cannot be read is as good as nothing. */
export function keptItems(code: Code): ItemStore {
  const kept = keptIn(`rostrum ${code} outbox`);
  return {
    load: () => itemsFrom(kept.load()),
    save: (items) => kept.save(JSON.stringify(items)),
  };
}

/** None of a text that is no list of items. */
export function itemsFrom(text: string | null): readonly Item[] {
  try {
    return itemsSchema.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}
