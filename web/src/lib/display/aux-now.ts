import { auxSpentMs, hasRun } from '@rostrum/shared/domain/aux-clock';
import type { AuxTimer } from '@rostrum/shared/domain/aux-timers';
import { readTimer, type Phase } from '@rostrum/shared/domain/clock';
import type { CueId } from '@rostrum/shared/domain/ids';
import { clockText } from '#lib/time.ts';

/** A timer beside the programme, as a display shows it. */
export interface AuxNow {
  /** Which of them it is, from 1. */
  number: number;
  label: string | undefined;
  digits: string;
  phase: Phase;
  paused: boolean;
}

/**
 * Those that have been started, in their order: one that only stands ready is the crew's.
 *
 * @param at the time it is, on the log's clock.
 */
export function auxNow(timers: readonly (AuxTimer | null)[] | undefined, at: number): AuxNow[] {
  return (timers ?? []).flatMap((aux, index) => {
    if (!aux || !hasRun(aux)) return [];
    return [{ number: index + 1, label: aux.label, ...faceOf(aux, at) }];
  });
}

function faceOf(aux: AuxTimer, at: number): Pick<AuxNow, 'digits' | 'phase' | 'paused'> {
  const spentMs = auxSpentMs(aux, at);
  const paused = aux.startedAt === undefined;
  // Of time that has passed a second counts once it is over.
  const passed = (ms: number) => clockText(Math.floor(ms / 1000) * 1000);
  if (aux.durationMs === 0) return { digits: passed(spentMs), phase: 'default', paused };
  const running = { cue: 'aux' as CueId, startedAt: at - spentMs, pausedMs: 0, addedMs: 0 };
  const { phase, leftMs } = readTimer(running, aux, at);
  const digits = phase === 'overtime' ? `+${passed(-leftMs)}` : clockText(leftMs);
  return { digits, phase, paused };
}
