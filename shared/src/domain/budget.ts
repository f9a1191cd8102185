import type { Forecast } from './clock.ts';
import type { Programme } from './programme.ts';
import { takesQuestions } from './qa-switch.ts';

/** Milliseconds a question takes while none was measured: one to ask, two to answer. */
const ASSUMED_PACE_MS = 180_000;

/** What is left until the next time that does not move, and what of it questions may take. */
export interface Budget {
  /** When that is: the next hard start, the hard end, or else the planned end. */
  untilAt: number;
  leftMs: number;
  /** What the cues before that need that take no questions. */
  restMs: number;
  /** What remains for questions; 0 when nothing does. */
  questionsMs: number;
  /** Questions there is room for, at the pace. */
  room: number;
  /** Whether the pace was measured, or assumed. */
  measured: boolean;
}

/**
 * The time that questions and everything else share, at `now`. Undefined when no
 * cue that takes questions is on air or to come before that time. O(cues).
 */
export function budgetOf(
  programme: Pick<Programme, 'hardEndAt'>,
  forecast: Forecast,
  paceMs: number | undefined,
  now: number,
): Budget | undefined {
  const ahead = forecast.cues.filter(({ stage }) => stage === 'running' || stage === 'later');
  const hard = ahead.findIndex(
    ({ cue, stage }) => stage === 'later' && cue.hardStartAt !== undefined,
  );
  const before = hard < 0 ? ahead : ahead.slice(0, hard);
  if (!before.some(({ cue }) => takesQuestions(cue.kind))) return undefined;
  const untilAt = ahead[hard]?.plannedAt ?? programme.hardEndAt ?? forecast.plannedEndAt;
  const leftMs = untilAt - now;
  const restMs = before
    .filter(({ cue }) => !takesQuestions(cue.kind))
    .reduce((sum, place) => sum + place.expectedEndAt - Math.max(now, place.expectedAt), 0);
  const questionsMs = Math.max(0, leftMs - restMs);
  const room = Math.floor(questionsMs / (paceMs ?? ASSUMED_PACE_MS));
  return { untilAt, leftMs, restMs, questionsMs, room, measured: paceMs !== undefined };
}
