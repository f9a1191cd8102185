import { isBlocked } from './block.ts';
import { hasRoom, hasRoomFor } from './capacity.ts';
import {
  ASKED_PER_PARTICIPANT_MAX,
  OPEN_PER_PARTICIPANT_MAX,
  PARTICIPANTS_MAX,
  PENDING_PER_PARTICIPANT_MAX,
} from './limits.ts';
import { isTooLarge, isVisible } from './moves.ts';
import { hasVoteLeft, limitTrouble, openQuestions } from './person-limits.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';
import { hasVoted } from './union.ts';
import { isOfVersion1 } from './version-1.ts';
import { hasVote } from './votes.ts';

/**
 * Why a participant's act on questions is refused as things stand. `fold` judges by
 * these, and so does a node before anything is logged.
 */
type Who = Pick<Turn, 'by' | 'at' | 'v'>;

/** Of a question that is not there yet. O(their questions + text). */
export function askTrouble(state: State, text: string, turn: Who): Reason | undefined {
  const { participant } = turn.by;
  if (isBlocked(state, participant)) return 'blocked';
  if (!state.settings.qaOpen) return 'qa_closed';
  if (isTooLarge(state, text)) return 'too_long';
  if (!hasRoom(state, turn, 'everyone')) return 'event_full';
  const asked = state.asked.get(participant) ?? [];
  if (hasAskedTooMany(asked, turn)) return 'too_many_asked';
  if ((state.pending.get(participant) ?? 0) >= PENDING_PER_PARTICIPANT_MAX) {
    return 'too_many_pending';
  }
  const overLimit = limitTrouble(state.settings, asked, turn.at);
  if (overLimit) return overLimit;
  return hasRoomFor(state, text, turn, 'everyone') ? undefined : 'event_full';
}

/** In entries of version 1 whatever became of them counts in full. */
function hasAskedTooMany(asked: readonly Question[], turn: Who): boolean {
  if (isOfVersion1(turn)) return asked.length >= OPEN_PER_PARTICIPANT_MAX;
  if (asked.length >= ASKED_PER_PARTICIPANT_MAX) return true;
  return openQuestions(asked) >= OPEN_PER_PARTICIPANT_MAX;
}

export function editTrouble(
  state: State,
  question: Question,
  text: string,
  turn: Who,
): Reason | undefined {
  if (turn.by.participant !== question.author) return 'not_yours';
  if (question.state !== 'pending') return 'wrong_state';
  if (isBlocked(state, question.author)) return 'blocked';
  if (isTooLarge(state, text)) return 'too_long';
  return hasRoomFor(state, text, turn, 'everyone') ? undefined : 'event_full';
}

export function withdrawTrouble(question: Question, { by }: Pick<Turn, 'by'>): Reason | undefined {
  if (by.participant !== question.author) return 'not_yours';
  return ['pending', 'approved', 'merged'].includes(question.state) ? undefined : 'wrong_state';
}

/** Of the voter with that index. O(1), and O(approved) where votes are limited. */
export function voteTrouble(
  state: State,
  question: Question,
  root: Question,
  side: 'votes' | 'downs',
  index: number,
): Reason | undefined {
  if (!isOpenToVotes(question, root)) return 'wrong_state';
  if (side === 'downs' && question.merged) return 'wrong_state';
  if (side === 'downs' && !state.settings.downvotes) return 'downvotes_off';
  if (index >= PARTICIPANTS_MAX) return 'event_full';
  const isThere = side === 'votes' ? hasVoted(question, index) : hasVote(question.downs, index);
  if (isThere) return 'already_voted';
  const counts = hasVoted(root, index) || hasVote(root.downs, index);
  return counts || hasVoteLeft(state, index) ? undefined : 'no_votes_left';
}

/**
 * Whether people may vote for a question, or take a vote back: one that everyone
 * saw and that was merged meanwhile goes by the question it counts for.
 */
export function isOpenToVotes(question: Question, root: Question): boolean {
  return question.approved !== undefined && isVisible(root) && root.state !== 'answered';
}
