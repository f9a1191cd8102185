import type { ParticipantId } from './ids.ts';
import type { State } from './state.ts';

/**
 * Who upvoted a question: one bit a participant, by the participant's index.
 * For 20,000 participants 300 questions have 750 KB of bits, in arrays of up to twice that.
 */
export interface VoteSet {
  bits: Uint8Array;
  count: number;
}

export function noVotes(): VoteSet {
  return { bits: new Uint8Array(0), count: 0 };
}

export function hasVote(votes: VoteSet, index: number): boolean {
  return ((votes.bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/** Amortised O(1): the bits double when the index lies past them. False if the vote was there. */
export function addVote(votes: VoteSet, index: number): boolean {
  if (hasVote(votes, index)) return false;
  const byte = index >> 3;
  if (byte >= votes.bits.length) {
    const grown = new Uint8Array(Math.max(16, votes.bits.length * 2, byte + 1));
    grown.set(votes.bits);
    votes.bits = grown;
  }
  votes.bits[byte] = (votes.bits[byte] ?? 0) | (1 << (index & 7));
  votes.count += 1;
  return true;
}

/** False if there was no vote to remove. */
export function removeVote(votes: VoteSet, index: number): boolean {
  if (!hasVote(votes, index)) return false;
  const byte = index >> 3;
  votes.bits[byte] = (votes.bits[byte] ?? 0) & ~(1 << (index & 7));
  votes.count -= 1;
  return true;
}

/** Adds every vote of another set. O(bits). */
export function addAllVotes(votes: VoteSet, more: VoteSet): void {
  for (let index = 0; index < more.bits.length * 8; index += 1) {
    if (hasVote(more, index)) addVote(votes, index);
  }
}

/** Bits that are set, counted anew: what `count` must equal. */
export function countVotes(bits: Uint8Array): number {
  let count = 0;
  for (let byte of bits) {
    for (; byte !== 0; byte &= byte - 1) count += 1;
  }
  return count;
}

/** Votes of those with an index below this one. O(index). */
export function countVotesBelow(votes: VoteSet, end: number): number {
  let count = 0;
  for (let index = 0; index < end; index += 1) if (hasVote(votes, index)) count += 1;
  return count;
}

/** The participant's index into the vote sets; the next free one before they first act. */
export function voterIndex(state: State, participant: ParticipantId): number {
  return state.voters.get(participant) ?? state.voters.size;
}
