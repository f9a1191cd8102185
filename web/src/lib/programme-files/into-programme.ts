import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { COLUMNS_MAX, CUES_MAX } from '@rostrum/shared/domain/limits';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Column, Read } from './read.ts';

/** Takes the programme's place, or comes after its last cue. */
export type Placing = 'replace' | 'append';

export type Combined =
  | { readonly programme: Programme }
  | { readonly refused: 'running' | 'too_many_cues' | 'too_many_columns' | 'nothing' };

/** The programme that an import makes of the present one. O(cues). */
export function combine(
  now: Programme,
  read: Read,
  placing: Placing,
  onAir: string | undefined,
  newId: () => string,
): Combined {
  const cues = read.found.map(({ cue }) => cue);
  if (cues.length === 0 && read.startAt === undefined) return { refused: 'nothing' };
  if (placing === 'append') return append(now, read, cues, newId);
  if (onAir !== undefined && !cues.some(({ id }) => id === onAir)) return { refused: 'running' };
  return within({
    startAt: read.startAt ?? now.startAt,
    cues,
    ...(read.hardEndAt === undefined ? {} : { hardEndAt: read.hardEndAt }),
    ...(read.columns.length > 0 ? { columns: [...read.columns] } : {}),
  });
}

function append(now: Programme, read: Read, cues: readonly Cue[], newId: () => string): Combined {
  const columns: Column[] = [...(now.columns ?? [])];
  for (const column of read.columns) {
    if (!columns.some(({ id }) => id === column.id)) columns.push(column);
  }
  const there = new Set<string>(now.cues.map(({ id }) => id));
  const starts = plannedStarts(now);
  const last = now.cues.at(-1);
  const endsAt = last ? (starts.at(-1) ?? now.startAt) + last.durationMs : now.startAt;
  const added = cues.map((cue, at) => ({
    ...cue,
    id: there.has(cue.id) ? (newId() as CueId) : cue.id,
    // The first one keeps its place in time, where that is not before the programme's end.
    ...(at === 0 && last && cue.hardStartAt === undefined && (read.startAt ?? 0) > endsAt
      ? { hardStartAt: read.startAt }
      : {}),
  }));
  return within({
    ...now,
    ...(now.cues.length === 0 && read.startAt !== undefined ? { startAt: read.startAt } : {}),
    cues: [...now.cues, ...added],
    ...(columns.length > 0 ? { columns } : {}),
  });
}

function within(programme: Programme): Combined {
  if (programme.cues.length > CUES_MAX) return { refused: 'too_many_cues' };
  if ((programme.columns?.length ?? 0) > COLUMNS_MAX) return { refused: 'too_many_columns' };
  return { programme };
}
