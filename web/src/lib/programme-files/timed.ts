import type { Cue } from '@rostrum/shared/domain/cue';
import { NOTE_MAX } from '@rostrum/shared/domain/limits';
import { cleanText } from '@rostrum/shared/domain/text';
import { cutTo, Gathering, type Column, type Into, type Read } from './read.ts';

/** Something of a calendar, a schedule or a rundown: when it starts, how long it takes, and what else it has. */
export interface Timed {
  readonly line: number;
  readonly title: string;
  /** Absent: it cannot be in a programme. */
  readonly startAt: number | undefined;
  readonly durationMs: number | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
  /** Of any length; what a note holds is kept. */
  readonly publicNote?: string;
  readonly notes?: string;
}

interface More {
  readonly parts?: readonly string[];
  readonly columns?: readonly Column[];
}

/**
 * A programme of what has times of its own, in this order. What starts when the one
 * before ends floats; what leaves a gap or overlaps has a hard start. O(items).
 */
export function readTimed(
  items: readonly Timed[],
  into: Into,
  { parts = [], columns = [] }: More = {},
): Read {
  const gathering = new Gathering(into);
  let startAt: number | undefined;
  let free = 0;
  for (const { line, title, startAt: start, durationMs, raw, publicNote, notes } of items) {
    if (start === undefined) {
      gathering.refuse(line, title, { why: 'no_time' });
      continue;
    }
    const isHard = startAt !== undefined && start !== free;
    const cue = gathering.take(line, {
      ...raw,
      ...{ title, durationMs },
      ...(isHard ? { hardStartAt: start } : {}),
      ...noteOf('publicNote', publicNote, line, gathering),
      ...noteOf('notes', notes, line, gathering),
    });
    if (!cue) continue;
    startAt ??= start;
    free = start + cue.durationMs;
  }
  const { found, bad, cut } = gathering;
  return { ...(startAt === undefined ? {} : { startAt }), columns, found, bad, cut, parts };
}

function noteOf(
  field: 'publicNote' | 'notes',
  written: string | undefined,
  line: number,
  gathering: Gathering,
): Pick<Cue, 'publicNote' | 'notes'> {
  const { text, isCut } = cutTo(cleanText(written ?? ''), NOTE_MAX);
  if (isCut) gathering.cut.push(line);
  return text ? { [field]: text } : {};
}
