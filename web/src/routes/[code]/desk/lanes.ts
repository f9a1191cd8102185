import { byTurn } from '@rostrum/shared/domain/order';
import type { QuestionState } from '@rostrum/shared/domain/state';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Part } from '@rostrum/shared/protocol/page';

/** The lists of the desk, in the order in which a question moves through them. */
export const LANES = ['pending', 'approved', 'answered', 'dismissed', 'archived'] as const;
export type Lane = (typeof LANES)[number];
/** The lanes of what is done with: they share one place. */
export const DONE_LANES = ['answered', 'dismissed', 'archived'] as const;
export type DoneLane = (typeof DONE_LANES)[number];
export type Lanes = Record<Lane, readonly DeskQuestion[]>;

type Order = (a: DeskQuestion, b: DeskQuestion) => number;

/** What came first is read first: new questions never push others down. */
const byAge: Order = (a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1);
const byChange: Order = (a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1);

const ORDERS: Record<Lane, Order> = {
  pending: byAge,
  approved: byTurn,
  answered: byChange,
  dismissed: byChange,
  archived: byChange,
};

/** How lists are sorted: each by the order of its own lane, or all alike. */
export const SORTS = ['lane', 'votes', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

const BY: Record<Exclude<Sort, 'lane'>, Order> = {
  votes: (a, b) => b.votes - a.votes || byAge(a, b),
  newest: (a, b) => byAge(b, a),
  oldest: byAge,
};

/** What is on deck comes first in its own order, whatever the others are sorted by. */
export function orderOf(lane: Lane, sort: Sort): Order {
  if (sort === 'lane') return ORDERS[lane];
  const order = BY[sort];
  return (a, b) => (a.deckAt ?? Infinity) - (b.deckAt ?? Infinity) || order(a, b);
}

/** Merged and withdrawn questions lie with the dismissed; the live one is in no lane. */
export function laneOf({ state }: Pick<DeskQuestion, 'state'>): Lane | undefined {
  if (state === 'live') return undefined;
  return state === 'withdrawn' || state === 'merged' ? 'dismissed' : state;
}

/** How many there are in a lane of which a page has but a part. */
export function countIn(lane: Lane, { counts }: Part): number {
  const states = Object.entries(counts) as [QuestionState, number][];
  return states.reduce((sum, [state, count]) => sum + (laneOf({ state }) === lane ? count : 0), 0);
}

/** What the chair gets next, in this order. O(questions). */
export function onDeck(questions: readonly DeskQuestion[]): readonly DeskQuestion[] {
  return questions.filter(({ deckAt }) => deckAt !== undefined).sort(byTurn);
}

/** All questions, each in its lane and every lane in its order; and the one on stage. O(n log n). */
export function sortIntoLanes(questions: readonly DeskQuestion[]): {
  lanes: Lanes;
  live: DeskQuestion | undefined;
} {
  const lanes: Record<Lane, DeskQuestion[]> = {
    pending: [],
    approved: [],
    answered: [],
    dismissed: [],
    archived: [],
  };
  let live: DeskQuestion | undefined;
  for (const question of questions) {
    const lane = laneOf(question);
    if (lane) lanes[lane].push(question);
    else live = question;
  }
  for (const lane of LANES) lanes[lane].sort(ORDERS[lane]);
  return { lanes, live };
}

/** A sorted list with a question that has left it, in the place where it stood. O(n). */
export function withHeld(
  questions: readonly DeskQuestion[],
  held: DeskQuestion,
  order: Order,
): readonly DeskQuestion[] {
  const at = questions.findIndex((question) => order(held, question) < 0);
  return questions.toSpliced(at < 0 ? questions.length : at, 0, held);
}
