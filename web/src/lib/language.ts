import type { Locale } from './paraglide/runtime.js';

/** Each language in its own words. */
export const languageNames: Record<Locale, string> = { en: 'English', ar: 'العربية' };

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

/** A language by the name its own people give it: the same on every page. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}

/** @param tag a BCP 47 tag of a language alone. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(tag) ? 'rtl' : 'ltr';
}
