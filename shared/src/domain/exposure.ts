import { PARTICIPANTS_MAX } from './limits.ts';
import type { ParticipantId } from './ids.ts';
import type { Question, State } from './state.ts';
import { addRange, addTo, rangesFrom } from './ranges.ts';
import type { Turn } from './turn.ts';
import { putAllInTurn } from './upcoming.ts';
import { voterIndex } from './votes.ts';

/**
 * Milliseconds after which it is counted anew who could have seen each question.
 * A question that is voted for knows it at once; the others need not, and a vote
 * would cost as much as there are questions.
 */
const COUNT_AGAIN_MS = 60_000;

/** Notes that a question appears: whoever acts from now on could have seen it. For its first time only. O(log questions). */
export function appear(state: State, question: Question): void {
  question.appearance ??= addRange(state.active);
}

/**
 * Notes that somebody acted: voted or reported. That is all that may be counted of who is
 * there: who only reads is nobody in the log, and who asks must not be told apart. O(log
 * questions).
 *
 * @returns the participant's index, or undefined when the event holds no more.
 */
export function noteActive(
  state: State,
  participant: ParticipantId,
  turn: Turn,
): number | undefined {
  const index = voterIndex(state, participant);
  if (index >= PARTICIPANTS_MAX) return undefined;
  if (index === state.voters.size) state.voters.set(participant, index);
  const before = state.lastActs[index] ?? 0;
  const now = state.active.length;
  if (before !== now) {
    if (before > 0) addTo(state.active, before, -1);
    addTo(state.active, now, 1);
  }
  state.lastActs[index] = now;
  if (state.settings.order === 'exposure' && turn.at - state.countedAt >= COUNT_AGAIN_MS) {
    countAll(state, turn);
  }
  return index;
}

/**
 * How many people acted since a question appeared, or undefined where it does not
 * count: in an event that orders by votes, and of a question that is not waiting
 * for its turn. O(log questions).
 */
export function seenBy(state: State, question: Question): number | undefined {
  const { appearance, state: at } = question;
  if (state.settings.order !== 'exposure' || at !== 'approved' || !appearance) return undefined;
  return rangesFrom(state.active, appearance);
}

/** Brings the number of every question up to date, and their order. O(questions log questions). */
export function countAll(state: State, turn: Turn): void {
  state.countedAt = turn.at;
  for (const question of state.questions.values()) {
    const seen = seenBy(state, question);
    if (seen === question.seen) continue;
    question.seen = seen;
    turn.changes.votes.add(question.id);
  }
  putAllInTurn(state.upcoming);
  turn.changes.stage = true;
}
