import { byTurn } from './order.ts';
import type { Question } from './state.ts';
import { scoreOf } from './union.ts';

/**
 * The approved questions as a binary heap: the first is the one whose turn is
 * next. It is kept with every vote, so that a stage never looks through all
 * questions.
 */
export type Upcoming = Question[];

/** The two whose turn is next, in this order. O(1). */
export function nextTwo([first, left, right]: Upcoming): Question[] {
  const second = left && right && isBefore(right, left) ? right : left;
  return [first, second].filter((question) => question !== undefined);
}

/** Whether a question may be one of {@link nextTwo}: the second is one of the two below the first. */
export function isNear({ upcomingAt }: Question): boolean {
  return upcomingAt >= 0 && upcomingAt <= 2;
}

/** Puts a question where it belongs now, or takes it out. To be called after any change that `byTurn` or its state shows. O(log n). */
export function putInTurn(upcoming: Upcoming, question: Question): void {
  const comes = question.state === 'approved' && question.hiddenAt === undefined;
  if (!comes) return takeOut(upcoming, question);
  if (question.upcomingAt < 0) question.upcomingAt = upcoming.push(question) - 1;
  rise(upcoming, question);
  sink(upcoming, question);
}

/** Puts all in order when what orders them changed: what is sorted is a heap. O(n log n). */
export function putAllInTurn(upcoming: Upcoming): void {
  upcoming.sort((a, b) => byTurn(ranked(a), ranked(b)));
  for (const [at, question] of upcoming.entries()) question.upcomingAt = at;
}

function takeOut(upcoming: Upcoming, question: Question): void {
  const at = question.upcomingAt;
  if (at < 0) return;
  question.upcomingAt = -1;
  const last = upcoming.pop();
  if (!last || last === question) return;
  put(upcoming, last, at);
  rise(upcoming, last);
  sink(upcoming, last);
}

function rise(upcoming: Upcoming, question: Question): void {
  for (;;) {
    const at = question.upcomingAt;
    const parent = upcoming[(at - 1) >> 1];
    if (!parent || !isBefore(question, parent)) return;
    put(upcoming, question, parent.upcomingAt);
    put(upcoming, parent, at);
  }
}

function sink(upcoming: Upcoming, question: Question): void {
  for (;;) {
    const at = question.upcomingAt;
    const [left, right] = [upcoming[2 * at + 1], upcoming[2 * at + 2]];
    const child = left && right && isBefore(right, left) ? right : left;
    if (!child || !isBefore(child, question)) return;
    put(upcoming, question, child.upcomingAt);
    put(upcoming, child, at);
  }
}

function put(upcoming: Upcoming, question: Question, at: number): void {
  upcoming[at] = question;
  question.upcomingAt = at;
}

function isBefore(a: Question, b: Question): boolean {
  return byTurn(ranked(a), ranked(b)) < 0;
}

function ranked(question: Question) {
  const { id, seen, approvedAt, pinnedAt, deckAt, skippedAt } = question;
  return { id, votes: scoreOf(question), seen, approvedAt, pinnedAt, deckAt, skippedAt };
}
