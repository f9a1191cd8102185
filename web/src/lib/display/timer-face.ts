import type { CueNow } from '#lib/programme.ts';
import { clockText, timeOfDay } from '#lib/time.ts';

/**
 * What the timer of the cue on air shows: what is left, or as its type says what
 * has passed, the time of day or nothing at all.
 *
 * @param at the time it is, on the log's clock.
 */
export function timerFace(
  { place, reading }: Extract<CueNow, { type: 'running' }>,
  at: number,
  timeZone: string,
): string | undefined {
  switch (place.cue.timer) {
    case 'up':
      return clockText(Math.floor(reading.elapsedMs / 1000) * 1000);
    case 'clock':
      return timeOfDay(at, timeZone, true);
    case 'none':
      return undefined;
    case undefined:
      return clockText(reading.leftMs);
  }
}
