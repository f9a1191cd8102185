import { z } from 'zod';

/** Line breaks and other controls become spaces: every text is one line. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Invisible marks that reorder or hide the text around them. Joiners stay: scripts and emoji need them. */
const DECEIVING = /[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Anything one can see: a text of joiners and blank letters is no text. */
const VISIBLE = /[^\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * One clean line: well-formed, NFC, without controls or marks that reorder what
 * stands beside it; empty when there is nothing to see. Cleaning twice is cleaning once.
 */
export function cleanText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(DECEIVING, '')
    // Last of these: letters that stood apart may now compose.
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
  return VISIBLE.test(line) ? line : '';
}

/** A line of 1 to `max` UTF-16 units once cleaned. Four times that is refused before any work is done on it. */
export function lineSchema(max: number) {
  return z
    .string()
    .max(max * 4, { abort: true })
    .overwrite(cleanText)
    .min(1)
    .max(max);
}
