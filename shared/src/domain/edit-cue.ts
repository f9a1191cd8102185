import { z } from 'zod';
import { CLEARABLE_FIELDS, cueSchema, type Cue } from './cue.ts';
import { inOrder } from './fields.ts';
import { columnIdSchema, cueIdSchema, type ColumnId } from './ids.ts';
import { COLUMN_TEXT_MAX } from './limits.ts';
import { cueIndex } from './on-air.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';

const CUE_FIELDS = Object.keys(cueSchema.shape);

/**
 * Some of what a cue has. Of the crew's own columns only those that are meant are
 * named; null is for a cell with nothing in it.
 */
const fields = cueSchema
  .omit({ id: true, custom: true })
  .partial()
  .extend({ custom: z.record(columnIdSchema, lineSchema(COLUMN_TEXT_MAX).nullable()).optional() });

/**
 * Changes some of what a cue has. `was` is what its writer read of these fields
 * before: where somebody changed one of them meanwhile, nothing changes (`stale_revision`).
 */
export const editSchema = z.strictObject({
  type: z.literal('programme.edit'),
  cue: cueIdSchema,
  set: fields,
  /** What it is to have no more. */
  clear: z.array(z.enum(CLEARABLE_FIELDS)).optional(),
  was: fields.optional(),
});
export type Edit = z.infer<typeof editSchema>;
type Cells = NonNullable<Edit['set']['custom']>;

export function reduceCue(
  state: Pick<State, 'programme' | 'running'>,
  edit: Edit,
): Reason | undefined {
  const { programme, running } = state;
  const index = cueIndex(state, edit.cue);
  const cue = programme.cues[index];
  if (!cue) return 'unknown_cue';
  const columns = new Set(programme.columns?.map(({ id }) => id));
  const cells = Object.entries(edit.set.custom ?? {}) as [ColumnId, string | null][];
  if (cells.some(([id, text]) => text !== null && !columns.has(id))) return 'unknown_column';
  if (isStale(cue, edit)) return 'stale_revision';
  const next = edited(cue, edit);
  if (running?.cue === cue.id && next.speakers.length !== cue.speakers.length) {
    const { speaking: _, spokenMs: __, ...timer } = running;
    state.running = timer;
  }
  state.programme = { ...programme, cues: programme.cues.with(index, next) };
  return undefined;
}

/** The cue with this change in it. */
export function edited(cue: Cue, { set, clear = [] }: Pick<Edit, 'set' | 'clear'>): Cue {
  const { custom: cells, ...changed } = set;
  const { custom: before, ...own } = cue;
  // What is named in an edit is there: JSON carries no `undefined`.
  const rest = { ...own, ...changed, ...withCells(before, cells) } as Cue;
  for (const field of clear) delete rest[field];
  // As it was accepted: a limit of today has no say about a text of yesterday.
  return inOrder(CUE_FIELDS, rest);
}

function isStale(cue: Cue, { set: { custom = {}, ...set }, clear = [], was }: Edit): boolean {
  if (!was) return false;
  const touched = [...(Object.keys(set) as (keyof typeof set)[]), ...clear];
  const columns = Object.keys(custom) as ColumnId[];
  const cell = ({ custom: cells }: Pick<Edit['set'], 'custom'>, id: ColumnId) => cells?.[id] ?? '';
  return (
    touched.some((field) => JSON.stringify(cue[field]) !== JSON.stringify(was[field])) ||
    columns.some((id) => cell(cue, id) !== cell(was, id))
  );
}

/** The cells with these put in: empty ones are none, and a cue without any has no record of them. */
function withCells(before: Cells = {}, cells: Cells = {}): Pick<Cue, 'custom'> {
  const all = Object.entries({ ...before, ...cells }).filter(([, text]) => text !== null);
  return all.length > 0 ? { custom: Object.fromEntries(all) as Cue['custom'] } : {};
}
