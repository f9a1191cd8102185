import type { Phase } from '@rostrum/shared/domain/clock';
import type { Info } from '@rostrum/shared/domain/event';
import { timerFace } from '#lib/display/timer-face.ts';
import type { CueNow } from '#lib/programme.ts';
import { clockText, timeOfDay } from '#lib/time.ts';

/** What a display that is nothing but a timer shows. */
export interface Face {
  digits: string;
  shows: Shows;
  phase: Phase;
  paused: boolean;
}

/** What the digits are: of the cue on air, until the start, or the time in the hall and why nothing else. */
export type Shows =
  'left' | 'over' | 'elapsed' | 'until' | 'clock' | 'not_started' | 'between' | 'finished';

/** Milliseconds. An event that starts later than this is not counted down to. */
const SOON_MS = 12 * 3_600_000;

/** @param at the time it is, on the log's clock. */
export function faceOf(now: CueNow, at: number, { timeZone }: Pick<Info, 'timeZone'>): Face {
  const calm = { phase: 'default', paused: false } as const;
  const clock = (shows: Shows) => ({ digits: timeOfDay(at, timeZone, true), shows, ...calm });
  switch (now.type) {
    case 'empty':
      return clock('clock');
    case 'finished':
      return clock('finished');
    case 'before': {
      const untilMs = now.next.plannedAt - at;
      if (now.forecast.cues.some(({ stage }) => stage === 'done')) return clock('between');
      if (untilMs <= 0 || untilMs > SOON_MS) return clock('not_started');
      return { digits: clockText(untilMs), shows: 'until', ...calm };
    }
    case 'running':
      return faceOnAir(now, at, timeZone) ?? clock('clock');
  }
}

/** Undefined for a cue whose timer is none, or the clock. */
function faceOnAir(
  now: Extract<CueNow, { type: 'running' }>,
  at: number,
  timeZone: string,
): Face | undefined {
  const { phase, paused, leftMs } = now.reading;
  const { timer } = now.place.cue;
  const digits = timerFace(now, at, timeZone);
  if (digits === undefined || timer === 'clock') return undefined;
  if (timer === 'up') return { digits, shows: 'elapsed', phase, paused };
  if (phase !== 'overtime') return { digits, shows: 'left', phase, paused };
  // Of time that has passed a second counts once it is over.
  const over = clockText(Math.floor(-leftMs / 1000) * 1000);
  return { digits: `+${over}`, shows: 'over', phase, paused };
}
