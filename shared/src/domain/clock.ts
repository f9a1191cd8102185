import type { Cue } from './cue.ts';
import type { Programme, Ran, Running } from './programme.ts';

/** Of a timer: how urgent it is. */
export type Phase = 'default' | 'warning' | 'danger' | 'overtime';

/** A warning begins in the last 2 minutes, or the last quarter of a shorter cue. */
const WARNING_MS = 120_000;
const WARNING_SHARE = 0.25;
/** Danger begins in the last 30 seconds, or the last tenth of a shorter cue. */
const DANGER_MS = 30_000;
const DANGER_SHARE = 0.1;

export interface Reading {
  elapsedMs: number;
  /** Negative in overtime. */
  leftMs: number;
  /** The cue's duration with what was added to it. */
  totalMs: number;
  phase: Phase;
  paused: boolean;
}

/** What a timer shows at `now`, on the log's clock. */
export function readTimer(running: Running, durationMs: number, now: number): Reading {
  const until = running.pausedAt ?? now;
  const elapsedMs = Math.max(0, until - running.startedAt - running.pausedMs);
  const totalMs = durationMs + running.addedMs;
  const leftMs = totalMs - elapsedMs;
  const paused = running.pausedAt !== undefined;
  return { elapsedMs, leftMs, totalMs, phase: phaseOf(leftMs, totalMs), paused };
}

function phaseOf(leftMs: number, totalMs: number): Phase {
  if (leftMs <= 0) return 'overtime';
  if (leftMs <= Math.min(DANGER_MS, totalMs * DANGER_SHARE)) return 'danger';
  if (leftMs <= Math.min(WARNING_MS, totalMs * WARNING_SHARE)) return 'warning';
  return 'default';
}

type PlannedCue = Pick<Cue, 'id' | 'durationMs' | 'hardStartAt'>;
type Plan<C extends PlannedCue> = Pick<Programme, 'startAt' | 'hardEndAt'> & { cues: readonly C[] };

/** A cue's place in time. Times are epoch milliseconds, over/under positive when late. */
export interface Expectation<C extends PlannedCue = Cue> {
  cue: C;
  stage: 'done' | 'running' | 'later';
  plannedAt: number;
  /** When it starts as things stand; when it did start, if known. */
  expectedAt: number;
  /** When it ends as things stand, less when it was to end. */
  overMs: number;
}

export interface Forecast<C extends PlannedCue = Cue> {
  cues: Expectation<C>[];
  plannedEndAt: number;
  expectedEndAt: number;
  /** How late (positive) or early the whole programme ends. */
  overMs: number;
}

/**
 * When everything happens as things stand at `now`: a soft cue floats after the
 * one before it, a hard one starts no earlier than planned. O(cues).
 */
export function forecast<C extends PlannedCue>(
  plan: Plan<C>,
  running: Running | undefined,
  ran: ReadonlyMap<string, Ran>,
  now: number,
): Forecast<C> {
  const onAir = plan.cues.findIndex((cue) => cue.id === running?.cue);
  const done = onAir >= 0 ? onAir : lastRan(plan, ran) + 1;
  let planned = plan.startAt;
  let expected = plan.startAt;
  const cues = plan.cues.map((cue, index): Expectation<C> => {
    const plannedAt = cue.hardStartAt ?? planned;
    planned = plannedAt + cue.durationMs;
    const place = { cue, plannedAt };
    if (index < done) {
      const was = ran.get(cue.id);
      expected = was?.endedAt ?? planned;
      return {
        ...place,
        stage: 'done',
        expectedAt: was?.startedAt ?? plannedAt,
        overMs: expected - planned,
      };
    }
    if (index === onAir && running) {
      expected = now + Math.max(0, readTimer(running, cue.durationMs, now).leftMs);
      return {
        ...place,
        stage: 'running',
        expectedAt: running.startedAt,
        overMs: expected - planned,
      };
    }
    const expectedAt = Math.max(expected, cue.hardStartAt ?? 0, running ? 0 : now);
    expected = expectedAt + cue.durationMs;
    return { ...place, stage: 'later', expectedAt, overMs: expected - planned };
  });
  const plannedEndAt = plan.hardEndAt ?? planned;
  return { cues, plannedEndAt, expectedEndAt: expected, overMs: expected - plannedEndAt };
}

function lastRan<C extends PlannedCue>(plan: Plan<C>, ran: ReadonlyMap<string, Ran>): number {
  return plan.cues.findLastIndex((cue) => ran.has(cue.id));
}
