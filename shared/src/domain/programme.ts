import { z } from 'zod';
import { columnSchema, cueSchema } from './cue.ts';
import type { CueId } from './ids.ts';
import { COLUMNS_MAX, CUES_MAX } from './limits.ts';

const time = z.int().positive();

export const programmeSchema = z
  .strictObject({
    /** Planned start of the first cue. */
    startAt: z.int().nonnegative(),
    cues: z.array(cueSchema).max(CUES_MAX),
    /** When the room must be free. */
    hardEndAt: time.optional(),
    /** For the show's crew only. */
    columns: z.array(columnSchema).max(COLUMNS_MAX).optional(),
  })
  .refine(
    (programme) => new Set(programme.cues.map((cue) => cue.id)).size === programme.cues.length,
    {
      message: 'cue ids must differ',
    },
  );
export type Programme = z.infer<typeof programmeSchema>;

/** A timer's facts. What a display shows follows from them and the time it is. */
export interface Timer {
  startedAt: number;
  /** Time spent paused before the present pause. */
  pausedMs: number;
  /** Added to the cue's duration; negative when taken away. */
  addedMs: number;
}

/** Who of the cue's speakers has the floor, and since what time on the cue's own clock. */
export interface Speaking {
  /** Their index. */
  speaker: number;
  fromMs: number;
}

/** The cue on air. Only what is on air can be paused. */
export interface Running extends Timer {
  cue: CueId;
  pausedAt?: number | undefined;
  speaking?: Speaking | undefined;
  /** By speaker: how long each spoke before. */
  spokenMs?: readonly number[] | undefined;
}

/** A cue that was on air. */
export interface Ran extends Timer {
  endedAt: number;
  spokenMs?: readonly number[] | undefined;
}
