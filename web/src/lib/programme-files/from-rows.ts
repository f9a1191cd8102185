import type { Cue, Speaker } from '@rostrum/shared/domain/cue';
import { COLUMN_TEXT_MAX, NAME_MAX } from '@rostrum/shared/domain/limits';
import { cleanText } from '@rostrum/shared/domain/text';
import type { Row } from '#lib/tables/table.ts';
import { durationOf } from './durations.ts';
import { customName, HARD_END, PROGRAMME_START, type Field, type Mapping } from './fields.ts';
import { cutTo, Gathering, type Column, type Into, type Read } from './read.ts';
import { speakersOf } from './speakers.ts';
import { dayOf, timeOf } from './times.ts';
import { colourOf, endActionOf, kindOf, timerOf, yesNo } from './words.ts';

/** By how much a time of day may be before the end of the cue before it, and still be on the same day. */
const BACK_MS = 6 * 60 * 60_000;

/** A table as a programme: rows without their headings. Nothing happens but that it is read. O(cells). */
export function readRows(
  rows: readonly Row[],
  headings: readonly string[],
  mapping: Mapping,
  into: Into,
): Read {
  return new Reading(headings, mapping, into).read(rows);
}

class Reading {
  readonly #mapping: Mapping;
  readonly #into: Into;
  readonly #gathering: Gathering;
  readonly #customs: readonly { at: number; column: Column }[];
  #startAt: number | undefined;
  #hardEndAt: number | undefined;
  /** When the cue before ends as planned. */
  #free: number;

  constructor(headings: readonly string[], mapping: Mapping, into: Into) {
    this.#mapping = mapping;
    this.#into = into;
    this.#gathering = new Gathering(into);
    this.#free = into.startAt;
    this.#customs = mapping.flatMap((each, at) => {
      if (each !== 'custom') return [];
      const name = cleanText(customName(headings[at] ?? '')) || `${at + 1}`;
      return [{ at, column: this.#gathering.column(cutTo(name, NAME_MAX).text) }];
    });
  }

