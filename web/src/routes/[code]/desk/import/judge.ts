import { isTooLong } from '@rostrum/shared/domain/length';
import { NAME_MAX } from '@rostrum/shared/domain/limits';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Asker } from '@rostrum/shared/domain/questions';
import { plainText } from '@rostrum/shared/domain/similar';
import { cleanText } from '@rostrum/shared/domain/text';
import type { Row } from '#lib/tables/table.ts';
import type { Columns } from './columns.ts';
import { modeOf } from './modes.ts';

/** Questions in one import: more than a session gets to, and undone in seconds. */
export const IMPORT_MAX = 500;

/** Why a row cannot be imported. */
export type RowTrouble =
  | 'torn'
  | 'empty'
  | 'too_long'
  | 'name_too_long'
  | 'affiliation_too_long'
  | 'unknown_mode'
  | 'over_number'
  | 'event_full';

/** A row as a question. */
export interface Draft {
  readonly row: number;
  readonly text: string;
  readonly asker: Asker;
}

/** A question that is there already: in the event, or in an earlier row. */
interface Double {
  readonly draft: Draft;
  readonly of: 'event' | number;
}

interface Judged {
  /** What will be imported, in the order of the rows. */
  readonly drafts: readonly Draft[];
  readonly bad: readonly { row: number; text: string; trouble: RowTrouble }[];
  readonly doubles: readonly Double[];
}

export interface Rules {
  readonly columns: Columns;
  /** Where a row does not say. */
  readonly mode: Mode;
  /** Characters that a question may have. */
  readonly questionLength: number;
  /** Questions that the event still takes. */
  readonly room: number;
  /** What is asked already, as {@link sameText} has it. */
  readonly asked: ReadonlySet<string>;
  readonly withDoubles: boolean;
}

/** Two questions are the same when these are: neither case nor the marks of letters count. */
export function sameText(text: string): string {
  return plainText(text);
}

/** Sorts rows into what can be imported and what cannot, and why. O(text). */
export function judge(rows: readonly Row[], rules: Rules): Judged {
  const drafts: Draft[] = [];
  const bad: Judged['bad'][number][] = [];
  const doubles: Double[] = [];
  const firstRows = new Map<string, number>();
  for (const row of rows) {
    const draft = draftOf(row, rules);
    const trouble = troubleOf(row, draft, rules);
    const refuse = (why: RowTrouble) =>
      bad.push({ row: row.number, text: draft.text, trouble: why });
    if (trouble) {
      refuse(trouble);
      continue;
    }
    const same = sameText(draft.text);
    const of = rules.asked.has(same) ? 'event' : firstRows.get(same);
    if (of !== undefined) doubles.push({ draft, of });
    if (of !== undefined && !rules.withDoubles) continue;
    if (!firstRows.has(same)) firstRows.set(same, row.number);
    if (drafts.length >= rules.room) refuse('event_full');
    else if (drafts.length >= IMPORT_MAX) refuse('over_number');
    else drafts.push(draft);
  }
  return { drafts, bad, doubles };
}

interface Read extends Draft {
  readonly unknownMode: boolean;
}

function draftOf({ number, cells }: Row, { columns, mode }: Rules): Read {
  const cell = (at: number | undefined) => cleanText(at === undefined ? '' : (cells[at] ?? ''));
  const [name, affiliation] = [cell(columns.name), cell(columns.affiliation)];
  const written = cell(columns.mode);
  const known = modeOf(written);
  return {
    row: number,
    text: cell(columns.question),
    asker: {
      ...(name ? { name } : {}),
      ...(affiliation ? { affiliation } : {}),
      mode: known ?? mode,
    },
    unknownMode: written !== '' && known === undefined,
  };
}

function troubleOf({ torn }: Row, draft: Read, rules: Rules): RowTrouble | undefined {
  const { name = '', affiliation = '' } = draft.asker;
  if (torn) return 'torn';
  if (draft.text === '') return 'empty';
  if (isTooLong(draft.text, rules.questionLength)) return 'too_long';
  if (name.length > NAME_MAX) return 'name_too_long';
  if (affiliation.length > NAME_MAX) return 'affiliation_too_long';
  return draft.unknownMode ? 'unknown_mode' : undefined;
}
