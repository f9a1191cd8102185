import { z } from 'zod';
import { readTimer } from './clock.ts';
import type { Cue } from './cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { CUE_DURATION_MAX_MS, SPEAKERS_MAX } from './limits.ts';
import type { Running } from './programme.ts';
import { cueIndex, cueOf, endCue, putOnAir, spokenMs, upNext } from './on-air.ts';
import type { Reason } from './reasons.ts';
import { settleRoll } from './roll.ts';
import type { State } from './state.ts';

/** `from` is the cue the caller saw on air, absent for none: two callers who press at once move one step. */
const from = cueIdSchema.optional();

export const runActionSchemas = [
  /** Starts a cue, the one up next unless one is named, when none is on air. */
  z.strictObject({ type: z.literal('programme.start'), cue: cueIdSchema.optional() }),
  z.strictObject({ type: z.literal('programme.pause') }),
  z.strictObject({ type: z.literal('programme.resume') }),
  /** Ends the cue on air and starts the one up next, or ends the programme. */
  z.strictObject({ type: z.literal('programme.next'), from: cueIdSchema }),
  /** Goes back as though the last step had not been taken: the cue before goes on with its own clock. */
  z.strictObject({ type: z.literal('programme.previous'), from }),
  z.strictObject({
    type: z.literal('programme.adjust'),
    from: cueIdSchema,
    addMs: z.int().min(-CUE_DURATION_MAX_MS).max(CUE_DURATION_MAX_MS),
  }),
  /** Makes a cue the one up next, whatever its place; without one it is again the one that follows. */
  z.strictObject({ type: z.literal('programme.load'), cue: cueIdSchema.optional() }),
  /** Ends the cue on air, if any, and starts another one. */
  z.strictObject({ type: z.literal('programme.go'), from, cue: cueIdSchema }),
  /** Ends the cue on air and starts none. */
  z.strictObject({ type: z.literal('programme.stop'), from: cueIdSchema }),
  /** Gives the floor to one of the cue's speakers, or to none of them. */
  z.strictObject({
    type: z.literal('programme.speak'),
    from: cueIdSchema,
    speaker: z.int().nonnegative().max(SPEAKERS_MAX).optional(),
  }),
  /** From now on cues start and end at their planned times, until somebody takes over by hand. */
  z.strictObject({ type: z.literal('programme.roll'), on: z.boolean() }),
] as const;

type RunAction = z.infer<(typeof runActionSchemas)[number]>;

/** What a hand may do while the programme follows the wall clock, without taking over from it. */
const BESIDE_ROLL: readonly RunAction['type'][] = ['programme.speak', 'programme.roll'];

/** O(cues). */
export function reduceRun(state: State, action: RunAction, at: number): Reason | undefined {
  const trouble = apply(state, action, at);
  if (!trouble && !BESIDE_ROLL.includes(action.type)) state.rolledAt = undefined;
  return trouble;
}

function apply(state: State, action: RunAction, at: number): Reason | undefined {
  switch (action.type) {
    case 'programme.start':
      return start(state, action.cue, at);
    case 'programme.pause':
      return pause(state, at);
    case 'programme.resume':
      return resume(state, at);
    case 'programme.previous':
      return previous(state, action.from);
    case 'programme.load':
      return load(state, action.cue);
    case 'programme.go':
      return go(state, action.from, action.cue, at);
    case 'programme.roll':
      return roll(state, action.on, at);
  }
  if (!state.running) return 'not_running';
  if (state.running.cue !== action.from) return 'stale_cue';
  switch (action.type) {
    case 'programme.next':
      return next(state, at);
    case 'programme.adjust':
      return adjust(state, state.running, action.addMs);
    case 'programme.stop':
      endCue(state, at);
      return undefined;
    case 'programme.speak':
      return speak(state, state.running, action.speaker, at);
  }
}

function start(state: State, cue: CueId | undefined, at: number): Reason | undefined {
  if (state.running) return 'already_running';
  const first = state.programme.cues.find(({ skip }) => !skip);
  const chosen = cue ?? upNext(state)?.id ?? first?.id;
  if (chosen === undefined) return 'empty_programme';
  if (!cueOf(state, chosen)) return 'unknown_cue';
  putOnAir(state, chosen, at);
  return undefined;
}

function pause(state: State, at: number): Reason | undefined {
  if (!state.running) return 'not_running';
  if (state.running.pausedAt !== undefined) return 'already_paused';
  state.running = { ...state.running, pausedAt: at };
  return undefined;
}

function resume(state: State, at: number): Reason | undefined {
  if (!state.running) return 'not_running';
  const { pausedAt, ...timer } = state.running;
  if (pausedAt === undefined) return 'not_paused';
  state.running = { ...timer, pausedMs: timer.pausedMs + (at - pausedAt) };
  return undefined;
}

function next(state: State, at: number): undefined {
  const following = upNext(state);
  endCue(state, at);
  if (following) putOnAir(state, following.id, at);
}

function previous(state: State, from: CueId | undefined): Reason | undefined {
  if (state.running?.cue !== from) return 'stale_cue';
  const last = [...state.ran].at(-1);
  if (!last) return 'unknown_cue';
  const [cue, { endedAt: _, ...timer }] = last;
  state.ran.delete(cue);
  state.loaded = undefined;
  state.running = { cue, ...timer };
  return undefined;
}

function load(state: State, cue: CueId | undefined): Reason | undefined {
  if (cue !== undefined && cue === state.running?.cue) return 'already_running';
  if (cue !== undefined && !cueOf(state, cue)) return 'unknown_cue';
  state.loaded = cue;
  return undefined;
}

function go(state: State, from: CueId | undefined, cue: CueId, at: number): Reason | undefined {
  if (state.running?.cue !== from) return 'stale_cue';
  if (cue === from) return 'already_running';
  if (cueIndex(state, cue) < 0) return 'unknown_cue';
  if (state.running) endCue(state, at);
  putOnAir(state, cue, at);
  return undefined;
}

function adjust(state: State, running: Running, addMs: number): undefined {
  const planned = cueOf(state, running.cue)?.durationMs ?? 0;
  // The cue may have been made shorter since: what is added counts from no time, not from less.
  const before = Math.max(-planned, running.addedMs);
  const addedMs = Math.min(CUE_DURATION_MAX_MS, Math.max(-planned, before + addMs));
  state.running = { ...running, addedMs };
}

function speak(
  state: State,
  running: Running,
  speaker: number | undefined,
  at: number,
): Reason | undefined {
  const cue = cueOf(state, running.cue) as Cue;
  if (speaker !== undefined && speaker >= cue.speakers.length) return 'unknown_speaker';
  const { elapsedMs } = readTimer(running, cue, at);
  const { speaking: _, ...rest } = running;
  state.running = {
    ...rest,
    ...(running.speaking ? { spokenMs: spokenMs(running, elapsedMs) } : {}),
    ...(speaker === undefined ? {} : { speaking: { speaker, fromMs: elapsedMs } }),
  };
  return undefined;
}

function roll(state: State, on: boolean, at: number): Reason | undefined {
  if (!on) state.rolledAt = undefined;
  else if (state.programme.cues.length === 0) return 'empty_programme';
  else settleRoll(state, at);
  return undefined;
}
