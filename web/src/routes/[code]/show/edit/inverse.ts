import type { Action } from '@rostrum/shared/domain/actions';
import type { ClearableField, Cue } from '@rostrum/shared/domain/cue';
import type { Edit } from '@rostrum/shared/domain/edit-cue';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Change } from './cells.ts';
import { insertsOf, moveOf, type Place } from './places.ts';

type Fields = Edit['set'];
export type Plan = Extract<Action, { type: 'programme.plan' }>;
type ColumnAction = Extract<
  Action,
  { type: 'programme.column' } | { type: 'programme.removeColumn' }
>;

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
      const ids = action.places.flatMap((place) => place.cues.map(({ id }) => id));
      const cues = ids.filter((id) => has(now, id));
      return cues.length > 0 ? [{ type: 'programme.remove', cues }] : [];
    }
    case 'programme.remove':
      return insertsOf(placesOf(action.cues, before, now, false));
    case 'programme.move': {
      const ids = action.places.flatMap(({ cues }) => cues);
      const places = placesOf(ids, before, now, true);
      return places.length > 0
        ? [moveOf(places.map(({ cue, after }) => ({ cue: cue.id, after })))]
        : [];
    }
    case 'programme.plan':
      return [planBack(action, before)];
    case 'programme.column':
    case 'programme.removeColumn':
      return columnBack(action, before, now);
    default:
      return [];
  }
}

/** An edit that changes nothing where somebody else wrote since the text was read. */
export function editOf(cue: Cue, { set, clear }: Change): Edit {
  return {
    type: 'programme.edit',
    cue: cue.id,
    set,
    ...(clear.length > 0 ? { clear } : {}),
    was: had(cue, set, clear),
  };
}

/** A plan that changes nothing where somebody else changed it since it was read. */
export function planOf(
  { startAt, hardEndAt }: Programme,
  set: Pick<Plan, 'startAt' | 'hardEndAt'>,
): Plan {
  return { type: 'programme.plan', ...set, was: { startAt, hardEndAt: hardEndAt ?? null } };
}

function editBack(edit: Edit, before: Programme): Action[] {
  const cue = before.cues.find((each) => each.id === edit.cue);
  if (!cue) return [];
  const { set, clear = [] } = edit;
  const back = had(cue, set, clear);
  const absent = touched(set, clear).filter(
    (field): field is ClearableField => cue[field] === undefined,
  );
  return [
    {
      type: 'programme.edit',
      cue: cue.id,
      set: back,
      ...(absent.length > 0 ? { clear: absent } : {}),
      was: set,
    },
  ];
}

function planBack({ startAt, hardEndAt }: Plan, before: Programme): Action {
  return {
    type: 'programme.plan',
    ...(startAt === undefined ? {} : { startAt: before.startAt }),
    ...(hardEndAt === undefined ? {} : { hardEndAt: before.hardEndAt ?? null }),
    was: { startAt, hardEndAt },
  };
}

function columnBack(action: ColumnAction, before: Programme, now: Programme): Action[] {
  const { column } = action;
  const { columns = [] } = before;
  const at = columns.findIndex(({ id }) => id === column);
  const old = columns[at];
  if (!old) return [{ type: 'programme.removeColumn', column }];
  if (action.type === 'programme.column') {
    return [{ type: 'programme.column', column, name: old.name, was: action.name }];
  }
  const next = columns.slice(at + 1).find(({ id }) => now.columns?.some((each) => each.id === id));
  const place = next ? { before: next.id } : {};
  return [{ type: 'programme.column', column, name: old.name, ...place }];
}

/** What a cue has where an edit changes it. */
function had(cue: Cue, set: Fields, clear: readonly ClearableField[]): Fields {
  const fields = Object.fromEntries(
    touched(set, clear)
      .filter((field) => cue[field] !== undefined)
      .map((field) => [field, cue[field]]),
  ) as Fields;
  if (!set.custom) return fields;
  const cells = Object.keys(set.custom).map((id) => [id, cue.custom?.[id as ColumnId] ?? null]);
  return { ...fields, custom: Object.fromEntries(cells) as Fields['custom'] };
}

/** The fields that it changes, but for the crew's own columns. */
function touched(set: Fields, clear: readonly ClearableField[]): Exclude<keyof Fields, 'custom'>[] {
  const fields = Object.keys(set) as (keyof Fields)[];
  return [...fields.filter((field) => field !== 'custom'), ...clear];
}

/** These cues in their former order, each with the one it stood behind that is still to be found. */
function placesOf(
  ids: readonly CueId[],
  before: Programme,
  now: Programme,
  present: boolean,
): Place<Cue>[] {
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
