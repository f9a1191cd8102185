import { COLOURS } from '@rostrum/shared/domain/colours';
import type { Expectation, Forecast } from '@rostrum/shared/domain/clock';
import type { LabelColour } from '@rostrum/shared/domain/labels';

/** A stretch of the axis, in shares of it: 0 is its beginning, 1 its end. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One axis of time with everything that lies on it. Times are on the log's clock. */
export interface Axis {
  readonly startAt: number;
  readonly endAt: number;
  /** Moments to write beside it. */
  readonly ticks: readonly number[];
  /** How many times the shortest cue fits into it: what it has to have room for. */
  readonly rows: number;
}

const MINUTE_MS = 60_000;
/** Minutes from one tick to the next: the first that gives no more than so many. */
const TICK_MINUTES = [5, 10, 15, 30, 60, 120, 240, 1_440];
const TICKS_MOST = 14;
/** So near to now, in steps from tick to tick, the one cannot be read beside the other. */
const HIDDEN_SHARE = 0.45;
/** An axis is never longer than this many times its mean cue: one short cue does not stretch a whole day. */
const ROWS_A_CUE = 2.5;

/** From the first start to the last end, planned or expected, in whole ticks. */
export function axisOf({ cues, plannedEndAt, expectedEndAt }: Forecast): Axis {
  const starts = cues.flatMap(({ plannedAt, expectedAt }) => [plannedAt, expectedAt]);
  const first = Math.min(...starts);
  const last = Math.max(plannedEndAt, expectedEndAt, ...cues.map(({ expectedEndAt: end }) => end));
  const minutes = (last - first) / MINUTE_MS;
  const step = MINUTE_MS * (TICK_MINUTES.find((each) => minutes / each <= TICKS_MOST) ?? 1_440);
  const startAt = Math.floor(first / step) * step;
  const endAt = Math.max(startAt + step, Math.ceil(last / step) * step);
  const count = Math.round((endAt - startAt) / step) + 1;
  const shortest = Math.min(...cues.map(({ cue }) => cue.durationMs));
  return {
    startAt,
    endAt,
    ticks: Array.from({ length: Math.min(count, 100) }, (_, index) => startAt + index * step),
    rows: Math.min((endAt - startAt) / shortest, cues.length * ROWS_A_CUE),
  };
}

/** Whether the mark of `now` lies over what is written at a tick. */
export function isHidden({ ticks }: Axis, tick: number, now: number): boolean {
  const step = (ticks[1] ?? Infinity) - (ticks[0] ?? 0);
  return Math.abs(tick - now) < step * HIDDEN_SHARE;
}

/** A moment's place on the axis; beyond its ends it is at them. */
export function shareOf({ startAt, endAt }: Axis, at: number): number {
  return Math.min(1, Math.max(0, (at - startAt) / (endAt - startAt)));
}

export function stretchOf(axis: Axis, fromAt: number, toAt: number): Stretch {
  return { from: shareOf(axis, fromAt), to: shareOf(axis, toAt) };
}

/**
 * By cue: its own colour, or one that the cues of its group share and that the
 * group before does not have. O(cues).
 */
export function coloursOf(cues: readonly Pick<Expectation, 'cue'>[]): (LabelColour | undefined)[] {
  let groups = 0;
  let before: string | undefined;
  return cues.map(({ cue }) => {
    if (cue.group !== undefined && cue.group !== before) groups += 1;
    before = cue.group;
    const shared = cue.group === undefined ? undefined : COLOURS[(groups - 1) % COLOURS.length];
    return cue.colour ?? shared;
  });
}
