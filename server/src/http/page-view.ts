import { byNewest, byTurn, byVotes } from '@rostrum/shared/domain/order';
import type { QuestionState } from '@rostrum/shared/domain/state';
import type { View, Views } from '@rostrum/shared/domain/view';
import { PAGE_QUESTIONS, type Part } from '@rostrum/shared/protocol/page';
import { firstOf } from './first-of.ts';

type Listed = (Views['public'] | Views['desk'])['questions'];
type Question = Listed[keyof Listed];
/** How a page sorts the questions of each state that it lists. */
type Orders = Partial<Record<QuestionState, (a: Question, b: Question) => number>>;

const byChange = (a: Question, b: Question) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1);
const byAge = (a: Question, b: Question) => ageOf(a) - ageOf(b) || (a.id < b.id ? -1 : 1);
const ageOf = (question: Question) => ('askedAt' in question ? question.askedAt : 0);

/**
 * What of a view the first paint of a page needs: of the questions the one on stage,
 * and {@link PAGE_QUESTIONS} of each list that it has, of those that are to be
 * answered from place `from` on. The same view where that is all. O(questions).
 */
export function pageView(view: View, from = 1): { view: View; part?: Part } {
  if (!('questions' in view)) return { view };
  const all: readonly Question[] = Object.values(view.questions);
  const counts: Partial<Record<QuestionState, number>> = {};
  for (const { state } of all) counts[state] = (counts[state] ?? 0) + 1;
  const kept = all.filter(({ state }) => state === 'live');
  for (const [state, order] of Object.entries(ordersOf(view))) {
    const skipped = state === 'approved' ? from - 1 : 0;
    const listed = all.filter((question) => question.state === state);
    kept.push(...firstOf(listed, order, skipped + PAGE_QUESTIONS).slice(skipped));
  }
  if (kept.length === all.length) return { view };
  const questions = Object.fromEntries(kept.map((question) => [question.id, question]));
  return { view: { ...view, questions } as View, part: { from, counts } };
}

function ordersOf(view: Views['public'] | Views['desk']): Orders {
  if ('screening' in view) return { pending: byAge, approved: byTurn, answered: byChange };
  return { approved: view.settings.hiddenVotes ? byNewest : byVotes, answered: byChange };
}
