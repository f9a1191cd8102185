import { plainDigits } from './digits.ts';

/**
 * Milliseconds of a length as people type it: `5` minutes, `5:30`, `1:05:30`.
 * Undefined for what is none, and for more than a day.
 */
export function typedTime(text: string): number | undefined {
  const parts = /^(?:(?:(\d{1,2}):)?(\d{1,4}):(\d{1,2})|(\d{1,4}))$/.exec(plainDigits(text).trim());
  if (!parts) return undefined;
  const [, hours = 0, minutes, seconds = 0, plain = 0] = parts;
  if (Number(seconds) > 59 || (hours && Number(minutes) > 59)) return undefined;
  const total = Number(hours) * 3600 + Number(minutes ?? plain) * 60 + Number(seconds);
  return total <= 24 * 3600 ? total * 1000 : undefined;
}