  read(rows: readonly Row[]): Read {
    rows.forEach((row, at) => this.#row(row, rows[at + 1]));
    const { found, bad, cut, columns } = this.#gathering;
    return {
      ...(this.#startAt === undefined ? {} : { startAt: this.#startAt }),
      ...(this.#hardEndAt === undefined ? {} : { hardEndAt: this.#hardEndAt }),
      ...{ columns, found, bad, cut, parts: [] },
    };
  }

  #cell(row: Row | undefined, field: Field): string {
    const at = this.#mapping.indexOf(field);
    return at < 0 ? '' : (row?.cells[at] ?? '').trim();
  }

  /** From when on a time of day is looked for: the first one is on the programme's day. */
  get #from(): number {
    return this.#startAt === undefined
      ? dayOf(this.#into.startAt, this.#into.timeZone)
      : this.#free - BACK_MS;
  }

  #time(written: string, from = this.#from): number | undefined {
    return timeOf(written, this.#into.timeZone, from);
  }

  #row(row: Row, next: Row | undefined): void {
    const title = cleanText(this.#cell(row, 'title'));
    const refuse = (field: Field) =>
      this.#gathering.refuse(row.number, title, { why: 'unreadable', field });
    if (row.torn) return this.#gathering.refuse(row.number, title, { why: 'torn' });
    const startText = this.#cell(row, 'start');
    const start = startText ? this.#time(startText) : undefined;
    if (startText && start === undefined) return refuse('start');
    if (this.#isMark(row, start)) return undefined;

    const kindText = this.#cell(row, 'kind');
    const speakers = this.#speakers(row);
    if (!speakers) return refuse('speakers');
    const kind = kindText
      ? kindOf(kindText)
      : (kindOf(title) ?? (speakers.length > 0 ? 'statement' : 'other'));
    if (!kind) return refuse('kind');
    const planned = start ?? this.#free;
    const durationMs = this.#duration(row, next, planned);
    if (durationMs === 'unreadable') return refuse('duration');
    const hardStartAt = this.#hardStart(row, start, planned);
    if (hardStartAt === 'unreadable') return refuse('hardStart');
    const more = this.#more(row);
    if (typeof more === 'string') return refuse(more);
    const hard = hardStartAt === undefined ? {} : { hardStartAt };
    const raw = { title, kind, speakers, durationMs, ...hard, ...more };
    const cue = this.#gathering.take(row.number, raw);
    if (!cue) return undefined;
    this.#startAt ??= planned;
    this.#free = (cue.hardStartAt ?? this.#free) + cue.durationMs;
    if (this.#gathering.found.length === 1 && cue.hardStartAt === undefined) {
      this.#free = planned + cue.durationMs;
    }
    return undefined;
  }

  /** Rows of our own files that are no cues. */
  #isMark(row: Row, start: number | undefined): boolean {
    const kind = this.#cell(row, 'kind').toLowerCase();
    if (start === undefined || (kind !== HARD_END && kind !== PROGRAMME_START)) return false;
    if (kind === HARD_END) this.#hardEndAt = start;
    else this.#startAt = start;
    return true;
  }

  #speakers(row: Row): Speaker[] | undefined {
    const delegation = cleanText(this.#cell(row, 'delegation'));
    const speakers = speakersOf(this.#cell(row, 'speakers'));
    if (!delegation || !speakers) return speakers;
    // A country alone speaks by whoever is sent.
    if (speakers.length === 0) return [{ name: delegation }];
    return speakers.map((speaker) => ({
      ...speaker,
      delegation: speaker.delegation ?? delegation,
    }));
  }

  #duration(row: Row, next: Row | undefined, planned: number): number | undefined | 'unreadable' {
    const written = this.#cell(row, 'duration');
    if (written) return durationOf(written) ?? 'unreadable';
    const until = this.#cell(row, 'end') || this.#cell(next, 'start');
    const end = until ? this.#time(until, planned + 1) : undefined;
    return end === undefined ? undefined : end - planned;
  }

  #hardStart(
    row: Row,
    start: number | undefined,
    planned: number,
  ): number | undefined | 'unreadable' {
    const written = this.#cell(row, 'hardStart');
    if (!this.#mapping.includes('hardStart')) {
      // A start that is not when the one before ends can only be a hard one.
      return this.#startAt !== undefined && start !== this.#free ? start : undefined;
    }
    const answer = yesNo(written);
    if (answer !== undefined) return answer ? planned : undefined;
    return this.#time(written) ?? 'unreadable';
  }

  /** What else a cue has, or which field cannot be read. */
  #more(row: Row): Record<string, unknown> | Field {
    const raw: Record<string, unknown> = {};
    for (const field of ['id', 'number', 'group', 'publicNote', 'notes'] as const) {
      const text = cleanText(this.#cell(row, field));
      if (text) raw[field] = text;
    }
    for (const field of ['skip', 'linked'] as const) {
      const answer = yesNo(this.#cell(row, field));
      if (answer === undefined) return field;
      if (answer) raw[field] = true;
    }
    for (const [field, key, read] of OTHERS) {
      const text = this.#cell(row, field);
      const value = text ? read(text) : undefined;
      if (text && value === undefined) return field;
      if (value !== undefined) raw[key] = value;
    }
    const custom = this.#custom(row);
    return Object.keys(custom).length > 0 ? { ...raw, custom } : raw;
  }

  #custom(row: Row): Record<string, string> {
    const entries = this.#customs.flatMap(({ at, column }) => {
      const { text, isCut } = cutTo(cleanText(row.cells[at] ?? ''), COLUMN_TEXT_MAX);
      if (isCut) this.#gathering.cut.push(row.number);
      return text ? [[column.id, text] as const] : [];
    });
    return Object.fromEntries(entries);
  }
}

const OTHERS: readonly (readonly [Field, keyof Cue, (text: string) => unknown])[] = [
  ['endAction', 'endAction', endActionOf],
  ['timer', 'timer', timerOf],
  ['warning', 'warningMs', durationOf],
  ['danger', 'dangerMs', durationOf],
  ['colour', 'colour', colourOf],
];
