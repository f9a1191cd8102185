import type { VoteResult, Window } from './load/orders.ts';
import type { Figure, Target } from './scenario.ts';

/** Milliseconds by which votes may leave late before times say more of the generator than of the server. */
const LATE_MS = 10;
/** The share of its core above which the generator may be what is slow. */
const BUSY = 0.9;
/** The share of one core above which others on the machine may be why. */
const DISTURBED = 0.15;

/** One figure of all runs. */
export function figure<Run>(
  name: string,
  unit: string,
  runs: readonly Run[],
  take: (run: Run) => number,
  target?: Target,
): Figure {
  return { name, unit, values: runs.map(take), ...(target && { target }) };
}

/** How each run's value stands to what it is compared with in the same run. */
export function ratio<Run>(
  name: string,
  runs: readonly Run[],
  [ours, theirs]: readonly [(run: Run) => number, (run: Run) => number],
  target?: Target,
): Figure {
  return figure(name, '×', runs, (run) => ours(run) / theirs(run), target);
}

/** Of all its processes, in percent of one core. */
export function cpuPercent(window: Window): number {
  return (100 * cpuOf(window)) / window.seconds;
}

/** Seconds of one core that all of its processes used. */
export function cpuOf({ cpuSeconds }: Window): number {
  return cpuSeconds.reduce((sum, each) => sum + each, 0);
}

export function ownCpuPercent({ ownCpuSeconds, seconds }: Window): number {
  return (100 * ownCpuSeconds) / seconds;
}

/** Whether the generator or the rest of the machine, rather than the server, was what was slow; empty when it was not. */
export function heldUp(windows: readonly Window[], lateP99Ms: readonly number[] = []): string {
  const late = Math.max(0, ...lateP99Ms);
  const busy = most(windows, ({ ownCpuSeconds }) => ownCpuSeconds);
  const others = most(windows, ({ othersCpuSeconds }) => othersCpuSeconds);
  const signs = [
    late > LATE_MS ? `votes left up to ${Math.round(late)} ms late` : '',
    busy > BUSY ? `it used ${Math.round(busy * 100)} % of its core` : '',
    others > DISTURBED ? `others used ${Math.round(others * 100)} % of a core` : '',
  ].filter(Boolean);
  return signs.length === 0 ? '' : `HELD UP: ${signs.join(', ')}`;
}

/** The largest share of a core in any of the windows. */
function most(windows: readonly Window[], seconds: (window: Window) => number): number {
  return Math.max(0, ...windows.map((window) => seconds(window) / window.seconds));
}

/** {@link heldUp}, of votes. */
export function votesHeldUp(results: readonly VoteResult[]): string {
  return heldUp(
    results.map(({ window }) => window),
    results.map(({ lateP99Ms }) => lateP99Ms),
  );
}

/** What must be nought in every run. */
export function losses(results: readonly VoteResult[]): Figure[] {
  const target = { atMost: 0 };
  const note = [...new Set(results.flatMap(({ troubles }) => Object.keys(troubles)))].join(', ');
  return [
    figure('votes unseen', '', results, ({ unseen }) => unseen, target),
    { ...figure('votes not accepted', '', results, (each) => each.notAccepted, target), note },
    figure('phones lost', '', results, ({ window }) => window.lost, target),
  ].map((each) => ({ ...each, isWorst: true }));
}

/** How votes fared, and what it cost. */
export function voteFigures(who: string, results: readonly VoteResult[]): Figure[] {
  const of = (name: string, unit: string, take: (result: VoteResult) => number) =>
    figure(`${name}, ${who}`, unit, results, take);
  return [
    of('seen by others p99', 'ms', ({ seenP99Ms }) => seenP99Ms),
    of('seen by others p50', 'ms', ({ seenP50Ms }) => seenP50Ms),
    of('ack p99', 'ms', ({ ackP99Ms }) => ackP99Ms),
    of('ack p50', 'ms', ({ ackP50Ms }) => ackP50Ms),
    of('tick', 'ms', ({ tickMs }) => tickMs),
    of('server CPU', '% of a core', ({ window }) => cpuPercent(window)),
    of('frames', '1/s', ({ window }) => window.patches / window.seconds),
    of('generator late p99', 'ms', ({ lateP99Ms }) => lateP99Ms),
    of('generator CPU', '% of a core', ({ window }) => ownCpuPercent(window)),
  ];
}
