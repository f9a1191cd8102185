import { byNewest, byVotes } from '@rostrum/shared/domain/order';
import type { PublicQuestion, View } from '@rostrum/shared/domain/view';

/** As many as are read at a glance from the last row. */
const MOST = 3;

/** The questions a hall sees between two that are answered: those with the most votes, or the newest where votes are hidden. O(n log n). */
export function topOf({
  questions,
  settings,
}: Pick<View<'public'>, 'questions' | 'settings'>): readonly PublicQuestion[] {
  return Object.values(questions)
    .filter(({ state }) => state === 'approved')
    .sort(settings.hiddenVotes ? byNewest : byVotes)
    .slice(0, MOST);
}
