import { z } from 'zod';
import { CLEARABLE_FIELDS, columnSchema, cueSchema, type Cue } from './cue.ts';
import { columnIdSchema, cueIdSchema, type ColumnId, type CueId } from './ids.ts';
import { COLUMN_TEXT_MAX, COLUMNS_MAX, CUES_MAX } from './limits.ts';
import { cueIndex } from './on-air.ts';
import { programmeSchema, type Programme } from './programme.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';

/**
 * Some of what a cue has. Of the crew's own columns only those that are meant are
 * named; null is for a cell with nothing in it.
 */
const fields = cueSchema
  .omit({ id: true, custom: true })
  .partial()
  .extend({ custom: z.record(columnIdSchema, lineSchema(COLUMN_TEXT_MAX).nullable()).optional() });
const startAt = programmeSchema.shape.startAt.optional();
/** Null for none. */
const hardEndAt = programmeSchema.shape.hardEndAt.unwrap().nullable().optional();

/** Behind which cue; absent for before all others. */
const after = cueIdSchema.optional();
const cues = z.array(cueIdSchema).min(1).max(CUES_MAX);

export const editActionSchemas = [
  z.strictObject({ type: z.literal('programme.set'), programme: programmeSchema }),
  z.strictObject({
    type: z.literal('programme.insert'),
    cues: z.array(cueSchema).min(1).max(CUES_MAX),
    after,
  }),
  /**
   * Changes some of what a cue has. `was` is what its writer read of these fields
   * before: where somebody changed one of them meanwhile, nothing changes (`stale_revision`).
   */
  z.strictObject({
    type: z.literal('programme.edit'),
    cue: cueIdSchema,
    set: fields,
    /** What it is to have no more. */
    clear: z.array(z.enum(CLEARABLE_FIELDS)).optional(),
    was: fields.optional(),
  }),
  z.strictObject({ type: z.literal('programme.remove'), cues }),
  /** Puts these, in this order, behind another one. */
  z.strictObject({ type: z.literal('programme.move'), cues, after }),
  /** `was` is as in an edit. */
  z.strictObject({
    type: z.literal('programme.plan'),
    startAt,
    hardEndAt,
    columns: z.array(columnSchema).max(COLUMNS_MAX).optional(),
    was: z.strictObject({ startAt, hardEndAt }).optional(),
  }),
] as const;

type EditAction = z.infer<(typeof editActionSchemas)[number]>;
export type Edit = Extract<EditAction, { type: 'programme.edit' }>;
type Plan = Extract<EditAction, { type: 'programme.plan' }>;
type Cells = NonNullable<Edit['set']['custom']>;

/** What an edit looks at and changes. */
type Edited = Pick<State, 'programme' | 'running' | 'ran' | 'loaded'>;

/** O(cues). */
export function reduceEdit(state: Edited, action: EditAction): Reason | undefined {
  switch (action.type) {
    case 'programme.set':
      return keep(state, action.programme);
    case 'programme.insert':
      return insert(state, action.cues, action.after);
    case 'programme.edit':
      return edit(state, action);
    case 'programme.remove':
      return remove(state, action.cues);
    case 'programme.move':
      return move(state, action.cues, action.after);
    case 'programme.plan':
      return plan(state, action);
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

function insert(state: Edited, cues: readonly Cue[], after: CueId | undefined): Reason | undefined {
  const { programme } = state;
  if (programme.cues.length + cues.length > CUES_MAX) return 'programme_full';
  const ids = [...programme.cues, ...cues].map(({ id }) => id);
  if (new Set(ids).size < ids.length) return 'duplicate_cue';
  return place(state, programme.cues, cues, after);
}

function edit(state: Edited, action: Edit): Reason | undefined {
  const { cue: id, clear = [], was } = action;
  const { custom: cells = {}, ...set } = action.set;
  const index = cueIndex(state, id);
  const cue = state.programme.cues[index];
  if (!cue) return 'unknown_cue';
  const touched = [...(Object.keys(set) as (keyof typeof set)[]), ...clear];
  if (was && touched.some((field) => differ(cue[field], was[field]))) return 'stale_revision';
  if (was && columnsOf(cells).some((column) => cellOf(cue, column) !== cellOf(was, column))) {
    return 'stale_revision';
  }
  const next = edited(cue, action);
  const { running } = state;
  if (running?.cue === id && next.speakers.length !== cue.speakers.length) {
    const { speaking: _, spokenMs: __, ...timer } = running;
    state.running = timer;
  }
  state.programme = { ...state.programme, cues: state.programme.cues.with(index, next) };
  return undefined;
}

/** The cue with this change in it. */
export function edited(cue: Cue, { set, clear = [] }: Pick<Edit, 'set' | 'clear'>): Cue {
  const { custom: cells, ...fields } = set;
  const { custom: before, ...own } = cue;
  const rest = { ...own, ...fields, ...withCells(before, cells) };
  for (const field of clear) delete rest[field];
  // In the schema's order of fields, whatever the order in which they were set.
  return cueSchema.parse(rest);
}

function plan(state: Edited, { type: _, hardEndAt, was, ...set }: Plan): Reason | undefined {
  const { hardEndAt: before, ...rest } = state.programme;
  const stale =
    was &&
    ((set.startAt !== undefined && was.startAt !== rest.startAt) ||
      (hardEndAt !== undefined && (was.hardEndAt ?? undefined) !== before));
  if (stale) return 'stale_revision';
  const end = hardEndAt === undefined ? before : (hardEndAt ?? undefined);
  const ends = end === undefined ? {} : { hardEndAt: end };
  // In the schema's order of fields, whatever the order in which they were set.
  state.programme = programmeSchema.parse({ ...rest, ...set, ...ends });
  return undefined;
}

function remove(state: Edited, cues: readonly CueId[]): Reason | undefined {
  const gone = new Set(cues);
  const left = state.programme.cues.filter(({ id }) => !gone.has(id));
  if (left.length === state.programme.cues.length) return 'unknown_cue';
  return keep(state, { ...state.programme, cues: left });
}

function move(state: Edited, ids: readonly CueId[], after: CueId | undefined): Reason | undefined {
  const moved = new Set(ids);
  const { cues } = state.programme;
  const taken = [...moved].flatMap((id) => cues.find((cue) => cue.id === id) ?? []);
  if (taken.length < moved.size || (after && moved.has(after))) return 'unknown_cue';
  return place(
    state,
    cues.filter(({ id }) => !moved.has(id)),
    taken,
    after,
  );
}

function place(
  state: Edited,
  among: readonly Cue[],
  cues: readonly Cue[],
  after: CueId | undefined,
): Reason | undefined {
  const behind = among.findIndex(({ id }) => id === after);
  if (after !== undefined && behind < 0) return 'unknown_cue';
  state.programme = { ...state.programme, cues: among.toSpliced(behind + 1, 0, ...cues) };
  return undefined;
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function columnsOf(cells: Cells): ColumnId[] {
  return Object.keys(cells) as ColumnId[];
}

function cellOf({ custom }: { custom?: Cells | undefined }, column: ColumnId): string | undefined {
  return custom?.[column] ?? undefined;
}

/** The cells with these put in: empty ones are none, and a cue without any has no record of them. */
function withCells(before: Cells = {}, cells: Cells = {}): Pick<Cue, 'custom'> {
  const all = Object.entries({ ...before, ...cells }).filter(([, text]) => text !== null);
  return all.length > 0 ? { custom: Object.fromEntries(all) as Cue['custom'] } : {};
}
