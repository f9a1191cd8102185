import { actionSchema } from '@rostrum/shared/domain/actions';
import { actionIdSchema, type ActionId, type Code } from '@rostrum/shared/domain/ids';
import { reasonSchema } from '@rostrum/shared/domain/reasons';
import { z } from 'zod';
import type { Item, ItemStore } from './outbox.ts';
import { keptUnder, type KeptTexts } from './storage.ts';

const keptSchema = z.object({
  /** What was made first is sent first, whichever tab made it. */
  order: z.number(),
  id: actionIdSchema,
  action: actionSchema,
  state: z.enum(['sending', 'saved', 'refused']),
  seq: z.number().optional(),
  reason: reasonSchema.optional(),
});
type KeptItem = z.infer<typeof keptSchema>;

/** What this browser has not sent yet to an event, each item by itself. What cannot be read is as good as nothing. */
export function keptItems(code: Code): ItemStore {
  return itemsIn(keptUnder(`rostrum ${code} outbox `));
}

export function itemsIn(texts: KeptTexts): ItemStore {
  const orders = new Map<ActionId, number>();
  let last = 0;
  return {
    load: () => {
      const kept = [...texts.load().values()].flatMap(keptItem);
      kept.sort((a, b) => a.order - b.order);
      return kept.map(({ order, ...item }) => {
        orders.set(item.id, order);
        return item;
      });
    },
    put: ({ id, action, state, seq, reason }) => {
      // Two made in one millisecond keep their order.
      const order = orders.get(id) ?? (last = Math.max(last + 1, Date.now()));
      orders.set(id, order);
      return texts.save(id, JSON.stringify({ order, id, action, state, seq, reason }));
    },
    remove: (id) => texts.remove(id),
    watch: (call) => texts.watch(call),
  };
}

/** None of a text that is no item. */
function keptItem(text: string): (KeptItem & Item)[] {
  try {
    return [keptSchema.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}
