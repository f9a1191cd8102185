import type { Reason } from './reasons.ts';
import type { Settings } from './settings.ts';
import { isOpen, type Question, type QuestionState, type State } from './state.ts';
import { votersOf } from './union.ts';
import { hasVote } from './votes.ts';

/** What a limit looks at; the phone has it of one's own questions. */
interface Asked {
  readonly state: QuestionState;
  readonly askedAt: number;
}

/** Questions of one person that count against the limit. O(their questions). */
export function openQuestions(asked: readonly Pick<Asked, 'state'>[]): number {
  return asked.filter(({ state }) => isOpen(state)).length;
}

/** Milliseconds until a person may ask again, by slow mode alone. `asked` in the order of asking. */
export function slowModeLeft(
  { slowModeMs }: Pick<Settings, 'slowModeMs'>,
  asked: readonly Pick<Asked, 'askedAt'>[],
  at: number,
): number {
  const last = asked.at(-1)?.askedAt;
  return last === undefined ? 0 : Math.max(0, last + slowModeMs - at);
}

/** Why one who asked these may not ask one more, by what is set for each person. O(their questions). */
export function limitTrouble(
  settings: Settings,
  asked: readonly Asked[],
  at: number,
): Reason | undefined {
  if (slowModeLeft(settings, asked, at) > 0) return 'slow_mode';
  const { questionsPerPerson: most } = settings;
  return most > 0 && openQuestions(asked) >= most ? 'too_many_open' : undefined;
}

/**
 * Whether a person may vote for one question more: those that take votes no more
 * have given theirs back. O(1), and O(approved) where votes are limited.
 */
export function hasVoteLeft(state: State, index: number): boolean {
  const most = state.settings.votesPerPerson;
  if (most === 0) return true;
  const live = state.live === undefined ? undefined : state.questions.get(state.live);
  const has = (question: Question) =>
    hasVote(votersOf(question), index) || hasVote(question.downs, index);
  return state.upcoming.filter(has).length + Number(live !== undefined && has(live)) < most;
}
