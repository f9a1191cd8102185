import { plannedStarts } from './clock.ts';
import { endCue, putOnAir } from './on-air.ts';
import type { State } from './state.ts';

/**
 * Brings on air what the plan has there at `at`, as though it had started at its
 * planned time, and notes that this was looked at. After the plan's end it no
 * longer follows the wall clock. O(cues).
 */
export function settleRoll(state: State, at: number): void {
  const slots = slotsOf(state);
  const slot = slots.findLast(({ startAt, endAt }) => startAt <= at && at < endAt);
  state.rolledAt = slots.some(({ endAt }) => endAt > at) ? at : undefined;
  if (slot?.id === state.running?.cue) return;
  endCue(state, at);
  if (slot) putOnAir(state, slot.id, slot.startAt);
}

/** When the plan next starts or ends a cue after it was looked at last; undefined when it does not. O(cues). */
export function nextRoll(state: State): number | undefined {
  const { rolledAt } = state;
  if (rolledAt === undefined) return undefined;
  const edges = slotsOf(state).flatMap(({ startAt, endAt }) => [startAt, endAt]);
  const ahead = edges.filter((edge) => edge > rolledAt);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** Of two that overlap, the later one has the air. */
function slotsOf({ programme }: State) {
  const starts = plannedStarts(programme);
  return programme.cues.flatMap(({ id, durationMs, skip }, index) => {
    const startAt = starts[index] ?? 0;
    return skip ? [] : [{ id, startAt, endAt: startAt + durationMs }];
  });
}
