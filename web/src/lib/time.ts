const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** `5:42`, `1:04:09`; with a sign only when it is negative: what is left, or run over. */
export function clockText(ms: number): string {
  // A second that is not over yet still counts as left, and does not count as over.
  const seconds = Math.ceil(ms / 1000);
  const size = Math.abs(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(size / 3600);
  const minutes = Math.floor((size % 3600) / 60);
  const text =
    hours > 0 ? `${hours}:${two(minutes)}:${two(size % 60)}` : `${minutes}:${two(size % 60)}`;
  return seconds < 0 ? `−${text}` : text;
}

/** Kept, for making one takes far longer than using it, and a page shows a dozen times of day. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** `13:51` in the hall's time zone, or `13:51:20`: the same in every language, with the digits timers have. */
export function timeOfDay(at: number, timeZone: string, seconds = false): string {
  const key = `${timeZone} ${seconds}`;
  const format = timeFormats.get(key) ?? timeFormat(timeZone, seconds);
  timeFormats.set(key, format);
  return format.format(at);
}

function timeFormat(timeZone: string, seconds: boolean): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
    timeZone,
  });
}

/** Whole minutes, rounded away from zero from half a minute on: how late people say it is. */
export function wholeMinutes(ms: number): number {
  return Math.sign(ms) * Math.round(Math.abs(ms) / MINUTE_MS);
}

/** A length of time as people say it of a delay: in the two units that say most of it. */
export interface Span {
  days: number;
  hours: number;
  minutes: number;
}

/** To the nearest minute; from a day on to the nearest hour. Its sign does not count. */
export function spanOf(ms: number): Span {
  const allMinutes = Math.abs(wholeMinutes(ms));
  if (allMinutes < DAY_MINUTES) {
    return { days: 0, hours: Math.floor(allMinutes / 60), minutes: allMinutes % 60 };
  }
  const allHours = Math.round(allMinutes / 60);
  return { days: Math.floor(allHours / 24), hours: allHours % 24, minutes: 0 };
}

/**
 * The moment at which clocks in `timeZone` show `local` (`2026-05-12T13:00`): the
 * first one where they show it twice, and as much after their change where they
 * leave it out. Undefined when it is no time.
 */
export function epochOf(local: string, timeZone: string): number | undefined {
  return momentsOf(local, timeZone)[0];
}

/** Every moment at which clocks in `timeZone` show `local`, as {@link epochOf}: two when they are set back over it. */
export function momentsOf(local: string, timeZone: string): number[] {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return [];
  // No zone is a day away from UTC, and none is changed twice in two days.
  const before = offsetMs(asUtc - DAY_MS, timeZone);
  const after = offsetMs(asUtc + DAY_MS, timeZone);
  const shown = [...new Set([asUtc - before, asUtc - after])].filter(
    (at) => at + offsetMs(at, timeZone) === asUtc,
  );
  return shown.length > 0 ? shown.sort((one, other) => one - other) : [asUtc - before];
}

/** The date (`2026-05-12`) that clocks in `timeZone` show, and those so many days away: days are not all as long. */
export function datesAround(at: number, timeZone: string, days: readonly number[]): string[] {
  const midday = Date.parse(`${localText(at, timeZone).slice(0, 10)}T12:00Z`);
  return days.map((away) => new Date(midday + away * DAY_MS).toISOString().slice(0, 10));
}

/** What clocks in `timeZone` show at a moment, as `2026-05-12T13:00:00.000`. */
export function localText(at: number, timeZone: string): string {
  return new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, -1);
}

/** How far clocks in `timeZone` are ahead of UTC at a moment. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
