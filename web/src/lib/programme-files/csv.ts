import { guarded, unguarded } from '#lib/tables/formula-guard.ts';
import type { Row } from '#lib/tables/table.ts';

/** A table as CSV: UTF-8 with its mark, so that spreadsheets read every script, commas, and lines as RFC 4180 has them. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(text: string): string {
  const safe = guarded(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Takes the guards against formulas off again. */
export function withoutGuards(row: Row): Row {
  return { ...row, cells: row.cells.map(unguarded) };
}
