import { unitsAllowed } from './limits.ts';

/** Undefined in Firefox below 125. */
const segmenter =
  'Segmenter' in Intl ? new Intl.Segmenter('und', { granularity: 'grapheme' }) : undefined;
/** A letter, with the marks on it and what is joined to it: nearly what a segmenter finds. */
const CLUSTER = /\P{M}(?:[\p{M}\p{EMod}]|\u200D\P{M})*/gu;

/**
 * How many characters people see in a text: its grapheme clusters (UAX #29). Not
 * for `reduce`, which must come to the same with every version of Unicode. O(text).
 */
export function lengthOf(text: string): number {
  if (!segmenter) return text.match(CLUSTER)?.length ?? 0;
  let length = 0;
  for (const _ of segmenter.segment(text)) length += 1;
  return length;
}

/** Whether a text has more than so many characters, or more units than these may have. */
export function isTooLong(text: string, characters: number): boolean {
  // No character has less than one unit, so that a short text is not counted at all.
  if (text.length <= characters) return false;
  return text.length > unitsAllowed(characters) || lengthOf(text) > characters;
}
