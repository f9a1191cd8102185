import { z } from 'zod';

/** An IANA zone this platform knows, such as `America/New_York`. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
