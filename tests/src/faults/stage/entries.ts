import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { ActionId, ParticipantId } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import type { Chance } from '../../lib/chance.ts';
import { createEntry, linkOf } from '../../lib/event.ts';
import { Mix } from '../crowd/mix.ts';

/** Of a SQLite file: what is longer continues on pages of its own. */
export const PAGE = 4_096;
/** One in so many is longer than a page, the last always. */
const LONG_EVERY = 5;

/**
 * Bodies of entries, the first of which makes an event: what a log holds, without
 * a server to write it. Some are longer than a page on every seed, the last among
 * them: SQLite reads, and tells of damage, differently there.
 */
export function entryBodies(chance: Chance, count: number): EntryBody[] {
  const mix = new Mix(chance, () => ({ questions: [], open: [], cues: [], links: [] }));
  const { v, actions } = createEntry();
  const newId = () => idFromBytes(Uint8Array.from({ length: 24 }, () => chance.below(256)));
  const logged = () => ({
    id: newId() as ActionId,
    by: { participant: newId() as ParticipantId, link: linkOf('organiser') as never },
    action: mix.next(),
  });
  const others = Array.from({ length: count - 1 }, (_, index): EntryBody => {
    const made = Array.from({ length: 1 + chance.below(3) }, logged);
    const isLong = (count - 2 - index) % LONG_EVERY === 0;
    while (isLong && encodeBody({ v, actions: made }).length <= PAGE) made.push(logged());
    return { v: ENTRY_VERSION, actions: made };
  });
  return [{ v, actions }, ...others];
}
