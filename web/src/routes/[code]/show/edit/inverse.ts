import type { Action } from '@rostrum/shared/domain/actions';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';

type Edit = Extract<Action, { type: 'programme.edit' }>;
type Fields = Edit['set'];
type Field = keyof Fields;

/**
 * What takes an action back. `before` is the programme that it found, `now` the one
 * that stands: what colleagues did since is left alone, and places that are gone
 * are replaced by the nearest one before.
 */
export function inverseOf(action: Action, before: Programme, now: Programme): Action[] {
  switch (action.type) {
    case 'programme.edit':
      return editBack(action, before);
    case 'programme.insert': {
      const cues = action.cues.map(({ id }) => id).filter((id) => has(now, id));
      return cues.length > 0 ? [{ type: 'programme.remove', cues }] : [];
    }
    case 'programme.remove':
      return placesOf(action.cues, before, now, false).map(({ cue, after }) => ({
        type: 'programme.insert',
        cues: [cue],
        ...(after ? { after } : {}),
      }));
    case 'programme.move':
      return placesOf(action.cues, before, now, true).map(({ cue, after }) => ({
        type: 'programme.move',
        cues: [cue.id],
        ...(after ? { after } : {}),
      }));
    case 'programme.plan': {
      const { startAt, hardEndAt } = action;
      return [
        {
          type: 'programme.plan',
          ...(startAt === undefined ? {} : { startAt: before.startAt }),
          ...(hardEndAt === undefined ? {} : { hardEndAt: before.hardEndAt ?? null }),
        },
      ];
    }
    default:
      return [];
  }
}

/** An edit that changes nothing where somebody else wrote since the text was read. */
export function editOf(cue: Cue, set: Fields, clear: readonly Field[]): Edit {
  const touched = [...(Object.keys(set) as Field[]), ...clear];
  return {
    type: 'programme.edit',
    cue: cue.id,
    set,
    ...(clear.length > 0 ? { clear: clear as Edit['clear'] } : {}),
    was: picked(cue, touched),
  };
}

function editBack({ cue: id, set, clear = [] }: Edit, before: Programme): Action[] {
  const cue = before.cues.find((each) => each.id === id);
  if (!cue) return [];
  const touched = [...(Object.keys(set) as Field[]), ...clear];
  const absent = touched.filter((field) => cue[field] === undefined);
  return [
    {
      type: 'programme.edit',
      cue: id,
      set: picked(cue, touched),
      ...(absent.length > 0 ? { clear: absent as Edit['clear'] } : {}),
      was: set,
    },
  ];
}

function picked(cue: Cue, fields: readonly Field[]): Fields {
  return Object.fromEntries(
    fields.filter((field) => cue[field] !== undefined).map((field) => [field, cue[field]]),
  );
}

/** These cues in their former order, each with the one it stood behind that is still to be found. */
function placesOf(ids: readonly CueId[], before: Programme, now: Programme, present: boolean) {
  const going = new Set<string>(ids);
  const there = new Set<string>(
    now.cues.map(({ id }) => id).filter((id) => !present || !going.has(id)),
  );
  return before.cues.flatMap((cue, index) => {
    if (!going.has(cue.id) || has(now, cue.id) !== present) return [];
    const after = before.cues.slice(0, index).findLast(({ id }) => there.has(id))?.id;
    there.add(cue.id);
    return { cue, after };
  });
}

function has({ cues }: Programme, id: CueId): boolean {
  return cues.some((cue) => cue.id === id);
}
