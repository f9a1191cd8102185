import { z } from 'zod';
import { questionIdSchema, type QuestionId } from './ids.ts';
import { DECK_MAX } from './limits.ts';
import { touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';

export const deckActionSchemas = [
  /** Puts an approved question on deck, or moves it there: before another one, or last. */
  z.strictObject({
    type: z.literal('moderation.deck'),
    question: questionIdSchema,
    before: questionIdSchema.optional(),
  }),
  z.strictObject({ type: z.literal('moderation.offDeck'), question: questionIdSchema }),
] as const;

export type DeckAction = z.infer<(typeof deckActionSchemas)[number]>;

/** O(approved), for what is on deck is looked up among them. */
export function reduceDeck(
  state: State,
  question: Question,
  action: DeckAction,
  turn: Turn,
): Reason | undefined {
  if (action.type === 'moderation.deck') return putOnDeck(state, question, action.before, turn);
  if (question.deckAt === undefined) return 'wrong_state';
  question.deckAt = undefined;
  touch(state, question, turn);
  return undefined;
}

/** What the chair gets next, in this order. O(approved). */
export function onDeck(state: State): Question[] {
  return state.upcoming
    .filter(({ deckAt }) => deckAt !== undefined)
    .sort((a, b) => (a.deckAt as number) - (b.deckAt as number));
}

function putOnDeck(
  state: State,
  question: Question,
  before: QuestionId | undefined,
  turn: Turn,
): Reason | undefined {
  if (question.state !== 'approved') return 'wrong_state';
  const others = onDeck(state).filter((other) => other !== question);
  if (others.length >= DECK_MAX) return 'deck_full';
  const at = before === undefined ? others.length : others.findIndex(({ id }) => id === before);
  if (at < 0) return 'wrong_state';
  place(state, others, question, at, turn);
  return undefined;
}

/** Puts a question on deck at an index among the others there, so that nothing is told of those. */
export function place(
  state: State,
  others: readonly Question[],
  question: Question,
  at: number,
  turn: Turn,
): void {
  const [low, high] = [others[at - 1]?.deckAt, others[at]?.deckAt];
  const rank = rankBetween(low, high);
  question.skippedAt = undefined;
  if (rank !== low && rank !== high) {
    question.deckAt = rank;
    touch(state, question, turn);
    return;
  }
  // Halved about fifty times, two ranks have no number between them: all get new ones.
  for (const [index, other] of others.toSpliced(at, 0, question).entries()) {
    other.deckAt = index;
    touch(state, other, turn);
  }
}

function rankBetween(low: number | undefined, high: number | undefined): number {
  if (low === undefined) return high === undefined ? 0 : high - 1;
  return high === undefined ? low + 1 : (low + high) / 2;
}
