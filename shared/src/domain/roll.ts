import { plannedStarts, readTimer } from './clock.ts';
import { cueOf, endCue, putOnAir, spokenMs } from './on-air.ts';
import type { Running } from './programme.ts';
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
  if (slot && slot.id === state.running?.cue) return goOver(state, state.running, slot.startAt, at);
  endCue(state, at);
  if (slot) putOnAir(state, slot.id, slot.startAt);
  else state.loaded = nextSlot(slots, at)?.id;
}

/** A cue that a hand has started goes on as though it had started as planned; what its speakers have spoken stays. */
function goOver(state: State, running: Running, startedAt: number, at: number): void {
  const cue = cueOf(state, running.cue);
  if (!cue) return;
  const { speaking } = running;
  const spoken = spokenMs(running, readTimer(running, cue, at).elapsedMs);
  state.running = {
    ...{ cue: running.cue, startedAt, pausedMs: 0, addedMs: 0 },
    ...(speaking ? { speaking: { ...speaking, fromMs: Math.max(0, at - startedAt) } } : {}),
    ...(spoken.length > 0 ? { spokenMs: spoken } : {}),
  };
}

/** When the plan next starts or ends a cue after it was looked at last; undefined when it does not. O(cues). */
export function nextRoll(state: State): number | undefined {
  const { rolledAt } = state;
  if (rolledAt === undefined) return undefined;
  const edges = slotsOf(state).flatMap(({ startAt, endAt }) => [startAt, endAt]);
  const ahead = edges.filter((edge) => edge > rolledAt);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** In a gap, what follows it is up next, though nothing before may have been on air. */
function nextSlot(slots: ReturnType<typeof slotsOf>, at: number) {
  const ahead = slots.filter(({ startAt }) => startAt > at);
  return ahead.sort((one, other) => one.startAt - other.startAt)[0];
}

/** Of two that overlap, the later one has the air. */
function slotsOf({ programme }: State) {
  const starts = plannedStarts(programme);
  return programme.cues.flatMap(({ id, durationMs, skip }, index) => {
    const startAt = starts[index] ?? 0;
    return skip ? [] : [{ id, startAt, endAt: startAt + durationMs }];
  });
}
