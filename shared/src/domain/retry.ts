import type { Reason } from './reasons.ts';

const RETRIED: ReadonlySet<Reason> = new Set(['busy', 'too_fast', 'unavailable']);

/** True when nothing was decided and the same action id may be sent again. */
export function mayRetry(reason: Reason): boolean {
  return RETRIED.has(reason);
}
