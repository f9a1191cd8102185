import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { choosePinning } from './cores.ts';
import { OBSERVERS } from './load/messages.ts';
import { QUESTIONS, WARM_UP_S, type Options } from './options.ts';
import type { Figure } from './scenario.ts';

/** One line of the output, as whoever compares runs reads it. */
export interface Line {
  readonly scenario: string;
  readonly figure: string;
  readonly value: number | null;
  readonly unit: string;
  readonly baseline: number | null;
  /** Value by baseline. */
  readonly ratio: number | null;
  readonly target: number | null;
  readonly ok: boolean | null;
}

/** The first line: what the figures hang on. */
export function preamble({ seconds, sockets, rate }: Options) {
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryGB: round(totalmem() / 2 ** 30),
      node: process.version,
      platform: `${process.platform} ${process.arch} ${release()}`,
      /** What else ran: figures of a machine that was busy at the start are worth less. */
      loadAverage: round(loadavg()[0] ?? 0),
    },
    settings: {
      seconds,
      warmUpSeconds: WARM_UP_S,
      sockets,
      rate,
      observers: Math.min(OBSERVERS, sockets),
      questions: QUESTIONS,
      /** The core each process is held to, or null where none is. */
      pinnedTo: choosePinning() ?? null,
    },
  };
}

export function lineOf(scenario: string, { name, value, unit, baseline, target }: Figure): Line {
  const known = Number.isFinite(value);
  return {
    scenario,
    figure: name,
    value: known ? round(value) : null,
    unit,
    baseline: baseline ?? null,
    ratio: known && baseline !== undefined ? round(value / baseline) : null,
    target: target ?? null,
    ok: target === undefined ? null : known && value <= target,
  };
}

/** Three significant digits; whole from a thousand on. */
function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

const HEADINGS = ['scenario', 'figure', 'value', 'unit', 'baseline', 'ratio', 'target', ''];
/** Which of them hold numbers. */
const NUMBERS = new Set([2, 4, 5, 6]);

export function table(lines: readonly Line[]): string {
  const rows = [HEADINGS, ...lines.map(cells)];
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    NUMBERS.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function cells({ scenario, figure, value, unit, baseline, ratio, target, ok }: Line): string[] {
  const number = (of: number | null) => (of === null ? '' : String(of));
  const mark = ok === null ? '' : ok ? 'ok' : 'MISSED';
  return [
    scenario,
    figure,
    value === null ? 'none' : String(value),
    unit,
    number(baseline),
    number(ratio),
    number(target),
    mark,
  ];
}
