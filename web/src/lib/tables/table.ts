import type { parse as papaParse } from 'papaparse';

/** What reads the rows. */
export type Parse = typeof papaParse;

/** Loads what reads the rows: most who open a page never need it. Rejects without a connection. */
export async function loadParse(): Promise<Parse> {
  return (await import('papaparse')).default.parse;
}

/** What stands between two cells. Without one, a line is one cell. */
export const SEPARATORS = ['comma', 'semicolon', 'tab', 'none'] as const;
export type Separator = (typeof SEPARATORS)[number];

const SIGNS: Record<Separator, string> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  // A control that no text has.
  none: '\u001f',
};
const NO_QUOTE = '\u001e';

/** One row that has something in it. */
export interface Row {
  /** As a spreadsheet counts it, empty rows and that of the headings among them. */
  readonly number: number;
  readonly cells: readonly string[];
  /** A quotation mark in it opens or closes nothing, so that its cells are not certain. */
  readonly torn: boolean;
}

/** The rows of a text. Quoted cells may hold separators and line breaks. O(text). */
export function rowsOf(text: string, separator: Separator, parse: Parse): readonly Row[] {
  const read = (quoteChar: string) =>
    parse<string[]>(text.replace(/\r\n?/g, '\n'), {
      delimiter: SIGNS[separator],
      newline: '\n',
      quoteChar,
    });
  const isQuotes = ({ type }: { type: string }) => type === 'Quotes';
  let { data, errors } = read('"');
  // A plain list of questions may begin one with a quoted word.
  if (separator === 'none' && errors.some(isQuotes)) ({ data, errors } = read(NO_QUOTE));
  const torn = new Set(errors.filter(isQuotes).map(({ row }) => row));
  return data
    .map((cells, at) => ({ number: at + 1, cells, torn: torn.has(at) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** Lines that are enough to tell the separator by. */
const SAMPLE_LINES = 50;

/**
 * The separator of a text: by the headings that it sets apart, or else by its regularity.
 *
 * @param known how many of these cells are headings that mean something
 */
export function separatorOf(
  text: string,
  parse: Parse,
  known: (cells: readonly string[]) => number,
): Separator {
  const sample = text.split(/\r\n?|\n/, SAMPLE_LINES).join('\n');
  const [first = ''] = sample.split('\n').filter((line) => line.trim() !== '');
  const named = SEPARATORS.map((separator) => {
    const cells = rowsOf(first, separator, parse)[0]?.cells ?? [];
    return { separator, cells: cells.length, known: known(cells) };
  });
  const most = Math.max(...named.map((each) => each.known));
  const best = named.filter((each) => each.known === most && each.known > 0);
  // One known heading may be the only one, or have others beside it.
  const [named1] = best.toSorted((a, b) => b.cells - a.cells);
  if (named1) return named1.cells > 1 ? named1.separator : 'none';
  const { meta, errors } = parse(sample, {
    delimitersToGuess: [SIGNS.tab, SIGNS.semicolon, SIGNS.comma],
  });
  const guessed = SEPARATORS.find((each) => SIGNS[each] === meta.delimiter);
  if (!guessed || errors.some(({ code }) => code === 'UndetectableDelimiter')) return 'none';
  // In a sentence a space follows it.
  return sample.split(SIGNS[guessed]).some((part, at) => at > 0 && /^\S/.test(part))
    ? guessed
    : 'none';
}
