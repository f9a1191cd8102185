import type { CueId } from '@rostrum/shared/domain/ids';
import type { CueKind } from '@rostrum/shared/domain/cue';
import type { CreateEvent } from '@rostrum/shared/protocol/http';
import { newId } from '#lib/new-id.ts';
import { epochOf } from '#lib/time.ts';

const MINUTE_MS = 60_000;

/** One row of the form, as typed. */
export interface DraftCue {
  readonly id: CueId;
  kind: CueKind;
  title: string;
  minutes: number | null;
  /** Separated by commas. */
  speakers: string;
}

/** The form, as typed. */
export interface Draft {
  title: string;
  /** `2026-05-12T13:00`, in the zone. */
  start: string;
  timeZone: string;
  cues: DraftCue[];
}

export function newCue(kind: CueKind, title = '', minutes = 10): DraftCue {
  return { id: newId<CueId>(), kind, title, minutes, speakers: '' };
}

/** When each row begins, from the start and the lengths so far; undefined while the start is not a time. */
export function plannedStarts({ start, timeZone, cues }: Draft): (number | undefined)[] {
  let at = epochOf(start, timeZone);
  return cues.map(({ minutes }) => {
    const startsAt = at;
    if (at !== undefined) at += (minutes ?? 0) * MINUTE_MS;
    return startsAt;
  });
}

/** What is sent; undefined while something that is needed is missing. */
export function toEvent({ title, start, timeZone, cues }: Draft): CreateEvent | undefined {
  const startAt = epochOf(start, timeZone);
  if (startAt === undefined || title.trim() === '') return undefined;
  if (cues.some(({ title, minutes }) => title.trim() === '' || !minutes || minutes <= 0))
    return undefined;
  return {
    title,
    timeZone,
    programme: {
      startAt,
      cues: cues.map(({ id, kind, title, minutes, speakers }) => ({
        id,
        kind,
        title,
        durationMs: Math.round((minutes ?? 0) * MINUTE_MS),
        speakers: speakers
          .split(/[,،，;]/)
          .map((name) => ({ name: name.trim() }))
          .filter(({ name }) => name !== ''),
      })),
    },
  };
}
