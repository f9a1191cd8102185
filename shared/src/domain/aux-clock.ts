import type { AuxTimer } from './aux-timers.ts';

/** How long it has run at `now`, on the log's clock. */
export function auxSpentMs({ spentMs, startedAt }: AuxTimer, now: number): number {
  return spentMs + (startedAt === undefined ? 0 : Math.max(0, now - startedAt));
}

/** Whether it was ever started: one that only stands ready is the show's crew's alone. */
export function hasRun({ spentMs, startedAt }: AuxTimer): boolean {
  return startedAt !== undefined || spentMs > 0;
}
