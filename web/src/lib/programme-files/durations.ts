import { plainDigits } from '#lib/digits.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** `0:05:00`, for spreadsheets take `5:00` for five hours; `0:00:01.250` where it is no whole second. */
export function durationText(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = ms % SECOND_MS;
  return [
    Math.floor(ms / HOUR_MS),
    two(Math.floor((ms % HOUR_MS) / MINUTE_MS)),
    two(Math.floor((ms % MINUTE_MS) / SECOND_MS)) +
      (fraction ? `.${String(fraction).padStart(3, '0')}` : ''),
  ].join(':');
}

/** Words for units by their first letters, in the six languages of the United Nations. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(h|ч|ساع|小?时|小時|时)/u, HOUR_MS],
  [/^(s|с|ث|秒)/u, SECOND_MS],
  [/^(m|['′]|м|د|分)/u, MINUTE_MS],
];

/** Reads `5:00`, `1:05:00`, `5` or `7.5` (minutes), `5 min`, `1h30`, `1 h 5 min`, `90 s`; else undefined. */
export function durationOf(written: string): number | undefined {
  const text = plainDigits(written).trim().toLowerCase();
  const parts = /^(?:(\d+):)?(\d+):(\d{2}(?:[.,]\d{1,3})?)$/.exec(text);
  if (parts) {
    const [, hours = '0', minutes = '', seconds = ''] = parts;
    return msOf([
      [hours, HOUR_MS],
      [minutes, MINUTE_MS],
      [seconds, SECOND_MS],
    ]);
  }
  if (/^\d+([.,]\d+)?$/.test(text)) return msOf([[text, MINUTE_MS]]);
  return inWords(text);
}

function inWords(text: string): number | undefined {
  if (!/^(\d+([.,]\d+)?\s*[^\d\s]+\s*)+\d*$/u.test(text)) return undefined;
  const amounts: [string, number][] = [];
  let smaller = MINUTE_MS;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:[.,]\d+)?)\s*([^\d\s]*)/gu)) {
    const size = unit ? UNITS.find(([word]) => word.test(unit))?.[1] : smaller;
    if (size === undefined) return undefined;
    amounts.push([amount, size]);
    // `1h30`, `5min30`.
    smaller = size === HOUR_MS ? MINUTE_MS : SECOND_MS;
  }
  return msOf(amounts);
}

function msOf(amounts: readonly (readonly [string, number])[]): number {
  const sum = amounts.reduce(
    (total, [amount, unit]) => total + Number(amount.replace(',', '.')) * unit,
    0,
  );
  return Math.round(sum);
}
