import { isMissed, type AnyFault, type Finding } from './fault.ts';

/** One line of the output: what one fault came to. */
export interface Line {
  readonly fault: string;
  readonly judges: string;
  readonly seed: number;
  readonly seconds: number;
  readonly findings: readonly (Finding & { ok: boolean })[];
  readonly ok: boolean;
  /** Why it could not be judged. */
  readonly trouble?: string;
}

export interface Ran {
  readonly seed: number;
  readonly seconds: number;
  readonly findings: readonly Finding[];
  readonly trouble?: string | undefined;
}

export function lineOf({ name, judges }: AnyFault, ran: Ran): Line {
  const findings = ran.findings.map((finding) => ({
    ...finding,
    value: rounded(finding.value),
    ok: !isMissed(finding, 'full'),
  }));
  return {
    fault: name,
    judges,
    seed: ran.seed,
    seconds: rounded(ran.seconds),
    findings,
    ok: ran.trouble === undefined && findings.every(({ ok }) => ok),
    ...(ran.trouble === undefined ? {} : { trouble: ran.trouble }),
  };
}

/** Characters of a line of figures. */
const FIGURES_WIDTH = 76;

/** For people: what was judged above its figures, those with a bound first. */
export function table(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(({ fault }) => fault.length));
  const rows = lines.flatMap(({ fault, judges, seed, ok, findings, trouble }) => [
    `${fault.padEnd(width)}  ${ok ? 'ok    ' : 'FAILED'}  ${judges} (seed ${seed})`,
    ...wrapped([...findings].sort((a, b) => rank(a) - rank(b)).map(figure)).map(
      (text) => `${' '.repeat(width + 10)}${text}`,
    ),
    ...(trouble === undefined ? [] : [`${' '.repeat(width + 10)}${trouble}`]),
  ]);
  return rows.join('\n');
}

function figure({ name, value, unit, most, least, ok }: Line['findings'][number]): string {
  const bound = most === undefined ? (least === undefined ? '' : ` ≥ ${least}`) : ` ≤ ${most}`;
  const shown = `${name} ${value}${unit === undefined ? '' : ` ${unit}`}`;
  return `${shown}${bound === '' ? '' : ` (${bound.trim()})`}${ok ? '' : ' MISSED'}`;
}

function rank({ ok, most, least }: Line['findings'][number]): number {
  if (!ok) return 0;
  return most === undefined && least === undefined ? 2 : 1;
}

function wrapped(figures: readonly string[]): string[] {
  const rows: string[] = [];
  for (const text of figures) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + text.length + 3 <= FIGURES_WIDTH) {
      rows[rows.length - 1] = `${last} · ${text}`;
    } else rows.push(text);
  }
  return rows;
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
