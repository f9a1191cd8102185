import { unitsAllowed } from './limits.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * How many characters people see in a text: its grapheme clusters (UAX #29). Not
 * for `reduce`, which must come to the same with every version of Unicode. O(text).
 */
export function lengthOf(text: string): number {
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
