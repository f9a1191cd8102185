import type { Action } from '@rostrum/shared/domain/actions';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';

/** A cue, and the one that it stands behind; before all where there is none. */
export interface Place<Item> {
  readonly cue: Item;
  readonly after: CueId | undefined;
}

/** Bytes of cues in one act: what a message may have is for what is around them, too. */
const ACT_BYTES = MESSAGE_MAX_BYTES / 2;

/** These one behind the other, the first of them behind that one. */
export function joined<Item extends Cue | CueId>(
  cues: readonly Item[],
  after: CueId | undefined,
): Place<Item>[] {
  return cues.map((cue, index) => {
    const before = cues[index - 1];
    return { cue, after: before === undefined ? after : idOf(before) };
  });
}

/** Puts cues in their places: one act, but where that would be too large for a message. */
export function insertsOf(places: readonly Place<Cue>[]): Action[] {
  const acts: Place<Cue>[][] = [];
  let room = 0;
  for (const place of places) {
    const bytes = new TextEncoder().encode(JSON.stringify(place)).length;
    if (bytes > room) {
      acts.push([]);
      room = ACT_BYTES;
    }
    acts.at(-1)?.push(place);
    room -= bytes;
  }
  return acts.map((act) => ({ type: 'programme.insert', places: together(act) }));
}

export function moveOf(places: readonly Place<CueId>[]): Action {
  return { type: 'programme.move', places: together(places) };
}

/** Cues that stand one behind the other have one place. */
function together<Item extends Cue | CueId>(places: readonly Place<Item>[]) {
  const all: { cues: Item[]; after?: CueId }[] = [];
  for (const { cue, after } of places) {
    const before = all.at(-1)?.cues;
    const last = before?.at(-1);
    if (before && last !== undefined && idOf(last) === after) before.push(cue);
    else all.push({ cues: [cue], ...(after ? { after } : {}) });
  }
  return all;
}

function idOf(cue: Cue | CueId): CueId {
  return typeof cue === 'string' ? cue : cue.id;
}
