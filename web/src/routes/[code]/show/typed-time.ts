const SECOND_MS = 1_000;

/**
 * Milliseconds of a length as people type it: `5` minutes, `5:30`, `1:05:30`.
 * Undefined for what is none, and for more than a day.
 */
export function typedTime(text: string): number | undefined {
  const parts = text
    .trim()
    .normalize('NFKC')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return undefined;
  const [hours, minutes, seconds] =
    parts.length === 3 ? parts : ['0', ...parts, ...(parts.length === 1 ? ['0'] : [])];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return total <= 24 * 3600 ? total * SECOND_MS : undefined;
}
