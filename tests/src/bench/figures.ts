import type { VoteResult, Window } from './load/orders.ts';
import type { Figure, Target } from './scenario.ts';

/** Milliseconds by which votes may leave late before times say more of the generator than of the server. */
const LATE_MS = 10;
/** The share of its core above which the generator may be what is slow. */
const BUSY = 0.9;
/** The share of one core above which others on the machine may be why. */
const DISTURBED = 0.15;

/** How each run's value stands to the same run's of what it is compared with. */
export function ratio(
  name: string,
  values: readonly number[],
  to: readonly number[],
  target?: Target,
): Figure {
  const ratios = values.map((value, run) => value / (to[run] ?? NaN));
  return { name, values: ratios, unit: '×', ...(target && { target }) };
}

/** Of the whole of `window`, in percent of one core. */
export function cpuPercent({ cpuSeconds, seconds }: Window): number {
  return (cpuSeconds.reduce((sum, each) => sum + each, 0) / seconds) * 100;
}

/** Whether the generator or the rest of the machine, rather than the server, was what was slow; empty when it was not. */
export function heldUp(windows: readonly Window[], lateP99Ms: readonly number[] = []): string {
  const late = Math.max(0, ...lateP99Ms);
  const share = (seconds: (window: Window) => number) =>
    Math.max(...windows.map((window) => seconds(window) / window.seconds));
  const busy = share(({ ownCpuSeconds }) => ownCpuSeconds);
  const others = share(({ othersCpuSeconds }) => othersCpuSeconds);
  const signs = [
    late > LATE_MS ? `votes left up to ${Math.round(late)} ms late` : '',
    busy > BUSY ? `it used ${Math.round(busy * 100)} % of its core` : '',
    others > DISTURBED ? `others used ${Math.round(others * 100)} % of a core` : '',
  ].filter(Boolean);
  return signs.length === 0 ? '' : `HELD UP: ${signs.join(', ')}`;
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
    { name: 'votes unseen', values: results.map(({ unseen }) => unseen), unit: '', target },
    {
      name: 'votes not accepted',
      values: results.map(({ notAccepted }) => notAccepted),
      unit: '',
      target,
      note,
    },
    { name: 'phones lost', values: results.map(({ window }) => window.lost), unit: '', target },
  ].map((figure) => ({ ...figure, isWorst: true }));
}

/** How the generator fared. */
export function generatorFigures(results: readonly VoteResult[]): Figure[] {
  return [
    {
      name: 'generator late, p99',
      values: results.map(({ lateP99Ms }) => lateP99Ms),
      unit: 'ms',
    },
    {
      name: 'generator CPU',
      values: results.map(
        ({ window: { ownCpuSeconds, seconds } }) => (100 * ownCpuSeconds) / seconds,
      ),
      unit: '% of a core',
    },
  ];
}
