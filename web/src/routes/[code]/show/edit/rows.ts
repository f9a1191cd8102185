import type { Cue } from '@rostrum/shared/domain/cue';
import { edited } from '@rostrum/shared/domain/edit-cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { guarded, unguarded } from '#lib/tables/formula-guard.ts';
import { cellText, parseCell, type Around, type Column, type Trouble } from './cells.ts';

/** Rows as a spreadsheet takes them: a line each, cells between tabs, quoted where they must be. */
export function copiedRows(
  cues: readonly Cue[],
  columns: readonly Column[],
  timeZone: string,
): string {
  const cell = (text: string) => {
    const safe = guarded(text);
    return /[\t\n"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return cues
    .map((cue) => columns.map((column) => cell(cellText(cue, column, timeZone))).join('\t'))
    .join('\n');
}

/** What became of pasted rows: all of them, or the first cell that cannot be read. */
type Pasted =
  { ok: true; cues: Cue[] } | { ok: false; row: number; column: Column; trouble: Trouble };

/** Reads rows in the order of the grid's columns; what is not there is as in a new cue. */
export function pastedRows(
  text: string,
  columns: readonly Column[],
  blank: () => Cue,
  around: Around,
): Pasted {
  const cues: Cue[] = [];
  for (const [row, cells] of tableOf(text).entries()) {
    let cue = blank();
    for (const [at, column] of columns.entries()) {
      const cell = unguarded(cells[at] ?? '').trim();
      if (!cell) continue;
      const parsed = parseCell(column, cell, around);
      if (!parsed.ok) return { ok: false, row: row + 1, column, trouble: parsed.trouble };
      cue = edited(cue, parsed.change);
    }
    cues.push(cue);
  }
  return { ok: true, cues };
}

/** Cells of a text from a spreadsheet's clipboard; lines with nothing in them are left out. */
function tableOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end && end !== '\t') rows.push([]);
    else if (!end) break;
  }
  return rows.filter((cells) => cells.some((cell) => cell.trim()));
}

export function idsOf(cues: readonly Cue[]): ReadonlySet<CueId> {
  return new Set(cues.map(({ id }) => id));
}

/** Behind which cue these stand once they are one place up or down; undefined where they cannot go. */
export function movedBehind(
  cues: readonly Cue[],
  moved: ReadonlySet<CueId>,
  by: 1 | -1,
): { after: CueId | undefined } | undefined {
  const first = cues.findIndex(({ id }) => moved.has(id));
  const last = cues.findLastIndex(({ id }) => moved.has(id));
  if (first < 0) return undefined;
  if (by < 0) return first > 0 ? { after: cues[first - 2]?.id } : undefined;
  const next = cues[last + 1];
  return next ? { after: next.id } : undefined;
}

/**
 * Behind which cue these stand once they are let go before another one, or at the end
 * where there is none; undefined where that changes nothing.
 */
export function droppedBehind(
  cues: readonly Cue[],
  moved: ReadonlySet<CueId>,
  before: CueId | undefined,
): { after: CueId | undefined } | undefined {
  const at = cues.findIndex(({ id }) => id === before);
  // Somebody took away what it was over.
  if (before !== undefined && at < 0) return undefined;
  const end = at < 0 ? cues.length : at;
  const after = cues.slice(0, end).findLast(({ id }) => !moved.has(id))?.id;
  const first = cues.findIndex(({ id }) => moved.has(id));
  const last = cues.findLastIndex(({ id }) => moved.has(id));
  const isTogether = last - first + 1 === moved.size;
  return isTogether && cues[first - 1]?.id === after ? undefined : { after };
}
