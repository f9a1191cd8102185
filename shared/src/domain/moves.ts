import type { ParticipantId } from './ids.ts';
import { noteWritten } from './capacity.ts';
import { appear, seenBy } from './exposure.ts';
import { unitsAllowed } from './limits.ts';
import { notePace } from './pace.ts';
import { isPublic, type Question, type QuestionState, type State } from './state.ts';
import { tally } from './tally.ts';
import type { Turn } from './turn.ts';
import { groupOf } from './union.ts';
import { isNear, putInTurn } from './upcoming.ts';

/** Whether everyone sees it: what reports hide is seen on stage alone, where it is read aloud already. */
export function isVisible({ state, hiddenAt }: Question): boolean {
  return isPublic(state) && (hiddenAt === undefined || state === 'live');
}

/** Moves a question to another state; the only place that does. */
export function moveTo(state: State, question: Question, to: QuestionState, turn: Turn): void {
  tally(state, question, -1);
  if (question.state === 'live' && to === 'answered') notePace(state, question, turn);
  if (question.state === 'pending') countPending(state, question.author, -1);
  if (to === 'pending') countPending(state, question.author, 1);
  if (question.state === 'live') state.live = undefined;
  if (to === 'live') state.live = question.id;
  if (question.state === 'live' || to === 'live') {
    turn.changes.live = true;
    turn.changes.stage = true;
  }
  const wasVisible = isVisible(question);
  if (to !== 'approved') question.deckAt = undefined;
  if (to !== 'archived') question.archived = undefined;
  question.state = to;
  if (wasVisible && !isVisible(question)) turn.changes.hidden.add(question.id);
  tally(state, question, 1);
  turn.changes.counts = true;
  if (to === 'approved') appear(state, question);
  question.changedAt = turn.at;
  // What became of it is the story of those that are merged into it, too.
  for (const { author } of groupOf(question)) turn.changes.authors.add(author);
  touch(state, question, turn);
}

/** Notes that more than the votes of a question changed, and that its author should hear. */
export function touch(state: State, question: Question, turn: Turn): void {
  turn.changes.questions.add(question.id);
  turn.changes.authors.add(question.author);
  keepTurn(state, question, turn);
}

/** After any change of a question: gives it its place among those to come, and notes what the stage shows of it. */
export function keepTurn(state: State, question: Question, turn: Turn): void {
  const wasNear = isNear(question);
  question.seen = seenBy(state, question);
  putInTurn(state.upcoming, question);
  if (wasNear || isNear(question) || question.id === state.live) turn.changes.stage = true;
}

/**
 * Whether a text is too long however its characters are counted. Counting them
 * is for the edge: it may come out otherwise with another version of Node.
 */
export function isTooLarge(state: State, text: string): boolean {
  return text.length > unitsAllowed(state.settings.questionLength);
}

/** Gives a question its next wording. What screens show stays until that one is approved. */
export function reword(state: State, question: Question, text: string, turn: Turn): void {
  noteWritten(state, text);
  question.text = text;
  question.revision += 1;
  touch(state, question, turn);
}

/** O(1). */
export function countPending(state: State, author: ParticipantId, by: 1 | -1): void {
  const count = (state.pending.get(author) ?? 0) + by;
  if (count === 0) state.pending.delete(author);
  else state.pending.set(author, count);
}
