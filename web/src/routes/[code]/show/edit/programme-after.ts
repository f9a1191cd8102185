import { reduceEdit } from '@rostrum/shared/domain/edit-programme';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { CommonView } from '@rostrum/shared/domain/view';
import type { Item } from '#lib/live/outbox.ts';

/** The programme once everything under way has arrived: what a person sees of what they did. */
export function programmeAfter(
  { programme, onAir }: Pick<CommonView, 'programme' | 'onAir'>,
  items: readonly Item[],
): Programme {
  const state = { programme, running: onAir.running, ran: new Map(), loaded: undefined };
  for (const { action, state: stands } of items) {
    if (stands === 'refused') continue;
    switch (action.type) {
      case 'programme.insert':
      case 'programme.edit':
      case 'programme.remove':
      case 'programme.move':
      case 'programme.plan':
      case 'programme.column':
      case 'programme.removeColumn':
        // Refused here, it has no effect here; the server's word follows.
        reduceEdit(state, action);
    }
  }
  return state.programme;
}
