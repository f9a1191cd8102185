import type { ParticipantId } from './ids.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * What entries of version 1 did otherwise than those of today. They are folded
 * as they were, so that what was told of them stays true (ADR 15); only what
 * desks see of it follows today's rules.
 */

/** Reports that hid a question, unless the event said otherwise. */
export const REPORTS_TO_HIDE_AT_FIRST = 3;

export function isOfVersion1({ v }: Pick<Turn, 'v'>): boolean {
  return v === 1;
}

/**
 * A block, or the end of one that leaves its author blocked by another question,
 * put away whatever else they had waiting: notes when it was last. O(their questions).
 */
export function noteShelving(state: State, author: ParticipantId, at: number): void {
  for (const question of state.asked.get(author) ?? []) {
    if (question.blockedAt !== undefined) question.blockedAt = at;
  }
}

/**
 * Whether a block had put this question away, which acts on all that waited left
 * alone: it has waited since before. O(questions of its author).
 */
export function isShelved(state: State, { author, blockedAt, changedAt }: Question): boolean {
  if (blockedAt !== undefined) return true;
  const own = state.asked.get(author) ?? [];
  return own.some((other) => other.blockedAt !== undefined && other.blockedAt >= changedAt);
}
