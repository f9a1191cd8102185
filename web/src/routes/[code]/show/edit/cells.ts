import {
  CLEARABLE_FIELDS,
  cueSchema,
  type ClearableField,
  type Cue,
} from '@rostrum/shared/domain/cue';
import type { Edit } from '@rostrum/shared/domain/edit-cue';
import type { ColumnId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import { plainDigits } from '#lib/digits.ts';
import { speakersOf, speakersText } from '#lib/programme-files/speakers.ts';
import { clockText, datesAround, momentsOf, timeOfDay } from '#lib/time.ts';
import { typedTime } from '#lib/typed-time.ts';

/** The columns that every programme has. */
export const COLUMNS = [
  'number',
  'title',
  'kind',
  'speakers',
  'start',
  'duration',
  'publicNote',
  'notes',
  'colour',
  'skip',
  'linked',
  'endAction',
  'group',
] as const;
export type BuiltIn = (typeof COLUMNS)[number];
/** A column of the crew's own. */
type Own = `${typeof OWN}${string}`;
export type Column = BuiltIn | Own;

const OWN = 'own ';

type Fields = Edit['set'];
type Field = keyof Fields;

/** What a text in a cell asks of its cue. */
export interface Change {
  readonly set: Fields;
  readonly clear: ClearableField[];
}
/** Why a text cannot be taken. */
export type Trouble = 'required' | 'too_long' | 'time' | 'duration' | 'choice' | 'speakers';
type Parsed = { ok: true; change: Change } | { ok: false; trouble: Trouble };

/** What reading a cell needs beside its text. */
export interface Around {
  readonly timeZone: string;
  /** When the cue is planned to start: a typed time is the one nearest to it. */
  readonly plannedAt: number;
  /** What a choice is called, in the page's language. */
  readonly nameOf: (choice: string) => string;
}

const OWN_TEXT = cueSchema.shape.custom.unwrap().valueType;
const FIELD: Readonly<Record<BuiltIn, Exclude<Field, 'custom'>>> = {
  number: 'number',
  title: 'title',
  kind: 'kind',
  speakers: 'speakers',
  start: 'hardStartAt',
  duration: 'durationMs',
  publicNote: 'publicNote',
  notes: 'notes',
  colour: 'colour',
  skip: 'skip',
  linked: 'linked',
  endAction: 'endAction',
  group: 'group',
};

export function ownColumn(id: ColumnId): Own {
  return `${OWN}${id}`;
}

export function isOwn(column: Column): column is Own {
  return column.startsWith(OWN);
}

export function ownId(column: Own): ColumnId {
  return column.slice(OWN.length) as ColumnId;
}

/** All columns of a programme, the crew's own behind the others. */
export function columnsOf({ columns = [] }: Pick<Programme, 'columns'>): Column[] {
  return [...COLUMNS, ...columns.map(({ id }) => ownColumn(id))];
}

/** The column whose cell an edit changes; undefined where it has none here. */
export function columnOf({ set, clear = [] }: Pick<Edit, 'set' | 'clear'>): Column | undefined {
  const [own] = Object.keys(set.custom ?? {});
  if (own) return ownColumn(own as ColumnId);
  const touched: string[] = [...Object.keys(set), ...clear];
  return COLUMNS.find((column) => touched.includes(FIELD[column]));
}

/** What can be chosen in a column; undefined where one writes. `''` is for none. */
export function choicesOf(column: Column): readonly string[] | undefined {
  switch (column) {
    case 'kind':
      return cueSchema.shape.kind.options;
    case 'colour':
      return ['', ...cueSchema.shape.colour.unwrap().options];
    case 'endAction':
      return ['', ...cueSchema.shape.endAction.unwrap().options];
    case 'skip':
    case 'linked':
      return ['', 'yes'];
    default:
      return undefined;
  }
}

/** What a cell holds, as it is typed: a choice by its id. */
export function cellText(cue: Cue, column: Column, timeZone: string): string {
  if (isOwn(column)) return cue.custom?.[ownId(column)] ?? '';
  switch (column) {
    case 'speakers':
      return speakersText(cue.speakers);
    case 'start':
      return cue.hardStartAt === undefined
        ? ''
        : timeOfDay(cue.hardStartAt, timeZone, cue.hardStartAt % 60_000 !== 0);
    case 'duration':
      return clockText(cue.durationMs);
    case 'skip':
    case 'linked':
      return cue[column] ? 'yes' : '';
    default:
      return cue[column] ?? '';
  }
}

/** Reads what was typed or pasted into a cell. */
export function parseCell(column: Column, typed: string, around: Around): Parsed {
  const text = typed.trim();
  if (isOwn(column)) return parseOwn(ownId(column), text);
  const field = FIELD[column];
  if (text === '' && column === 'speakers') return taken({ speakers: [] });
  if (text === '') return isClearable(field) ? cleared(field) : trouble('required');
  const choice = choicesOf(column)?.find((each) => each && isNamed(each, text, around));
  if (choicesOf(column) && !choice) return trouble('choice');
  const value = valueOf(column, choice ?? text, around);
  if (isTrouble(value)) return trouble(value.trouble);
  const parsed = cueSchema.shape[field].safeParse(value);
  if (parsed.success) return taken({ [field]: parsed.data });
  return trouble(column === 'start' ? 'time' : column === 'duration' ? 'duration' : 'too_long');
}

function parseOwn(id: ColumnId, text: string): Parsed {
  if (text === '') return taken({ custom: { [id]: null } });
  const parsed = OWN_TEXT.safeParse(text);
  return parsed.success ? taken({ custom: { [id]: parsed.data } }) : trouble('too_long');
}

function isTrouble(value: unknown): value is { trouble: Trouble } {
  return typeof value === 'object' && value !== null && 'trouble' in value;
}

function isNamed(choice: string, text: string, { nameOf }: Around): boolean {
  const typed = text.toLocaleLowerCase();
  return [choice, nameOf(choice)].some((name) => name.toLocaleLowerCase() === typed);
}

function valueOf(column: BuiltIn, text: string, around: Around): unknown {
  switch (column) {
    case 'skip':
    case 'linked':
      return true;
    case 'start':
      return timeFrom(text, around) ?? { trouble: 'time' };
    case 'duration':
      return durationFrom(text) ?? { trouble: 'duration' };
    case 'speakers':
      return speakersOf(text) ?? { trouble: 'speakers' };
    default:
      return text;
  }
}

/** As `typedTime`, but for no time at all. */
export function durationFrom(typed: string): number | undefined {
  return typedTime(typed) || undefined;
}

/** A time of day (`9:05`, `14.05`, `14:05:30`), nearest to the planned one. */
export function timeFrom(
  typed: string,
  { timeZone, plannedAt }: Pick<Around, 'timeZone' | 'plannedAt'>,
): number | undefined {
  const parts = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(plainDigits(typed).trim());
  if (!parts) return undefined;
  const [, hour = '', minute = '', second = '00'] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const around = datesAround(plannedAt, timeZone, [-1, 0, 1]).flatMap((date) =>
    momentsOf(`${date}T${hour.padStart(2, '0')}:${minute}:${second}`, timeZone),
  );
  const far = (at: number) => Math.abs(at - plannedAt);
  return around.sort((one, other) => far(one) - far(other))[0];
}

function isClearable(field: Field): field is ClearableField {
  return CLEARABLE_FIELDS.some((each) => each === field);
}

function taken(set: Fields): Parsed {
  return { ok: true, change: { set, clear: [] } };
}

function cleared(field: ClearableField): Parsed {
  return { ok: true, change: { set: {}, clear: [field] } };
}

function trouble(what: Trouble): Parsed {
  return { ok: false, trouble: what };
}
