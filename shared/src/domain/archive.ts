import { z } from 'zod';
import { onDeck } from './deck.ts';
import { actionIdSchema, questionIdSchema } from './ids.ts';
import { DECK_MAX } from './limits.ts';
import { moveTo } from './moves.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1, isShelved } from './version-1.ts';

export const archiveActionSchemas = [
  /** Puts a question away that there was no time for. */
  z.strictObject({ type: z.literal('moderation.archive'), question: questionIdSchema }),
] as const;

export const archiveAllActionSchemas = [
  /** Puts all away that wait or are approved: at the end of a cue. */
  z.strictObject({ type: z.literal('moderation.archiveAll') }),
  /** Brings back what that act put away, but for what somebody brought back since. */
  z.strictObject({ type: z.literal('moderation.unarchiveAll'), act: actionIdSchema }),
] as const;

type ArchiveAllAction = z.infer<(typeof archiveAllActionSchemas)[number]>;

/** O(questions log questions). */
export function reduceArchiveAll(
  state: State,
  action: ArchiveAllAction,
  turn: Turn,
): Reason | undefined {
  const all = [...state.questions.values()];
  const isMeant =
    action.type === 'moderation.archiveAll'
      ? (question: Question) => isOpen(state, question, turn)
      : ({ archived }: Question) => archived?.act === action.act;
  const meant = all.filter(isMeant);
  if (meant.length === 0) return 'wrong_state';
  for (const question of meant) {
    if (action.type === 'moderation.archiveAll') putAway(state, question, turn);
    else bringBack(state, question, turn);
  }
  return undefined;
}

export function archive(state: State, question: Question, turn: Turn): Reason | undefined {
  if (!isOpen(state, question, turn)) return 'wrong_state';
  putAway(state, question, turn);
  return undefined;
}

/** Not done with: it waits, or is approved. */
function isOpen(state: State, question: Question, turn: Turn): boolean {
  if (question.state === 'approved') return true;
  return question.state === 'pending' && !(isOfVersion1(turn) && isShelved(state, question));
}

function putAway(state: State, question: Question, turn: Turn): void {
  question.archived = { act: turn.id, deckAt: question.deckAt };
  moveTo(state, question, 'archived', turn);
}

function bringBack(state: State, question: Question, turn: Turn): void {
  const { deckAt } = question.archived ?? {};
  if (deckAt !== undefined && onDeck(state).length < DECK_MAX) question.deckAt = deckAt;
  moveTo(state, question, question.approved ? 'approved' : 'pending', turn);
}
