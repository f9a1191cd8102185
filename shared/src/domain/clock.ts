import type { Cue } from './cue.ts';
import type { Programme, Ran, Running } from './programme.ts';

/** Of a timer: how urgent it is. */
export type Phase = 'default' | 'warning' | 'danger' | 'overtime';

/** Unless the cue says otherwise, a warning begins in the last 2 minutes, or the last quarter of a shorter cue. */
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
  /** Time left at which the warning and the danger begin. */
  warningMs: number;
  dangerMs: number;
  phase: Phase;
  paused: boolean;
}

type TimedCue = Pick<Cue, 'durationMs' | 'warningMs' | 'dangerMs'>;

/** What a timer shows at `now`, on the log's clock. */
export function readTimer(running: Running, cue: TimedCue, now: number): Reading {
  const until = running.pausedAt ?? now;
  const elapsedMs = Math.max(0, until - running.startedAt - running.pausedMs);
  // A cue may be made shorter than what was taken from it: less than no time it never has.
  const totalMs = Math.max(0, cue.durationMs + running.addedMs);
  const leftMs = totalMs - elapsedMs;
  const warningMs = cue.warningMs ?? Math.min(WARNING_MS, totalMs * WARNING_SHARE);
  const dangerMs = cue.dangerMs ?? Math.min(DANGER_MS, totalMs * DANGER_SHARE);
  const paused = running.pausedAt !== undefined;
  const phase = phaseOf(leftMs, warningMs, dangerMs);
  return { elapsedMs, leftMs, totalMs, warningMs, dangerMs, phase, paused };
}

function phaseOf(leftMs: number, warningMs: number, dangerMs: number): Phase {
  if (leftMs <= 0) return 'overtime';
  if (leftMs <= dangerMs) return 'danger';
  if (leftMs <= warningMs) return 'warning';
  return 'default';
}

type PlannedCue = Pick<Cue, 'id' | 'durationMs' | 'hardStartAt' | 'skip'>;
type Plan<C extends PlannedCue> = Pick<Programme, 'startAt' | 'hardEndAt'> & { cues: readonly C[] };

/** A cue's place in time. Times are epoch milliseconds, over/under positive when late. */
export interface Expectation<C extends PlannedCue = Cue> {
  cue: C;
  /** Passed: it is skipped, or was jumped over. */
  stage: 'done' | 'running' | 'later' | 'passed';
  plannedAt: number;
  /** Free time before its planned start (positive), or by how much the one before it runs into it (negative). */
  gapMs: number;
  /** When it starts as things stand; when it did start, if known. */
  expectedAt: number;
  /** When it ends as things stand; when it did end, if known. */
  expectedEndAt: number;
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

/** What is on air, what starts next, and whether both follow the wall clock. */
interface Air {
  running?: Running | undefined;
  next?: string | undefined;
  rolling?: boolean | undefined;
}

/** When each cue is planned to start: at its hard start, or at the end of the one before. O(cues). */
export function plannedStarts<C extends PlannedCue>({ startAt, cues }: Plan<C>): number[] {
  let free = startAt;
  return cues.map(({ hardStartAt, durationMs }) => {
    const plannedAt = hardStartAt ?? free;
    free = plannedAt + durationMs;
    return plannedAt;
  });
}

/**
 * When everything happens as things stand at `now`: what is up next and all after
 * it follow one another, a soft cue floating after the one before it, a hard one
 * no earlier than planned, a skipped one taking no time. A programme that rolls
 * happens as it is planned. O(cues).
 *
 * @param ran when cues were on air; undefined where that is not known: they then stand at their planned times
 */
export function forecast<C extends PlannedCue>(
  plan: Plan<C>,
  { running, next, rolling }: Air,
  ran: ReadonlyMap<string, Ran> | undefined,
  now: number,
): Forecast<C> {
  const starts = plannedStarts(plan);
  const nextIndex = plan.cues.findIndex(({ id }) => id === next);
  const onAir = plan.cues.find(({ id }) => id === running?.cue);
  const ownEnd = running && onAir ? now + Math.max(0, readTimer(running, onAir, now).leftMs) : 0;
  // Rolling, what is next takes the air at its time, whatever is left of the cue before.
  const cut = rolling ? starts[nextIndex] : undefined;
  const endOnAir = cut === undefined ? ownEnd : Math.min(ownEnd, Math.max(now, cut));
  let free = endOnAir || Math.max(now, starts[nextIndex] ?? 0);
  let plannedFree = plan.startAt;
  const cues = plan.cues.map((cue, index): Expectation<C> => {
    const plannedAt = starts[index] ?? 0;
    const plannedEndAt = plannedAt + cue.durationMs;
    const gapMs = plannedAt - plannedFree;
    plannedFree = plannedEndAt;
    const at = (
      stage: Expectation['stage'],
      expectedAt: number,
      expectedEndAt: number,
    ): Expectation<C> => {
      const overMs = stage === 'passed' ? 0 : expectedEndAt - plannedEndAt;
      return { cue, stage, plannedAt, gapMs, expectedAt, expectedEndAt, overMs };
    };
    if (running && cue === onAir) return at('running', running.startedAt, endOnAir);
    if (nextIndex >= 0 && index >= nextIndex && !isSkipped(cue, next)) {
      const expectedAt = rolling ? plannedAt : Math.max(free, cue.hardStartAt ?? 0);
      free = expectedAt + cue.durationMs;
      return at('later', expectedAt, free);
    }
    const was = ran?.get(cue.id);
    if (was) return at('done', was.startedAt, was.endedAt);
    return at(ran || cue.skip ? 'passed' : 'done', plannedAt, plannedEndAt);
  });
  const plannedEndAt = plan.hardEndAt ?? plannedFree;
  const isOver = !running && nextIndex < 0;
  const expectedEndAt = isOver ? lastEnd(ran, plannedEndAt) : free;
  return { cues, plannedEndAt, expectedEndAt, overMs: expectedEndAt - plannedEndAt };
}

/** How the show stands by the clock it began on, and not by the plan's. */
export interface SinceStart {
  /** When its first cue went on air. */
  startedAt: number;
  /** How late (positive) or early that was. */
  lateMs: number;
  /** How much longer (positive) or shorter than planned it takes, from there to its end. */
  overMs: number;
}

/**
 * Undefined as long as nothing was on air, and where it is not known what was:
 * a forecast without `ran` does not say. O(cues).
 */
export function sinceStart<C extends PlannedCue>({
  cues,
  expectedEndAt,
}: Forecast<C>): SinceStart | undefined {
  const [first] = cues
    .filter(({ stage }) => stage === 'running' || stage === 'done')
    .sort((one, other) => one.expectedAt - other.expectedAt);
  const last = cues.at(-1);
  if (!first || !last) return undefined;
  const plannedMs = last.plannedAt + last.cue.durationMs - first.plannedAt;
  const overMs = expectedEndAt - first.expectedAt - plannedMs;
  return { startedAt: first.expectedAt, lateMs: first.expectedAt - first.plannedAt, overMs };
}

/** One that was loaded by hand starts all the same. */
function isSkipped(cue: PlannedCue, next: string | undefined): boolean {
  return cue.skip === true && cue.id !== next;
}

function lastEnd(ran: ReadonlyMap<string, Ran> | undefined, otherwise: number): number {
  return Math.max(0, ...[...(ran?.values() ?? [])].map(({ endedAt }) => endedAt)) || otherwise;
}
