import type { Action } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Mine } from '@rostrum/shared/domain/mine';
import type { Audience } from '@rostrum/shared/domain/view';
import type { Mirror } from './mirror.ts';
import type { Item } from './outbox.ts';

type VoteType = 'question.upvote' | 'question.downvote' | 'question.takeBack';
/** What each leaves a question with. */
const SIDES = { 'question.upvote': 1, 'question.downvote': -1, 'question.takeBack': 0 };

/**
 * True once the mirror shows a saved action's effect, so that the item has nothing
 * left to say; and of a vote that was given before the page knew that it was there.
 */
export function isFolded<A extends Audience>(mirror: Mirror<A>, item: Item): boolean {
  if (item.reason === 'already_voted') return isGiven(mirror.mine, item.action);
  if (item.state !== 'saved' || item.seq === undefined) return false;
  // The public view never shows a pending question, nor what becomes of it.
  const isOwn = !isVote(item.action) && item.action.type.startsWith('question.');
  return (isOwn ? mirror.mine.seq : mirror.seq) >= item.seq;
}

function isGiven({ votes, downs = [] }: Mine, action: Action): boolean {
  if (action.type === 'question.upvote') return votes.includes(action.question);
  return action.type === 'question.downvote' && downs.includes(action.question);
}

export function isVote(action: Action): action is Extract<Action, { type: VoteType }> {
  return action.type in SIDES;
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
  const downs = new Set(mirror.mine.downs);
  let changed = false;
  for (const item of items) {
    const { action } = item;
    if (!isFolded(mirror, item) || !isVote(action)) continue;
    const { type, question } = action;
    const up = type === 'question.upvote';
    const down = type === 'question.downvote';
    if (votes.has(question) === up && downs.has(question) === down) continue;
    changed = true;
    votes.delete(question);
    downs.delete(question);
    if (up) votes.add(question);
    if (down) downs.add(question);
  }
  if (!changed) return mirror;
  const { downs: _, ...mine } = mirror.mine;
  const against = downs.size > 0 ? { downs: [...downs] } : {};
  return { ...mirror, mine: { ...mine, votes: [...votes], ...against } };
}

/** A participant's own vote on a question, and the number to show, if it is not hidden: what they pressed counts at once. */
export function voteShown(
  question: { id: QuestionId; votes?: number | undefined },
  mine: Mine,
  items: readonly Item[],
): { voted: boolean; against: boolean; votes: number | undefined } {
  const counted =
    Number(mine.votes.includes(question.id)) || -Number(mine.downs?.includes(question.id) ?? false);
  const pressed = items.findLast(
    ({ action, state }) => state !== 'refused' && isVote(action) && action.question === question.id,
  );
  const side = pressed ? SIDES[(pressed.action as { type: VoteType }).type] : counted;
  const { votes } = question;
  const shown = votes === undefined ? undefined : votes + side - counted;
  return { voted: side > 0, against: side < 0, votes: shown };
}
