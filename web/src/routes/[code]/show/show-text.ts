import type { Effect } from './choice.ts';
import { m } from '#lib/paraglide/messages.js';
import { clockText, timeOfDay, wholeMinutes } from '#lib/time.ts';

/** `+3:05`, `−0:20`, `0:00`: over with its sign, to the nearest second. */
export function overText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds > 0 ? `+${clockText(seconds * 1000)}` : clockText(seconds * 1000);
}

/** Over or under by whole minutes, as people say it of a cue or the whole show. */
export function minutesText(ms: number): string {
  const count = wholeMinutes(ms);
  if (count > 0) return m.minutes_over({ count });
  return count < 0 ? m.minutes_under({ count: -count }) : m.on_time();
}

/** How late or early something starts. */
export function lateText(ms: number): string {
  const count = wholeMinutes(ms);
  if (count > 0) return m.show_late({ count });
  return count < 0 ? m.show_early({ count: -count }) : m.on_time();
}

/** `14:33, 3 min over` */
export function endText(end: { expectedEndAt: number; overMs: number }, timeZone: string): string {
  return m.show_time_and({
    time: timeOfDay(end.expectedEndAt, timeZone),
    more: minutesText(end.overMs),
  });
}

/** The colour of an over/under: late is said by its sign and its words as well. */
export function isLate(ms: number): boolean {
  return wholeMinutes(ms) > 0;
}

/** `ends 14:29, saves 6 minutes; hard start at 14:25 holds` */
export function effectText({ expectedEndAt, changeMs, hard }: Effect, timeZone: string): string {
  const end = m.show_time_and({
    time: m.show_ends_at({ time: timeOfDay(expectedEndAt, timeZone) }),
    more: changeText(changeMs),
  });
  if (!hard) return end;
  const time = timeOfDay(hard.at, timeZone);
  const count = wholeMinutes(hard.lateMs);
  const kept = count > 0 ? m.show_hard_slips({ time, count }) : m.show_hard_holds({ time });
  return end + m.list_separator() + kept;
}

function changeText(ms: number): string {
  const count = wholeMinutes(ms);
  if (count === 0) return m.show_no_change();
  return count > 0 ? m.show_costs({ count }) : m.show_saves({ count: -count });
}
