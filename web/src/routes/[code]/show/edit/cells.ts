import { cueSchema, type Cue } from '@rostrum/shared/domain/cue';
import { plainDigits } from '#lib/digits.ts';
import { speakersOf, speakersText } from '#lib/programme-files/speakers.ts';
import { clockText, datesAround, momentsOf, timeOfDay } from '#lib/time.ts';
import { typedTime } from '#lib/typed-time.ts';

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
export type Column = (typeof COLUMNS)[number];

type Fields = Partial<Omit<Cue, 'id'>>;
type Field = keyof Fields;
/** The fields that a cue can be without. */
type Clearable = Exclude<Field, 'title' | 'kind' | 'speakers' | 'durationMs'>;

/** What a text in a cell asks of its cue. */
export interface Change {
  readonly set: Fields;
  readonly clear: readonly Clearable[];
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

const FIELD: Readonly<Record<Column, Field>> = {
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

export function fieldOf(column: Column): Field {
  return FIELD[column];
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

function isTrouble(value: unknown): value is { trouble: Trouble } {
  return typeof value === 'object' && value !== null && 'trouble' in value;
}

function isNamed(choice: string, text: string, { nameOf }: Around): boolean {
  const typed = text.toLocaleLowerCase();
  return [choice, nameOf(choice)].some((name) => name.toLocaleLowerCase() === typed);
}

function valueOf(column: Column, text: string, around: Around): unknown {
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

function isClearable(field: Field): field is Clearable {
  return !['title', 'kind', 'speakers', 'durationMs'].includes(field);
}

function taken(set: Fields): Parsed {
  return { ok: true, change: { set, clear: [] } };
}

function cleared(field: Clearable): Parsed {
  return { ok: true, change: { set: {}, clear: [field] } };
}

function trouble(what: Trouble): Parsed {
  return { ok: false, trouble: what };
}
