import { z } from 'zod';
import type { Changes } from './changes.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import { putAllInTurn } from './upcoming.ts';

/**
 * The server's own action: the event's time goes by the log's clock again, which
 * has fallen behind the stamps. Every node that notices asks for it, and the first is right.
 */
export const correctSchema = z.strictObject({
  type: z.literal('clock.correct'),
  /** The stamp at which the entries stand still. */
  stamp: z.int().positive(),
  /** By as much is the event's time ahead of that clock. */
  byMs: z.int().positive(),
});
type Correct = z.infer<typeof correctSchema>;

/** By as much may a clock fall behind the last entry without a word: time then stands still until it has passed. */
const LEAP_MS = 60_000;

/** Milliseconds by which the event's time is ahead of the log's clock; 0 when that is no leap. */
export function leapOf({ at }: Pick<State, 'at'>, now: number): number {
  return at - now > LEAP_MS ? at - now : 0;
}

/**
 * Stamps stay as they are, for they never run backwards; what the event takes for
 * the time is from here on the stamp less `aheadMs`. No moment it knows of is later
 * than that: what came last came just now. O(questions log questions).
 */
export function reduceCorrect(
  state: State,
  { stamp, byMs }: Correct,
  changes: Changes,
): Reason | undefined {
  // This entry's own stamp has moved on: the clock that gave it is not behind.
  if (state.at + state.aheadMs !== stamp) return 'wrong_state';
  if (byMs >= state.at) return 'wrong_state';
  state.aheadMs += byMs;
  state.at -= byMs;
  moveMoments(state, byMs, changes);
  return undefined;
}

const QUESTION_MOMENTS = [
  'askedAt',
  'approvedAt',
  'changedAt',
  'pinnedAt',
  'skippedAt',
  'hiddenAt',
  'keptAt',
  'blockedAt',
] as const satisfies (keyof Question)[];

function moveMoments(state: State, byMs: number, changes: Changes): void {
  const now = state.at;
  const moved = (at: number) => (at > now ? Math.max(1, at - byMs) : at);
  /** The same object when none of its moments is later than now. */
  const withMoved = <T extends object>(facts: T, ...names: (keyof T)[]): T => {
    const late = names.filter((name) => Number(facts[name]) > now);
    const fresh = late.map((name) => [name, moved(Number(facts[name]))]);
    return late.length === 0 ? facts : { ...facts, ...Object.fromEntries(fresh) };
  };
  if (state.running) state.running = withMoved(state.running, 'startedAt', 'pausedAt');
  for (const [cue, ran] of state.ran) state.ran.set(cue, withMoved(ran, 'startedAt', 'endedAt'));
  state.aux = state.aux.map((timer) => timer && withMoved(timer, 'startedAt'));
  if (state.rolledAt !== undefined) state.rolledAt = moved(state.rolledAt);
  if (state.message) state.message = withMoved(state.message, 'at', 'seenAt');
  state.countedAt = moved(state.countedAt);
  for (const [id, link] of state.links) state.links.set(id, withMoved(link, 'revokedAt'));
  for (const question of state.questions.values()) {
    const late = QUESTION_MOMENTS.filter((name) => (question[name] ?? 0) > now);
    if (late.length === 0) continue;
    for (const name of late) question[name] = moved(question[name] ?? 0);
    changes.questions.add(question.id);
    changes.authors.add(question.author);
  }
  putAllInTurn(state.upcoming);
  changes.running = true;
  changes.stage = true;
  changes.message = true;
}
