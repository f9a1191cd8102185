import { epochOf } from '../../../../web/src/lib/time.ts';
import { mappingOf } from '../../../../web/src/lib/programme-files/fields.ts';
import { readRows } from '../../../../web/src/lib/programme-files/from-rows.ts';
import type { Into, Read } from '../../../../web/src/lib/programme-files/read.ts';
import { loadParse, rowsOf } from '../../../../web/src/lib/tables/table.ts';

const parse = await loadParse();
export const ZONE = 'Europe/Vienna';

/** The moment of `2026-05-12 09:00` in Vienna. */
export function vienna(local: string): number {
  return epochOf(local.replace(' ', 'T'), ZONE) ?? NaN;
}

/** An event in Vienna on 12 May 2026 whose ids count from 1. */
export function newInto(more: Partial<Into> = {}): Into {
  let made = 0;
  return {
    timeZone: ZONE,
    startAt: vienna('2026-05-12 09:00'),
    columns: [],
    newId: () => `new${++made}`.padEnd(16, 'x'),
    ...more,
  };
}

/** Reads CSV with its headings in the first line. */
export function readCsv(text: string, into: Into = newInto()): Read {
  const [head, ...rows] = rowsOf(text, 'comma', parse);
  const headings = head?.cells ?? [];
  const own = into.columns.map(({ name }) => name);
  return readRows(rows, headings, mappingOf(headings, own), into);
}
