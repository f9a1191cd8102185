import { z } from 'zod';

/** Line breaks and other controls become spaces: every text is one line. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/**
 * What cannot be seen and reorders, hides or sets apart the text around it: soft
 * hyphen, grapheme joiner, Arabic letter mark, zero-width space, overrides and
 * isolates, word joiner and invisible operators, byte order mark, annotations, tags.
 */
const DECEIVING =
  /[\u00ad\u034f\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Whose letters change their shape by joiners: https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-23/ */
const JOINING = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar'],
].map((script) => `\\p{Script=${script}}`);

/** Joiners after anything else do nothing but tell two equal words apart. Emoji are made with them. */
const STRAY_JOINERS = new RegExp(
  `(?<![${JOINING.join('')}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])[\\u200c\\u200d]`,
  'gu',
);

/** More marks on one letter than any language writes: they would climb over the lines around. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Anything one can see: a text of joiners and blank letters is no text. */
const VISIBLE = /[^\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * One clean line: well-formed, NFC, without controls, marks that reorder what
 * stands beside it, or more than four marks on a letter; empty when there is
 * nothing to see. Cleaning twice is cleaning once.
 */
export function cleanText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(DECEIVING, '')
    .replace(STRAY_JOINERS, '')
    // Last of these: letters that stood apart may now compose.
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  return VISIBLE.test(line) ? line : '';
}

/**
 * A line of 1 to `max` UTF-16 units once cleaned. Four times that is refused before any work is
 * done on it. Zod itself counts code points, of which no text has more than units: a published
 * schema says as much.
 */
export function lineSchema(max: number) {
  return z
    .string()
    .refine(({ length }) => length <= max * 4, { abort: true, message: tooLong(max) })
    .overwrite(cleanText)
    .min(1)
    .max(max, { abort: true })
    .refine(({ length }) => length <= max, { message: tooLong(max) });
}

function tooLong(max: number): string {
  return `must have at most ${max} UTF-16 units`;
}
