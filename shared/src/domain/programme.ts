import { z } from 'zod';
import { columnSchema, cueSchema } from './cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { COLUMNS_MAX, CUES_MAX, CUE_DURATION_MAX_MS } from './limits.ts';
import { followCue, hasStarted, openAtStart } from './qa-switch.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

const time = z.int().positive();

export const programmeSchema = z
  .strictObject({
    /** Planned start of the first cue. */
    startAt: z.int().nonnegative(),
    cues: z.array(cueSchema).max(CUES_MAX),
    /** When the room must be free. */
    hardEndAt: time.optional(),
    /** For the show's crew only. */
    columns: z.array(columnSchema).max(COLUMNS_MAX).optional(),
  })
  .refine(
    (programme) => new Set(programme.cues.map((cue) => cue.id)).size === programme.cues.length,
    {
      message: 'cue ids must differ',
    },
  );
export type Programme = z.infer<typeof programmeSchema>;

/** A timer's facts. What a display shows follows from them and the time it is. */
export interface Timer {
  startedAt: number;
  /** Time spent paused before the present pause. */
  pausedMs: number;
  /** Added to the cue's duration; negative when taken away. */
  addedMs: number;
}

/** The cue on air. Only what is on air can be paused. */
export interface Running extends Timer {
  cue: CueId;
  pausedAt?: number;
}

/** A cue that was on air. */
export interface Ran extends Timer {
  endedAt: number;
}

/** `from` is the cue the caller saw on air, absent for none: two callers who press at once move one step. */
const from = cueIdSchema.optional();

export const programmeActionSchemas = [
  z.strictObject({ type: z.literal('programme.set'), programme: programmeSchema }),
  /** Starts a cue, the first unless one is named, when none is on air. */
  z.strictObject({ type: z.literal('programme.start'), cue: cueIdSchema.optional() }),
  z.strictObject({ type: z.literal('programme.pause') }),
  z.strictObject({ type: z.literal('programme.resume') }),
  /** Ends the cue on air and starts the one after it, or ends the programme. */
  z.strictObject({ type: z.literal('programme.next'), from: cueIdSchema }),
  /** Goes back as though `next` had not been pressed: the cue before goes on with its own clock. */
  z.strictObject({ type: z.literal('programme.previous'), from }),
  z.strictObject({
    type: z.literal('programme.adjust'),
    from: cueIdSchema,
    addMs: z.int().min(-CUE_DURATION_MAX_MS).max(CUE_DURATION_MAX_MS),
  }),
] as const;

type ProgrammeAction = z.infer<(typeof programmeActionSchemas)[number]>;

export function reduceProgramme(
  state: State,
  action: ProgrammeAction,
  turn: Turn,
): Reason | undefined {
  const started = hasStarted(state);
  const before = state.running?.cue;
  const trouble = apply(state, action, turn.at);
  if (trouble) return trouble;
  turn.changes.running = true;
  if (action.type === 'programme.set') turn.changes.programme = true;
  if (!started && state.running) openAtStart(state, turn);
  if (state.running?.cue !== before) followCue(state, turn);
  return undefined;
}

function apply(state: State, action: ProgrammeAction, at: number): Reason | undefined {
  switch (action.type) {
    case 'programme.set':
      return set(state, action.programme);
    case 'programme.start':
      return start(state, action.cue, at);
    case 'programme.pause':
      return pause(state, at);
    case 'programme.resume':
      return resume(state, at);
    case 'programme.next':
      return next(state, action.from, at);
    case 'programme.previous':
      return previous(state, action.from);
    case 'programme.adjust':
      return adjust(state, action.from, action.addMs);
  }
}

function set(state: State, programme: Programme): Reason | undefined {
  const ids = new Set(programme.cues.map((cue) => cue.id));
  if (state.running && !ids.has(state.running.cue)) return 'running_cue_missing';
  state.programme = programme;
  for (const id of state.ran.keys()) {
    if (!ids.has(id)) state.ran.delete(id);
  }
  return undefined;
}

function start(state: State, cue: CueId | undefined, at: number): Reason | undefined {
  if (state.running) return 'already_running';
  const chosen = cue ?? state.programme.cues[0]?.id;
  if (chosen === undefined) return 'empty_programme';
  if (cueIndex(state, chosen) < 0) return 'unknown_cue';
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

function next(state: State, from: CueId, at: number): Reason | undefined {
  if (!state.running) return 'not_running';
  if (state.running.cue !== from) return 'stale_cue';
  const { cue, pausedAt, ...timer } = state.running;
  const pausedMs = timer.pausedMs + (pausedAt === undefined ? 0 : at - pausedAt);
  state.ran.set(cue, { ...timer, pausedMs, endedAt: at });
  const following = state.programme.cues[cueIndex(state, cue) + 1];
  state.running = undefined;
  if (following) putOnAir(state, following.id, at);
  return undefined;
}

function previous(state: State, from: CueId | undefined): Reason | undefined {
  if (state.running?.cue !== from) return 'stale_cue';
  const at = from === undefined ? state.programme.cues.length : cueIndex(state, from);
  const before = state.programme.cues[at - 1];
  const ran = before && state.ran.get(before.id);
  if (!before || !ran) return 'unknown_cue';
  const { endedAt: _, ...timer } = ran;
  state.ran.delete(before.id);
  state.running = { cue: before.id, ...timer };
  return undefined;
}

function adjust(state: State, from: CueId, addMs: number): Reason | undefined {
  if (!state.running) return 'not_running';
  if (state.running.cue !== from) return 'stale_cue';
  const planned = state.programme.cues[cueIndex(state, from)]?.durationMs ?? 0;
  const addedMs = Math.min(CUE_DURATION_MAX_MS, Math.max(-planned, state.running.addedMs + addMs));
  state.running = { ...state.running, addedMs };
  return undefined;
}

function putOnAir(state: State, cue: CueId, at: number): void {
  state.ran.delete(cue);
  state.running = { cue, startedAt: at, pausedMs: 0, addedMs: 0 };
}

function cueIndex(state: State, id: CueId): number {
  return state.programme.cues.findIndex((cue) => cue.id === id);
}
