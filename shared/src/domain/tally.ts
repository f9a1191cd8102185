import type { DismissReason } from './moderation.ts';
import { isOpen, isPublic, type Question, type State } from './state.ts';

/** How many questions stand where; kept with each change, so that nobody ever counts them. */
export interface Tally {
  /** Those that wait, are approved or on stage: what limits count. */
  open: number;
  /** Those that everyone sees: approved, on stage or answered. */
  visible: number;
  answered: number;
  archived: number;
  readonly dismissed: Partial<Record<DismissReason, number>>;
}

/** Counts a question where it stands now; with -1, before it leaves from there. O(1). */
export function tally({ tally: kept }: State, { state, dismissal }: Question, by: 1 | -1): void {
  if (isOpen(state)) kept.open += by;
  if (isPublic(state)) kept.visible += by;
  if (state === 'answered') kept.answered += by;
  if (state === 'archived') kept.archived += by;
  if (state !== 'dismissed' || !dismissal) return;
  const count = (kept.dismissed[dismissal.reason] ?? 0) + by;
  if (count === 0) delete kept.dismissed[dismissal.reason];
  else kept.dismissed[dismissal.reason] = count;
}
