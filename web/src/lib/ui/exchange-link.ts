import type { Problem } from '@rostrum/shared/protocol/http';
import { oneTabAtATime } from '../live/one-tab.ts';

/** Exchanges a role link's secret for this browser's session; undefined when that worked. */
export async function exchangeLink(code: string, secret: string): Promise<Problem | undefined> {
  try {
    // A browser that has no session yet gets one by this.
    const response = await oneTabAtATime(() =>
      fetch(`/api/events/${encodeURIComponent(code)}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret }),
      }),
    );
    if (response.ok) return undefined;
    const problem = (await response.json()) as Problem;
    // A fragment that is no secret at all, cut short by a mail program for instance.
    return problem.error === 'invalid' ? { ...problem, error: 'not_permitted' } : problem;
  } catch {
    return { error: 'unavailable', message: '' };
  }
}
