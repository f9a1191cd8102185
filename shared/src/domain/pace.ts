import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';

/** Questions of which the pace is measured: the latest, for people become quicker as time runs out. */
const LATEST = 8;
/** Milliseconds. What left the stage sooner was no question answered but a wrong press. */
const SHORTEST_MS = 5_000;

/** Notes how long a question was on stage, as it is answered. */
export function notePace(state: State, question: Question, { at, changes }: Turn): void {
  const tookMs = at - question.changedAt;
  if (tookMs < SHORTEST_MS) return;
  state.answerTimes = [...state.answerTimes, tookMs].slice(-LATEST);
  changes.running = true;
}

/** Milliseconds a question takes: the median of the latest, so that one long answer changes little. */
export function paceOf({ answerTimes }: Pick<State, 'answerTimes'>): number | undefined {
  return answerTimes.toSorted((one, other) => one - other)[Math.floor(answerTimes.length / 2)];
}
