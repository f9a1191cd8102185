import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import type { ActionId, ParticipantId } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import type { Chance } from '../../lib/chance.ts';
import { createEntry, linkOf } from '../../lib/event.ts';
import { Mix } from '../crowd/mix.ts';

/** Bodies of entries, the first of which makes an event: what a log holds, without a server to write it. */
export function entryBodies(chance: Chance, count: number): EntryBody[] {
  const mix = new Mix(chance, () => ({ questions: [], open: [], cues: [], links: [] }));
  const { v, actions } = createEntry();
  const newId = () => idFromBytes(Uint8Array.from({ length: 24 }, () => chance.below(256)));
  const others = Array.from({ length: count - 1 }, (): EntryBody => {
    const made = Array.from({ length: 1 + chance.below(3) }, () => ({
      id: newId() as ActionId,
      by: { participant: newId() as ParticipantId, link: linkOf('organiser') as never },
      action: mix.next(),
    }));
    return { v: ENTRY_VERSION, actions: made };
  });
  return [{ v, actions }, ...others];
}
