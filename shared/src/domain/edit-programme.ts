import { z } from 'zod';
import { cueSchema, type Cue } from './cue.ts';
import { columnActionSchemas, reduceColumn } from './edit-columns.ts';
import { editSchema, reduceCue } from './edit-cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { CUES_MAX } from './limits.ts';
import { programmeSchema, type Programme } from './programme.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';

const startAt = programmeSchema.shape.startAt.optional();
/** Null for none. */
const hardEndAt = programmeSchema.shape.hardEndAt.unwrap().nullable().optional();

const cues = z.array(cueIdSchema).min(1).max(CUES_MAX);
/** Behind which cue; absent for before all others. */
const after = cueIdSchema.optional();

export const editActionSchemas = [
  z.strictObject({ type: z.literal('programme.set'), programme: programmeSchema }),
  /** In their order: a place may be behind a cue of one before it. */
  z.strictObject({
    type: z.literal('programme.insert'),
    places: placesOf(z.array(cueSchema).min(1).max(CUES_MAX)),
  }),
  editSchema,
  z.strictObject({ type: z.literal('programme.remove'), cues }),
  /** As an insert: to one place, or to several at once. */
  z.strictObject({ type: z.literal('programme.move'), places: placesOf(cues) }),
  /** `was` is as in an edit. */
  z.strictObject({
    type: z.literal('programme.plan'),
    startAt,
    hardEndAt,
    was: z.strictObject({ startAt, hardEndAt }).optional(),
  }),
  ...columnActionSchemas,
] as const;

function placesOf<Cues extends z.ZodType>(cues: Cues) {
  return z.array(z.strictObject({ cues, after })).min(1).max(CUES_MAX);
}

type EditAction = z.infer<(typeof editActionSchemas)[number]>;
type Plan = Extract<EditAction, { type: 'programme.plan' }>;
interface Place<Item> {
  readonly cues: readonly Item[];
  readonly after?: CueId | undefined;
}

/** What an edit looks at and changes. */
type Edited = Pick<State, 'programme' | 'running' | 'ran' | 'loaded'>;

/** O(cues). */
export function reduceEdit(state: Edited, action: EditAction): Reason | undefined {
  switch (action.type) {
    case 'programme.set':
      return keep(state, action.programme);
    case 'programme.insert':
      return insert(state, action.places);
    case 'programme.edit':
      return reduceCue(state, action);
    case 'programme.remove':
      return remove(state, action.cues);
    case 'programme.move':
      return move(state, action.places);
    case 'programme.plan':
      return plan(state, action);
    case 'programme.column':
    case 'programme.removeColumn':
      return reduceColumn(state, action);
  }
}

/** Takes another programme: one that still has the cue on air. */
function keep(state: Edited, programme: Programme): Reason | undefined {
  const ids = new Set(programme.cues.map((cue) => cue.id));
  if (state.running && !ids.has(state.running.cue)) return 'running_cue_missing';
  state.programme = programme;
  for (const id of state.ran.keys()) {
    if (!ids.has(id)) state.ran.delete(id);
  }
  if (state.loaded && !ids.has(state.loaded)) state.loaded = undefined;
  return undefined;
}

function insert(state: Edited, places: readonly Place<Cue>[]): Reason | undefined {
  const { cues } = state.programme;
  const all = [...cues, ...places.flatMap((place) => place.cues)].map(({ id }) => id);
  if (all.length > CUES_MAX) return 'programme_full';
  if (new Set(all).size < all.length) return 'duplicate_cue';
  return place(state, cues, places);
}

function plan(state: Edited, { startAt, hardEndAt, was }: Plan): Reason | undefined {
  const { cues, columns, ...before } = state.programme;
  const stale =
    was &&
    ((startAt !== undefined && was.startAt !== before.startAt) ||
      (hardEndAt !== undefined && (was.hardEndAt ?? undefined) !== before.hardEndAt));
  if (stale) return 'stale_revision';
  const end = hardEndAt === undefined ? before.hardEndAt : (hardEndAt ?? undefined);
  // In the schema's order of fields, and with the very cues, which nobody has to be sent again.
  state.programme = {
    startAt: startAt ?? before.startAt,
    cues,
    ...(end === undefined ? {} : { hardEndAt: end }),
    ...(columns ? { columns } : {}),
  };
  return undefined;
}

function remove(state: Edited, cues: readonly CueId[]): Reason | undefined {
  const gone = new Set(cues);
  const left = state.programme.cues.filter(({ id }) => !gone.has(id));
  if (left.length === state.programme.cues.length) return 'unknown_cue';
  return keep(state, { ...state.programme, cues: left });
}

function move(state: Edited, places: readonly Place<CueId>[]): Reason | undefined {
  const { cues } = state.programme;
  const known = new Map(cues.map((cue) => [cue.id, cue]));
  const ids = places.flatMap((each) => each.cues);
  const moved = new Set(ids);
  if (moved.size < ids.length) return 'duplicate_cue';
  if (ids.some((id) => !known.has(id))) return 'unknown_cue';
  return place(
    state,
    cues.filter(({ id }) => !moved.has(id)),
    places.map((each) => ({
      ...each,
      cues: each.cues.flatMap((id) => known.get(id) ?? []),
    })),
  );
}

/** All of them, or none where one place is not there. */
function place(
  state: Edited,
  among: readonly Cue[],
  places: readonly Place<Cue>[],
): Reason | undefined {
  const next = [...among];
  for (const { cues, after } of places) {
    const behind = next.findIndex(({ id }) => id === after);
    if (after !== undefined && behind < 0) return 'unknown_cue';
    next.splice(behind + 1, 0, ...cues);
  }
  state.programme = { ...state.programme, cues: next };
  return undefined;
}
