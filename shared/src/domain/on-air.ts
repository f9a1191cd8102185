import { readTimer } from './clock.ts';
import type { Cue } from './cue.ts';
import type { CueId } from './ids.ts';
import type { Running } from './programme.ts';
import type { State } from './state.ts';

/** Brings a cue on air; whatever was there has ended before. */
export function putOnAir(state: State, cue: CueId, at: number): void {
  state.ran.delete(cue);
  state.loaded = undefined;
  state.running = { cue, startedAt: at, pausedMs: 0, addedMs: 0 };
}

/** Takes the cue on air off, as the latest of those that ran. */
export function endCue(state: State, at: number): void {
  const { running } = state;
  if (!running) return;
  const { cue, pausedAt, speaking, spokenMs: _, ...timer } = running;
  const pausedMs = timer.pausedMs + (pausedAt === undefined ? 0 : at - pausedAt);
  const spoken = speaking || running.spokenMs ? { spokenMs: spokenAt(state, running, at) } : {};
  state.ran.delete(cue);
  state.ran.set(cue, { ...timer, pausedMs, ...spoken, endedAt: at });
  state.running = undefined;
}

/** By speaker: how long each has spoken when the cue's own clock stands at `elapsedMs`. */
export function spokenMs(running: Running, elapsedMs: number): number[] {
  const spoken = [...(running.spokenMs ?? [])];
  const { speaking } = running;
  if (!speaking) return spoken;
  while (spoken.length <= speaking.speaker) spoken.push(0);
  spoken[speaking.speaker] =
    (spoken[speaking.speaker] ?? 0) + Math.max(0, elapsedMs - speaking.fromMs);
  return spoken;
}

function spokenAt(state: State, running: Running, at: number): number[] {
  const cue = cueOf(state, running.cue);
  return cue ? spokenMs(running, readTimer(running, cue, at).elapsedMs) : [];
}

/** The cue that the next step starts: the one loaded, or the one after the latest that is not to be skipped. O(cues). */
export function upNext(state: Pick<State, 'programme' | 'running' | 'ran' | 'loaded'>) {
  const { cues } = state.programme;
  const loaded = cues.find(({ id }) => id === state.loaded);
  if (loaded) return loaded;
  const latest = state.running?.cue ?? [...state.ran.keys()].at(-1);
  return cues.slice(cues.findIndex(({ id }) => id === latest) + 1).find(({ skip }) => !skip);
}

export function cueIndex(state: Pick<State, 'programme'>, id: CueId): number {
  return state.programme.cues.findIndex((cue) => cue.id === id);
}

export function cueOf(state: Pick<State, 'programme'>, id: CueId): Cue | undefined {
  return state.programme.cues[cueIndex(state, id)];
}
