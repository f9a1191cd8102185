import { datesAround, epochOf, localText, momentsOf } from '#lib/time.ts';
import { plainDigits } from '#lib/digits.ts';

const DAY_MS = 24 * 60 * 60_000;

/** `2026-05-12 13:00` in the zone, with seconds where there are some; in UTC where clocks show it twice. */
export function timeText(at: number, timeZone: string): string {
  const local = localText(at, timeZone);
  if (epochOf(local, timeZone) !== at) return new Date(at).toISOString();
  return local.replace('T', ' ').replace(/(:00)?\.000$/, '');
}

/**
 * Reads `2026-05-12 13:00`, with a zone of its own (`Z`, `+02:00`) or without, and `13:00`,
 * `1:00 pm` or `13h00`, which is the first such time from `from` on.
 */
export function timeOf(written: string, timeZone: string, from: number): number | undefined {
  const text = plainDigits(written).trim();
  const dated =
    /^(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    );
  if (dated) {
    const [, date = '', time = '', zone] = dated;
    const iso = `${date}T${time.padStart(time.indexOf(':') === 1 ? time.length + 1 : 0, '0')}`;
    if (!zone) return epochOf(iso, timeZone);
    const at = Date.parse(iso + zone.toUpperCase());
    return Number.isNaN(at) ? undefined : at;
  }
  const time = timeOfDayIn(text);
  if (!time) return undefined;
  return datesAround(from, timeZone, [0, 1, 2])
    .flatMap((date) => momentsOf(`${date}T${time}`, timeZone))
    .find((at) => at >= from);
}

/** The midnight before a moment. */
export function dayOf(at: number, timeZone: string): number {
  return epochOf(`${localText(at, timeZone).slice(0, 10)}T00:00`, timeZone) ?? at;
}

/** A time of day, in milliseconds, so many days after that of `startAt`: on a day of 23 hours as well. */
export function timeOnDay(
  ofDayMs: number,
  { startAt, timeZone }: { startAt: number; timeZone: string },
  days: number,
): number {
  const [date = ''] = datesAround(startAt, timeZone, [days]);
  const midnight = epochOf(`${date}T00:00`, timeZone) ?? startAt;
  // A file may have any number there.
  if (!(ofDayMs >= 0 && ofDayMs < DAY_MS)) return midnight + ofDayMs;
  const time = new Date(ofDayMs).toISOString().slice(11, -1);
  return epochOf(`${date}T${time}`, timeZone) ?? midnight;
}

function timeOfDayIn(text: string): string | undefined {
  const parts = /^(\d{1,2})\s*[:.h時时点]\s*(\d{2})?(?::(\d{2}))?\s*分?\s*([ap])?\.?m?\.?$/i.exec(
    text,
  );
  if (!parts) return undefined;
  const [, hour = '', minute = '00', second = '00', half] = parts;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  return hours < 24 ? `${String(hours).padStart(2, '0')}:${minute}:${second}` : undefined;
}
