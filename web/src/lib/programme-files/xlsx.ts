import type { Row } from '#lib/tables/table.ts';

/** Excel's day 0, as the library dates times of day and durations. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const YEAR_1901 = Date.UTC(1901, 0, 1);
const SECOND_MS = 1_000;
/** Bytes once unpacked: hundreds of times what the longest programme takes. */
const UNPACKED_MAX = 64 * 1024 * 1024;

/** The first sheet that has rows. Rejects with what is no spreadsheet. What reads it is loaded first. */
export async function rowsOfXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<readonly Row[]> {
  if (unpackedSize(bytes) > UNPACKED_MAX) throw new RangeError('unpacks to too much');
  const { default: read } = await import('read-excel-file/universal');
  const sheets = await read(new Blob([bytes]));
  const data: readonly (readonly unknown[])[] =
    sheets.find((each) => each.data.length > 0)?.data ?? [];
  return data
    .map((cells, at) => ({ number: at + 1, cells: cells.map(cellText), torn: false }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** What the directory at the end of a ZIP says that its files unpack to. */
function unpackedSize(bytes: Uint8Array<ArrayBuffer>): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 0;
  for (let at = 0; at + 28 <= bytes.length; at += 1) {
    if (bytes[at] === 0x50 && view.getUint32(at, true) === 0x02014b50) {
      size += view.getUint32(at + 24, true);
    }
  }
  return size;
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
