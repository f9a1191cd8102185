import { m } from '#lib/paraglide/messages.js';
import type { CueNow } from '#lib/programme.ts';
import { timeOfDay } from '#lib/time.ts';
import type { Shows } from './face.ts';

const texts: Record<Exclude<Shows, 'until'>, () => string> = {
  left: m.timer_left,
  over: m.timer_over,
  elapsed: m.timer_elapsed,
  clock: m.timer_hall_time,
  not_started: m.not_started,
  between: m.timer_between,
  finished: m.finished,
};

/** What the digits of a timer are, in words. */
export function faceText(shows: Shows, now: CueNow, timeZone: string): string {
  if (shows !== 'until') return texts[shows]();
  return now.type === 'before'
    ? m.starts_at({ time: timeOfDay(now.next.plannedAt, timeZone) })
    : m.not_started();
}
