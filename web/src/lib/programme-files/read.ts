import { cueSchema, type Cue, type columnSchema } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { CUES_MAX } from '@rostrum/shared/domain/limits';
import type { z } from 'zod';
import type { Field } from './fields.ts';

export type Column = z.infer<typeof columnSchema>;

/** Why a row is no cue. */
export interface Trouble {
  readonly why:
    'torn' | 'missing' | 'unreadable' | 'too_long' | 'too_many' | 'no_time' | 'over_number';
  /** Of what it is missing or unreadable. */
  readonly field?: Field | 'custom';
}

/** What was read of a file. Nothing of it has happened yet. */
export interface Read {
  readonly startAt?: number;
  readonly hardEndAt?: number;
  readonly columns: readonly Column[];
  /** In their order; `line` is the row, or the place in the file's own list, from 1. */
  readonly found: readonly { readonly line: number; readonly cue: Cue }[];
  readonly bad: readonly {
    readonly line: number;
    readonly text: string;
    readonly trouble: Trouble;
  }[];
  /** Lines whose description was cut to what a note holds. */
  readonly cut: readonly number[];
  /** Rooms or rundowns of which one is read at a time; empty where there is one. */
  readonly parts: readonly string[];
}

/** What a file is read for. */
export interface Into {
  readonly timeZone: string;
  /** When the programme starts as it is: a time without a date is near it. */
  readonly startAt: number;
  /** The crew's columns as they are: one of the same name is the same. */
  readonly columns: readonly Column[];
  newId(): string;
}

/** Gathers cues, and what was no cue. */
export class Gathering {
  readonly found: { line: number; cue: Cue }[] = [];
  readonly bad: { line: number; text: string; trouble: Trouble }[] = [];
  readonly cut: number[] = [];
  readonly columns: Column[] = [];
  readonly #ids = new Set<string>();
  readonly #into: Into;

  constructor(into: Into) {
    this.#into = into;
  }

  refuse(line: number, text: string, trouble: Trouble): void {
    this.bad.push({ line, text, trouble });
  }

  /** Takes a cue if it is one. One without an id, or with that of another, gets a new one. */
  take(line: number, raw: Record<string, unknown>): Cue | undefined {
    const text = typeof raw['title'] === 'string' ? raw['title'] : '';
    const id = cueSchema.shape.id.safeParse(raw['id']).data;
    const own = id && !this.#ids.has(id) ? id : (this.#into.newId() as CueId);
    const parsed = cueSchema.safeParse({ ...raw, id: own });
    if (!parsed.success) {
      this.refuse(line, text, troubleOf(parsed.error, raw));
      return undefined;
    }
    if (this.found.length >= CUES_MAX) {
      this.refuse(line, text, { why: 'over_number' });
      return undefined;
    }
    this.#ids.add(own);
    this.found.push({ line, cue: parsed.data });
    return parsed.data;
  }

  /** The crew's column of this name: the one there is, or a new one. */
  column(name: string): Column {
    const same = (column: Column) => column.name === name && !this.columns.includes(column);
    const column = this.#into.columns.find(same) ?? {
      id: this.#into.newId() as Column['id'],
      name,
    };
    this.columns.push(column);
    return column;
  }
}

const FIELD_OF: Partial<Record<string, Field | 'custom'>> = {
  durationMs: 'duration',
  hardStartAt: 'hardStart',
  warningMs: 'warning',
  dangerMs: 'danger',
};

function troubleOf(error: z.ZodError, raw: Record<string, unknown>): Trouble {
  const issue = error.issues[0];
  const key = String(issue?.path[0] ?? 'title');
  const field = FIELD_OF[key] ?? (key as Field | 'custom');
  if (raw[key] === undefined || raw[key] === '') return { why: 'missing', field };
  if (issue?.code === 'too_big') {
    return issue.origin === 'array'
      ? { why: 'too_many', field }
      : { why: issue.origin === 'string' ? 'too_long' : 'unreadable', field };
  }
  return { why: 'unreadable', field };
}

/** Text cut to `max` UTF-16 units at most, with an ellipsis where something is gone. */
export function cutTo(text: string, max: number): { text: string; isCut: boolean } {
  if (text.length <= max) return { text, isCut: false };
  return {
    text: `${text
      .slice(0, max - 1)
      .toWellFormed()
      .replace(/\ufffd$/, '')}…`,
    isCut: true,
  };
}
