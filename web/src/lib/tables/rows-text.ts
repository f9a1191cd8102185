import { m } from '#lib/paraglide/messages.js';
import { rowRanges } from './row-ranges.ts';

/** `Row 4`, or `Rows 4–9, 12`. The numbers keep their order in a text that runs the other way. */
export function rowsText(rows: readonly number[]): string {
  const ranges = rowRanges(rows).map((range) => `\u2066${range}\u2069`);
  return m.import_rows({ count: rows.length, rows: ranges.join(m.list_separator()) });
}
