import { cueSchema, type Cue, type Speaker } from '@rostrum/shared/domain/cue';
import { epochOf, timeOfDay } from '#lib/time.ts';

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
  readonly speakers: readonly Speaker[];
  /** What a choice is called, in the page's language. */
  readonly nameOf: (choice: string) => string;
}

const DAY_MS = 86_400_000;
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
      return durationText(cue.durationMs);
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
      return speakersFrom(text, around.speakers) ?? { trouble: 'speakers' };
    default:
      return text;
  }
}

/** `5:30`, `1:05:00` */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const end = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${end}` : `${minutes}:${end}`;
}

/** Minutes, `m:ss` or `h:mm:ss`, as milliseconds; undefined when it cannot be read. */
export function durationFrom(typed: string): number | undefined {
  const parts = /^(?:(?:(\d{1,2}):)?(\d{1,4}):(\d{1,2})|(\d{1,4}))$/.exec(westernDigits(typed));
  if (!parts) return undefined;
  const [, hours = 0, minutes, seconds = 0, plain = 0] = parts;
  if (Number(seconds) > 59 || (hours && Number(minutes) > 59)) return undefined;
  const total = Number(hours) * 3600 + Number(minutes ?? plain) * 60 + Number(seconds);
  return total > 0 ? total * 1000 : undefined;
}

/** A time of day (`9:05`, `14.05`, `14:05:30`), nearest to the planned one. */
export function timeFrom(
  typed: string,
  { timeZone, plannedAt }: Pick<Around, 'timeZone' | 'plannedAt'>,
): number | undefined {
  const parts = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(westernDigits(typed));
  if (!parts) return undefined;
  const [, hour = '', minute = '', second = '00'] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const around = [-DAY_MS, 0, DAY_MS].flatMap((away) => {
    const date = day.format(plannedAt + away);
    return epochOf(`${date}T${hour.padStart(2, '0')}:${minute}:${second}`, timeZone) ?? [];
  });
  const far = (at: number) => Math.abs(at - plannedAt);
  return around.sort((one, other) => far(one) - far(other))[0];
}

/** `Name (Title, Delegation); Name` */
function speakersText(speakers: readonly Speaker[]): string {
  return speakers
    .map(({ name, title, delegation }) => {
      if (!title && !delegation) return name;
      const needsEnd = delegation !== undefined || title?.includes(',');
      return `${name} (${title ?? ''}${needsEnd ? `, ${delegation ?? ''}` : ''})`;
    })
    .join('; ');
}

/** What the text does not say of a speaker stays with their name. Undefined when a name is missing. */
function speakersFrom(text: string, before: readonly Speaker[]): Speaker[] | undefined {
  const named = text
    .split(/[;؛\n]/)
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => {
      const [, name = each, more = ''] = /^(.*?)\s*\(([^()]*)\)$/.exec(each) ?? [];
      const comma = Math.max(more.lastIndexOf(','), more.lastIndexOf('،'));
      const title = (comma < 0 ? more : more.slice(0, comma)).trim();
      const delegation = comma < 0 ? '' : more.slice(comma + 1).trim();
      const { title: _, delegation: __, ...rest } = before.find((one) => one.name === name) ?? {};
      return { ...rest, name, ...(title && { title }), ...(delegation && { delegation }) };
    });
  return named.every(({ name }) => name) ? named : undefined;
}

function westernDigits(text: string): string {
  return text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
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
