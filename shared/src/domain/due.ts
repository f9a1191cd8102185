import { z } from 'zod';
import { readTimer } from './clock.ts';
import type { Cue } from './cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { cueOf, endCue, putOnAir, upNext } from './on-air.ts';
import type { Reason } from './reasons.ts';
import { nextRoll, settleRoll } from './roll.ts';
import type { State } from './state.ts';

/** The server's own action: what was to happen by itself is due. Every node asks for it, and the first is right. */
export const dueSchema = z.strictObject({
  type: z.literal('programme.due'),
  /** The cue on air for which it is due; absent for none. */
  from: cueIdSchema.optional(),
});
export type Due = z.infer<typeof dueSchema>;

/**
 * By as much may what a node takes for the log's clock be ahead of it. Refused, it
 * would never be asked for again; taken, it counts from the time it was due.
 */
const EARLY_MS = 1_000;
/**
 * What is no later than that follows without a gap, so that a chain of cues does
 * not drift. Past it (nobody was there to ask for it) the time is what it is.
 */
const PROMPT_MS = 2_000;

/** When something is to happen by itself, and what it waits for; undefined when nothing is. O(cues). */
export function dueOf(state: State): { at: number; from: CueId | undefined } | undefined {
  const at = state.rolledAt === undefined ? endOf(state) : nextRoll(state);
  return at === undefined ? undefined : { at, from: state.running?.cue };
}

export function reduceDue(state: State, { from }: Due, at: number): Reason | undefined {
  const due = dueOf(state);
  if (!due || due.from !== from || at < due.at - EARLY_MS) return 'stale_cue';
  if (state.rolledAt !== undefined) settleRoll(state, Math.max(at, due.at));
  else endByItself(state, at - due.at < PROMPT_MS ? due.at : at);
  return undefined;
}

/** When the cue on air has had its time, where that ends it; where it starts one that is hard, no sooner than that. */
function endOf(state: State): number | undefined {
  const { running } = state;
  const cue = running && cueOf(state, running.cue);
  if (!cue || running.pausedAt !== undefined) return undefined;
  const starts = startedByItself(state);
  if (!cue.endAction && !starts) return undefined;
  const endAt = running.startedAt + running.pausedMs + readTimer(running, cue, state.at).totalMs;
  return Math.max(endAt, starts?.hardStartAt ?? 0);
}

function endByItself(state: State, at: number): void {
  const endAction = state.running && cueOf(state, state.running.cue)?.endAction;
  const starts = startedByItself(state);
  const next = upNext(state);
  endCue(state, at);
  if (starts) putOnAir(state, starts.id, at);
  else if (endAction === 'load') state.loaded = next?.id;
}

/** The cue that goes on air when the one there has had its time. */
function startedByItself(state: State): Cue | undefined {
  const next = upNext(state);
  const isTold = state.running && cueOf(state, state.running.cue)?.endAction === 'start';
  return next?.linked || isTold ? next : undefined;
}
