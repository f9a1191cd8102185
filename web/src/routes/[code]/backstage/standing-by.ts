import type { Expectation } from '@rostrum/shared/domain/clock';
import type { CueNow } from '#lib/programme.ts';

/** As many as have to be made ready, and as fit in large type. */
const MOST = 3;

/** The cues that come next, in their order. O(cues). */
export function standingBy(now: CueNow): readonly Expectation[] {
  if (now.type !== 'running' && now.type !== 'before') return [];
  return now.forecast.cues.filter(({ stage }) => stage === 'later').slice(0, MOST);
}
