import type { Reading } from '@rostrum/shared/domain/clock';

/** Where on a cue's time something is, from 0 at its start to 1 at its end. */
export interface Zones {
  /** How far its time is used up. */
  readonly used: number;
  /** Where the warning begins, and after it the danger. */
  readonly warning: number;
  readonly danger: number;
}

export function zonesOf({ elapsedMs, totalMs, warningMs, dangerMs }: Reading): Zones {
  const share = (ms: number) => (totalMs <= 0 ? 1 : Math.min(1, Math.max(0, ms / totalMs)));
  const danger = share(totalMs - dangerMs);
  return { used: share(elapsedMs), warning: Math.min(danger, share(totalMs - warningMs)), danger };
}
