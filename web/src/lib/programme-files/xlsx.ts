import type { Row } from '#lib/tables/table.ts';
import { TooBigError, unzipXml } from './unzip.ts';

/** Excel's day 0, as the library dates times of day and durations. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const YEAR_1901 = Date.UTC(1901, 0, 1);
const SECOND_MS = 1_000;
/** Of a sheet, empty ones among them: 200 cues of 40 columns are 8,000. */
const CELLS_MAX = 500_000;
/** A row, a cell, and where either says that it is. */
const PLACES = /<(?:[^\s<>/:]*:)?(row|c)[\s/>]|\br\s*=\s*["']([^"']*)["']/g;

/** The first sheet that has rows. Rejects with what is no spreadsheet, or with {@link TooBigError}. What reads it is loaded first. */
export async function rowsOfXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<readonly Row[]> {
  const files = await unzipXml(bytes);
  for (const file of files.values()) checkCells(file);
  const [{ default: read }, { zipSync }] = await Promise.all([
    import('read-excel-file/universal'),
    import('fflate'),
  ]);
  // Unpacked, it holds what it says.
  const checked = zipSync(Object.fromEntries(files), { level: 0 });
  const sheets = await read(new Blob([checked]));
  const data: readonly (readonly unknown[])[] =
    sheets.find((each) => each.data.length > 0)?.data ?? [];
  return data
    .map((cells, at) => ({ number: at + 1, cells: cells.map(cellText), torn: false }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/**
 * Holds a file of a workbook to as many cells as are read: a reader makes all those up to the last
 * row and the last column, which may be named where nothing else stands.
 */
function checkCells(file: Uint8Array): void {
  let [row, column, rows, columns] = [0, 0, 0, 0];
  for (const [, tag, address = ''] of new TextDecoder().decode(file).matchAll(PLACES)) {
    // Written so that a reader finds another address in it.
    if (address.includes('&')) throw new Error('an address is written in entities');
    const [, letters = '', number = ''] = /^([A-Z]*)(\d*)$/.exec(address) ?? [];
    if (tag === 'row') [row, column] = [row + 1, 0];
    if (tag === 'c') column += 1;
    rows = Math.max(rows, row, Number(number));
    columns = Math.max(columns, column, columnOf(letters));
    if (rows * columns > CELLS_MAX || rows > CELLS_MAX) throw new TooBigError();
  }
}

/** 1 for A, 27 for AA. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function cellText(value: unknown): string {
  if (value instanceof Date) return dateText(Math.round(value.getTime() / SECOND_MS) * SECOND_MS);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Excel's clock knows no zone, and its fractions of days no whole seconds. */
function dateText(at: number): string {
  if (at < YEAR_1901) {
    const seconds = (at - DAY_ZERO) / SECOND_MS;
    const two = (part: number) => String(part).padStart(2, '0');
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** What a workbook takes for a letter by its number; written so that it is not. */
const ESCAPE = /_(?=x[\dA-F]{4}_)/gi;

/** Characters of a column's width. */
const WIDTH_MIN = 8;
const WIDTH_MAX = 48;

/** A table as a workbook of one sheet, all cells text: nothing in it is taken for a formula, a date or a number. */
export async function xlsxOf(rows: readonly (readonly string[])[]): Promise<Blob> {
  const { default: write } = await import('write-excel-file/universal');
  const [headings = []] = rows;
  const widthOf = (at: number) =>
    Math.max(WIDTH_MIN, ...rows.map((cells) => (cells[at]?.length ?? 0) + 2));
  return write(
    rows.map((cells, at) =>
      cells.map((value) =>
        value === ''
          ? null
          : {
              value: value.replace(ESCAPE, '_x005F_'),
              type: String,
              ...(at === 0 ? ({ fontWeight: 'bold' } as const) : {}),
            },
      ),
    ),
    {
      sheet: 'Programme',
      stickyRowsCount: 1,
      columns: headings.map((_, at) => ({ width: Math.min(WIDTH_MAX, widthOf(at)) })),
    },
  ).toBlob();
}
