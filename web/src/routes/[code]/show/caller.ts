import type { Action } from '@rostrum/shared/domain/actions';
import type { Expectation, Forecast } from '@rostrum/shared/domain/clock';
import type { CommonView } from '@rostrum/shared/domain/view';
import { forecastOf, type CueNow } from '#lib/programme.ts';

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
  return forecastOf({ programme, onAir: { ...onAir, running } }, now);
}

/** The cue that Back returns to; undefined where there is no way back. */
export function backTo({ programme, onAir }: Pick<CommonView, 'programme' | 'onAir'>) {
  const { cues } = programme;
  const at = onAir.running ? cues.findIndex(({ id }) => id === onAir.running?.cue) : cues.length;
  const before = cues[at - 1];
  return before && onAir.ran && before.id in onAir.ran ? before : undefined;
}

/** Moves from one cue to another: one at a time, or two presses would be two steps. */
export function isMove({ type }: Action): boolean {
  return type === 'programme.start' || type === 'programme.next' || type === 'programme.previous';
}
