import { z } from 'zod';
import { columnSchema, cueSchema, type Cue } from './cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { COLUMNS_MAX, CUES_MAX } from './limits.ts';
import { cueIndex } from './on-air.ts';
import { programmeSchema, type Programme } from './programme.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';

const fields = cueSchema.omit({ id: true }).partial();
const clearable = z.enum([
  'number',
  'hardStartAt',
  'publicNote',
  'notes',
  'colour',
  'skip',
  'linked',
  'endAction',
  'warningMs',
  'dangerMs',
  'timer',
  'group',
  'custom',
]);

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
    clear: z.array(clearable).optional(),
    was: fields.optional(),
  }),
  z.strictObject({ type: z.literal('programme.remove'), cues }),
  /** Puts these, in this order, behind another one. */
  z.strictObject({ type: z.literal('programme.move'), cues, after }),
  z.strictObject({
    type: z.literal('programme.plan'),
    startAt: programmeSchema.shape.startAt.optional(),
    /** Null for none. */
    hardEndAt: programmeSchema.shape.hardEndAt.unwrap().nullable().optional(),
    columns: z.array(columnSchema).max(COLUMNS_MAX).optional(),
  }),
] as const;

type EditAction = z.infer<(typeof editActionSchemas)[number]>;
type Edit = Extract<EditAction, { type: 'programme.edit' }>;

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
    case 'programme.plan': {
      const { type: _, hardEndAt, ...plan } = action;
      const { hardEndAt: before, ...rest } = state.programme;
      const end = hardEndAt === undefined ? before : (hardEndAt ?? undefined);
      const ends = end === undefined ? {} : { hardEndAt: end };
      // In the schema's order of fields, whatever the order in which they were set.
      state.programme = programmeSchema.parse({ ...rest, ...plan, ...ends });
      return undefined;
    }
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

function edit(state: Edited, { cue: id, set, clear = [], was }: Edit): Reason | undefined {
  const index = cueIndex(state, id);
  const cue = state.programme.cues[index];
  if (!cue) return 'unknown_cue';
  const touched = [...(Object.keys(set) as (keyof Edit['set'])[]), ...clear];
  if (was && touched.some((field) => differ(cue[field], was[field]))) return 'stale_revision';
  const rest: Edit['set'] & Pick<Cue, 'id'> = { ...cue, ...set };
  for (const field of clear) delete rest[field];
  // In the schema's order of fields, whatever the order in which they were set.
  const next = cueSchema.parse(rest);
  const { running } = state;
  if (running?.cue === id && next.speakers.length !== cue.speakers.length) {
    const { speaking: _, spokenMs: __, ...timer } = running;
    state.running = timer;
  }
  state.programme = { ...state.programme, cues: state.programme.cues.with(index, next) };
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
