import type { Action } from '@rostrum/shared/domain/actions';
import type { Expectation, Forecast } from '@rostrum/shared/domain/clock';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { CommonView } from '@rostrum/shared/domain/view';
import { forecastOf, type CueNow } from '#lib/programme.ts';

const MOVES: readonly Action['type'][] = [
  'programme.start',
  'programme.next',
  'programme.previous',
  'programme.go',
  'programme.stop',
];

/** What the one big button does next. */
export type Press =
  | { type: 'start'; next: Expectation }
  | { type: 'next'; from: Expectation; next: Expectation }
  | { type: 'end'; from: Expectation };

/** The next press; undefined when there is nothing left to press. */
export function pressOf(now: CueNow): Press | undefined {
  switch (now.type) {
    case 'before':
      return { type: 'start', next: now.next };
    case 'running':
      return now.next
        ? { type: 'next', from: now.place, next: now.next }
        : { type: 'end', from: now.place };
    case 'finished':
    case 'empty':
      return undefined;
  }
}

export function pressAction(press: Press): Action {
  return press.type === 'start'
    ? { type: 'programme.start', cue: press.next.cue.id }
    : { type: 'programme.next', from: press.from.cue.id };
}

/** The end of the programme if the press came at `now`: what taking it costs or saves. */
export function endAfter(
  view: Pick<CommonView, 'programme' | 'onAir'>,
  press: Press,
  now: number,
): Pick<Forecast, 'expectedEndAt' | 'overMs'> {
  const { programme, onAir } = view;
  if (press.type === 'end') {
    const { plannedEndAt } = forecastOf(view, now);
    return { expectedEndAt: now, overMs: now - plannedEndAt };
  }
  const running = { cue: press.next.cue.id, startedAt: now, pausedMs: 0, addedMs: 0 };
  // A hand's press ends following the wall clock.
  const { next: _, rolling: __, ...rest } = onAir;
  const next = cueAfter(programme.cues, press.next.cue.id);
  const then = { ...rest, running, ...(next ? { next } : {}) };
  return forecastOf({ programme, onAir: then }, now);
}

/** The cue that would follow this one; the first, after none. */
export function cueAfter(
  cues: CommonView['programme']['cues'],
  id: string | undefined,
): CueId | undefined {
  const at = cues.findIndex((cue) => cue.id === id);
  return cues.slice(at + 1).find(({ skip }) => !skip)?.id;
}

/** The cue that Back returns to; undefined where there is no way back. */
export function backTo({ programme, onAir }: Pick<CommonView, 'programme' | 'onAir'>) {
  const last = Object.keys(onAir.ran ?? {}).at(-1);
  return programme.cues.find(({ id }) => id === last);
}

/** Moves from one cue to another: one at a time, or two presses would be two steps. */
export function isMove({ type }: Action): boolean {
  return MOVES.includes(type);
}
