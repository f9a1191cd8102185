import type { Reason } from './reasons.ts';

const RETRIED: ReadonlySet<Reason> = new Set(['busy', 'queued', 'too_fast', 'unavailable']);

/** True when nothing was decided and the same action id may be sent again. */
export function mayRetry(reason: Reason): boolean {
  return RETRIED.has(reason);
}

/** True when the page only has to be loaded anew: it is of another version, its session is gone, or nothing was decided. */
export function mendsByReload(reason: Reason): boolean {
  return mayRetry(reason) || reason === 'old_version' || reason === 'no_session';
}
