import { m } from '#lib/paraglide/messages.js';

const MINUTE_MS = 60_000;
/** From here on hours are enough. */
const HOURS_FROM_MS = 120 * MINUTE_MS;

/** How long ago, as it is said at a desk: `just now`, `4 min`, `2 h`. */
export function ageText(ageMs: number): string {
  if (ageMs < MINUTE_MS) return m.desk_age_now();
  if (ageMs < HOURS_FROM_MS) return m.desk_age_minutes({ count: Math.floor(ageMs / MINUTE_MS) });
  return m.desk_age_hours({ count: Math.floor(ageMs / (60 * MINUTE_MS)) });
}
