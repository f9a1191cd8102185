import { z } from 'zod';
import { auxSpentMs } from './aux-clock.ts';
import { AUX_TIMERS, CUE_DURATION_MAX_MS, NAME_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';

/** A timer beside the programme: a speaker's limit, a vote, a break. */
export const auxTimerSchema = z.strictObject({
  label: lineSchema(NAME_MAX).optional(),
  /** 0 counts up without a limit. */
  durationMs: z.int().nonnegative().max(CUE_DURATION_MAX_MS),
  /** Time that ran before it was started last. */
  spentMs: z.int().nonnegative(),
  /** Absent while it stands. */
  startedAt: z.int().positive().optional(),
});
export type AuxTimer = z.infer<typeof auxTimerSchema>;

/** None is set. */
export function noAuxTimers(): readonly (AuxTimer | null)[] {
  return Array.from({ length: AUX_TIMERS }, () => null);
}

const timer = z
  .int()
  .nonnegative()
  .max(AUX_TIMERS - 1);

export const auxActionSchemas = [
  /** Sets a timer anew; it stands until it is started. */
  z.strictObject({
    type: z.literal('programme.auxSet'),
    timer,
    label: auxTimerSchema.shape.label,
    durationMs: auxTimerSchema.shape.durationMs,
  }),
  z.strictObject({ type: z.literal('programme.auxStart'), timer }),
  z.strictObject({ type: z.literal('programme.auxStop'), timer }),
  z.strictObject({ type: z.literal('programme.auxClear'), timer }),
] as const;

type AuxAction = z.infer<(typeof auxActionSchemas)[number]>;

export function reduceAux(state: State, action: AuxAction, at: number): Reason | undefined {
  const index = action.timer;
  const aux = state.aux[index] ?? undefined;
  const put = (next: AuxTimer | null) => {
    state.aux = state.aux.with(index, next);
    return undefined;
  };
  switch (action.type) {
    case 'programme.auxSet': {
      const { label, durationMs } = action;
      return put({ ...(label === undefined ? {} : { label }), durationMs, spentMs: 0 });
    }
    case 'programme.auxStart':
      if (!aux) return 'unknown_timer';
      if (aux.startedAt !== undefined) return 'already_running';
      return put({ ...aux, startedAt: at });
    case 'programme.auxStop': {
      if (aux?.startedAt === undefined) return 'not_running';
      const { startedAt: _, ...rest } = aux;
      return put({ ...rest, spentMs: auxSpentMs(aux, at) });
    }
    case 'programme.auxClear':
      return put(null);
  }
}
