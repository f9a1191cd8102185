import type { Locale } from './paraglide/runtime.js';

/** Each language in its own words. */
export const languageNames: Record<Locale, string> = { en: 'English', ar: 'العربية' };

const RIGHT_TO_LEFT: ReadonlySet<Locale> = new Set(['ar']);

/** A language by the name its own people give it: the same on every page. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr';
}
