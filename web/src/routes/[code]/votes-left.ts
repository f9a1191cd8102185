import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Live } from '#lib/live/live.svelte.ts';
import { isVote, voteShown } from '#lib/live/overlay.ts';

/**
 * How many votes a person may still give; undefined where they are not limited, or not known yet.
 * What was pressed counts at once. O(own votes × what is on its way).
 */
export function votesLeft(event: Live<'public'>): number | undefined {
  const { view, mine, items } = event;
  const most = view.settings.votesPerPerson;
  // Before all is known that they were given to, none can be counted.
  if (most === 0 || event.part || !event.knowsMine) return undefined;
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
