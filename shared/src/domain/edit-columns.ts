import { z } from 'zod';
import { columnSchema } from './cue.ts';
import { columnIdSchema } from './ids.ts';
import { COLUMNS_MAX } from './limits.ts';
import type { Programme } from './programme.ts';
import type { Reason } from './reasons.ts';

const name = columnSchema.shape.name;

export const columnActionSchemas = [
  /** Makes a column of the crew's own, or gives one another name. */
  z.strictObject({
    type: z.literal('programme.column'),
    column: columnIdSchema,
    name,
    /** Where a new one goes; absent or gone: after all others. */
    before: columnIdSchema.optional(),
    /** What its writer read of its name: where it has another, nothing changes (`stale_revision`). */
    was: name.optional(),
  }),
  /** Takes a column away. Cues keep what stands in it, so that making it again brings it back. */
  z.strictObject({ type: z.literal('programme.removeColumn'), column: columnIdSchema }),
] as const;

type ColumnAction = z.infer<(typeof columnActionSchemas)[number]>;

export function reduceColumn(
  state: { programme: Programme },
  action: ColumnAction,
): Reason | undefined {
  const { columns = [], ...rest } = state.programme;
  const at = columns.findIndex(({ id }) => id === action.column);
  const put = (next: typeof columns) => {
    state.programme = next.length > 0 ? { ...rest, columns: next } : rest;
  };
  if (action.type === 'programme.removeColumn') {
    if (at < 0) return 'unknown_column';
    put(columns.toSpliced(at, 1));
    return undefined;
  }
  const { column: id, name: called, before, was } = action;
  if (at >= 0) {
    if (was !== undefined && columns[at]?.name !== was) return 'stale_revision';
    put(columns.with(at, { id, name: called }));
    return undefined;
  }
  if (was !== undefined) return 'unknown_column';
  if (columns.length >= COLUMNS_MAX) return 'too_many_columns';
  const place = columns.findIndex((each) => each.id === before);
  put(columns.toSpliced(place < 0 ? columns.length : place, 0, { id, name: called }));
  return undefined;
}
