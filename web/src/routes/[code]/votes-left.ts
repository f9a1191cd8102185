import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Live } from '#lib/live/live.svelte.ts';
import { isVote, voteShown } from '#lib/live/overlay.ts';

/**
 * How many votes a person may still give; undefined where they are not limited.
 * What was pressed counts at once. O(own votes × what is on its way).
 */
export function votesLeft({ view, mine, items }: Live<'public'>): number | undefined {
  const most = view.settings.votesPerPerson;
  if (most === 0) return undefined;
  const pressed = items.flatMap(({ action }) => (isVote(action) ? [action.question] : []));
  const ids = new Set<QuestionId>([...mine.votes, ...(mine.downs ?? []), ...pressed]);
  let left = most;
  for (const id of ids) {
    const question = view.questions[id];
    if (!question || question.state === 'answered') continue;
    const { voted, against } = voteShown(question, mine, items);
    if (voted || against) left -= 1;
  }
  return Math.max(0, left);
}
