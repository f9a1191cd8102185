import type { Effect } from './choice.ts';
import { m } from '#lib/paraglide/messages.js';
import { overUnderText, spanText } from '#lib/texts.ts';
import { clockText, timeOfDay, wholeMinutes } from '#lib/time.ts';

/** From here on seconds say nothing. */
const LONG_MS = 24 * 3_600_000;

/** `+3:05`, `−0:20`, `0:00`, `+2 days 4 h`: over with its sign, to the nearest second. */
export function overText(ms: number): string {
  if (Math.abs(ms) >= LONG_MS) return (ms > 0 ? '+' : '−') + spanText(ms);
  const seconds = Math.round(ms / 1000);
  return seconds > 0 ? `+${clockText(seconds * 1000)}` : clockText(seconds * 1000);
}

/** How late or early something starts. */
export function lateText(ms: number): string {
  const minutes = wholeMinutes(ms);
  if (minutes > 0) return m.show_late({ time: spanText(ms) });
  return minutes < 0 ? m.show_early({ time: spanText(ms) }) : m.on_time();
}

/** How much longer or shorter than planned something takes. */
export function longerText(ms: number): string {
  const minutes = wholeMinutes(ms);
  if (minutes > 0) return m.show_longer({ time: spanText(ms) });
  return minutes < 0 ? m.show_shorter({ time: spanText(ms) }) : m.show_as_planned();
}

/** `14:33, 3 min over` */
export function endText(end: { expectedEndAt: number; overMs: number }, timeZone: string): string {
  return m.show_time_and({
    time: timeOfDay(end.expectedEndAt, timeZone),
    more: overUnderText(end.overMs),
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
  const kept = isLate(hard.lateMs)
    ? m.show_hard_slips({ time, late: spanText(hard.lateMs) })
    : m.show_hard_holds({ time });
  return end + m.list_separator() + kept;
}

function changeText(ms: number): string {
  if (wholeMinutes(ms) === 0) return m.show_no_change();
  const time = spanText(ms);
  return isLate(ms) ? m.show_costs({ time }) : m.show_saves({ time });
}
