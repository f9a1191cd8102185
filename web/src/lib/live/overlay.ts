import type { Action } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Mine } from '@rostrum/shared/domain/mine';
import type { Audience } from '@rostrum/shared/domain/view';
import type { Mirror } from './mirror.ts';
import type { Item } from './outbox.ts';

type VoteType = 'question.upvote' | 'question.takeBack';

/** True once the mirror shows a saved action's effect, so that the item has nothing left to say. */
export function isFolded<A extends Audience>(mirror: Mirror<A>, item: Item): boolean {
  if (item.state !== 'saved' || item.seq === undefined) return false;
  // The public view never shows a pending question, nor what becomes of it.
  const isOwn = !isVote(item.action) && item.action.type.startsWith('question.');
  return (isOwn ? mirror.mine.seq : mirror.seq) >= item.seq;
}

export function isVote(action: Action): action is Extract<Action, { type: VoteType }> {
  return action.type === 'question.upvote' || action.type === 'question.takeBack';
}

/**
 * The mirror with this page's own votes in its `mine`, once the view has counted
 * them: the server tells them to every other socket of the participant only.
 */
export function foldVotes<A extends Audience>(
  mirror: Mirror<A>,
  items: readonly Item[],
): Mirror<A> {
  const votes = new Set(mirror.mine.votes);
  let changed = false;
  for (const item of items) {
    const { action } = item;
    if (!isFolded(mirror, item)) continue;
    if (action.type === 'question.upvote' && !votes.has(action.question)) {
      votes.add(action.question);
      changed = true;
    }
    if (action.type === 'question.takeBack') changed = votes.delete(action.question) || changed;
  }
  return changed ? { ...mirror, mine: { ...mirror.mine, votes: [...votes] } } : mirror;
}

/** A participant's own vote on a question, and the number to show, if it is not hidden: what they pressed counts at once. */
export function voteShown(
  question: { id: QuestionId; votes?: number | undefined },
  mine: Mine,
  items: readonly Item[],
): { voted: boolean; votes: number | undefined } {
  const counted = mine.votes.includes(question.id);
  const pressed = items.findLast(
    ({ action, state }) => state !== 'refused' && isVote(action) && action.question === question.id,
  );
  const voted = pressed ? pressed.action.type === 'question.upvote' : counted;
  const { votes } = question;
  return {
    voted,
    votes: votes === undefined ? undefined : votes + Number(voted) - Number(counted),
  };
}
