import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { chooseCores } from './cores.ts';
import type { Figure, Scenario, Target } from './scenario.ts';
import { median } from './stats.ts';

/** One line of the output, as whoever compares runs reads it. */
export interface Line {
  readonly scenario: string;
  readonly figure: string;
  /** The median of its runs, or the most where none may be more; null when there was nothing to measure it by, or no end to it. */
  readonly value: number | null;
  readonly unit: string;
  /** Such as `≤ 1.1`. */
  readonly target: string | null;
  readonly ok: boolean | null;
  readonly runs: number;
  /** The least and the most of the runs. */
  readonly spread: readonly [number | null, number | null];
  readonly quick: boolean;
  readonly note: string;
}

/** The first line: what the figures hang on. */
export function preamble(scenarios: readonly Scenario[], quick: boolean) {
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
    /** The core that each is held to, or null where none is. */
    cores: chooseCores() ?? null,
    quick,
    settings: Object.fromEntries(
      scenarios.map(({ name, sizes }) => [name, quick ? sizes?.quick : sizes?.full]),
    ),
  };
}

export function lineOf(scenario: string, figure: Figure, quick: boolean): Line {
  const { name, values, unit, target, isWorst = false, note = '' } = figure;
  const value = isWorst ? Math.max(...values) : median(values);
  return {
    scenario,
    figure: name,
    value: shown(value),
    unit,
    target: target ? words(target) : null,
    ok: target ? isMet(value, target) : null,
    runs: values.length,
    spread: [shown(Math.min(...values)), shown(Math.max(...values))],
    quick,
    note,
  };
}

function isMet(value: number, target: Target): boolean {
  if ('atMost' in target) return value <= target.atMost;
  if ('atLeast' in target) return value >= target.atLeast;
  return value < target.under;
}

function words(target: Target): string {
  if ('atMost' in target) return `≤ ${target.atMost}`;
  if ('atLeast' in target) return `≥ ${target.atLeast}`;
  return `< ${target.under}`;
}

function shown(value: number): number | null {
  return Number.isFinite(value) ? round(value) : null;
}

/** Three significant digits; whole from a thousand on. */
function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

const HEADINGS = ['scenario', 'figure', 'value', 'unit', 'target', '', 'runs', 'note'];
/** Which of them hold numbers. */
const NUMBERS = new Set([2, 6]);

export function table(lines: readonly Line[]): string {
  const rows = [HEADINGS, ...lines.map(cells)];
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    NUMBERS.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function cells({ scenario, figure, value, unit, target, ok, runs, quick, note }: Line): string[] {
  const mark = ok === null ? '' : ok ? 'ok' : 'MISSED';
  const number = value === null ? 'none' : String(value);
  const notes = [quick ? 'quick' : '', note].filter(Boolean).join('; ');
  return [scenario, figure, number, unit, target ?? '', mark, String(runs), notes];
}
