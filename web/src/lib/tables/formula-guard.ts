/**
 * What spreadsheets take for a formula: its signs, in full width as well, behind any blanks; and a
 * cell that begins with a tab or a line break, which some of them cut off first. The apostrophe is
 * the guard itself.
 */
const FORMULA = /^(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n'])/;

/** A cell's text as it may stand in a table that a spreadsheet opens: as a text, whatever it begins with. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Takes the guard off again. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
