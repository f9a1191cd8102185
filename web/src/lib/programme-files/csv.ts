import type { Row } from '#lib/tables/table.ts';

/** What a spreadsheet takes for a formula, and the apostrophe that keeps it from doing so. */
const FORMULA = /^[=+\-@\t\r']/;

/** A table as CSV: UTF-8 with its mark, so that spreadsheets read every script, commas, and lines as RFC 4180 has them. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Takes the apostrophes off again. */
export function withoutGuards(row: Row): Row {
  return {
    ...row,
    cells: row.cells.map((cell) =>
      cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell,
    ),
  };
}
