import { z } from 'zod';
import { hasRun } from './aux-clock.ts';
import { auxTimerSchema } from './aux-timers.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { upNext } from './on-air.ts';
import { paceOf } from './pace.ts';
import type { State } from './state.ts';
import type { Audience } from './view.ts';

const time = z.int().nonnegative();
const timer = { startedAt: time, pausedMs: time, addedMs: z.int() };
const spokenMs = z.array(time).readonly().optional();
export const runningSchema = z.strictObject({
  cue: cueIdSchema,
  ...timer,
  pausedAt: time.optional(),
  speaking: z.strictObject({ speaker: time, fromMs: time }).optional(),
  spokenMs,
});
export const ranSchema = z.strictObject({ ...timer, endedAt: time, spokenMs });

export const onAirSchema = z.strictObject({
  running: runningSchema.optional(),
  /** The cue up next. */
  next: cueIdSchema.optional(),
  /** It follows the wall clock. */
  rolling: z.literal(true).optional(),
  /** Timers beside the programme, absent while there is none; before they ever ran the show's alone. */
  aux: z.array(auxTimerSchema.nullable()).readonly().optional(),
  /** The last cue is over. */
  finished: z.boolean(),
  /** Show only: when the cues before were on air. */
  ran: z.record(cueIdSchema, ranSchema).optional(),
  /** How long a question takes, as measured; absent before any was answered. All but the public. */
  paceMs: time.optional(),
});
export type OnAir = z.infer<typeof onAirSchema>;

/** What runs, what is next, and what is measured. O(cues). */
export function onAirFor(state: State, audience: Audience): OnAir {
  const { running } = state;
  const next = upNext(state);
  const aux =
    audience === 'show' ? state.aux : state.aux.map((each) => (each && hasRun(each) ? each : null));
  const paceMs = audience === 'public' ? undefined : paceOf(state);
  const onAir: OnAir = {
    ...(running ? { running } : {}),
    ...(next ? { next: next.id } : {}),
    ...(state.rolledAt === undefined ? {} : { rolling: true }),
    ...(aux.some(Boolean) ? { aux } : {}),
    ...(paceMs === undefined ? {} : { paceMs }),
    finished: !running && !next && state.ran.size > 0,
  };
  if (audience !== 'show') return onAir;
  return { ...onAir, ran: Object.fromEntries(state.ran) as Record<CueId, never> };
}
