import {
  forecast,
  readTimer,
  type Expectation,
  type Forecast,
  type Reading,
} from '@rostrum/shared/domain/clock';
import type { CommonView } from '@rostrum/shared/domain/view';

/** Where the programme stands, for any page that shows it. Times are on the log's clock. */
export type CueNow =
  /** There are no cues at all. */
  | { type: 'empty' }
  /** Nothing is on air yet; `next` is the cue to start. */
  | { type: 'before'; next: Expectation; forecast: Forecast }
  | {
      type: 'running';
      /** The cue on air: `place.cue`. */
      place: Expectation;
      reading: Reading;
      /** The cue after it, with the time it is expected; absent when the last one is on air. */
      next: Expectation | undefined;
      forecast: Forecast;
    }
  | { type: 'finished' };

type ProgrammeView = Pick<CommonView, 'programme' | 'onAir'>;

/**
 * When everything happens as things stand. Only the show's view knows when the
 * cues before were on air; without that they stand at their planned times, and
 * the cue on air, those to come and the end are the same. Once the programme is
 * finished only the show's forecast means anything. O(cues).
 */
export function forecastOf({ programme, onAir }: ProgrammeView, now: number): Forecast {
  const ran = onAir.ran && new Map(Object.entries(onAir.ran));
  return forecast(programme, onAir, ran, now);
}

/** What is on air at `now`, how its clock stands, and what comes next. O(cues). */
export function cueNow(view: ProgrammeView, now: number): CueNow {
  const { programme, onAir } = view;
  if (programme.cues.length === 0) return { type: 'empty' };
  if (onAir.finished) return { type: 'finished' };
  const all = forecastOf(view, now);
  const place = all.cues.find(({ stage }) => stage === 'running');
  const next = all.cues.find(({ cue }) => cue.id === onAir.next);
  if (place && onAir.running) {
    const reading = readTimer(onAir.running, place.cue, now);
    return { type: 'running', place, reading, next, forecast: all };
  }
  return next ? { type: 'before', next, forecast: all } : { type: 'finished' };
}
