import type { ClientInit, HandleClientError } from '@sveltejs/kit/hooks';
import { languageAsked } from '#lib/display/look.ts';
import { keepServersPage, standsAgain } from '#lib/old-browsers/servers-page.ts';
import { lacksSomething } from '#lib/old-browsers/lacking.ts';
import { isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

// Zod would compile its parsers with `new Function`, which the content security policy forbids. It
// is told so without being loaded: not every page has a schema to read by.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

// Not by a strategy of Paraglide's, which would keep it for this browser's other pages too.
const asked = languageAsked(new URL(location.href));
if (isLocale(asked)) overwriteGetLocale(() => asked);

/** Runs before any page's own script is evaluated: what is called before needs to be in every browser. */
export const init: ClientInit = async () => {
  if (lacksSomething()) await import('#lib/old-browsers/polyfills.ts');
  keepServersPage();
};

export const handleError: HandleClientError = async ({ kind }) => {
  // What the server itself refused has a page of its own.
  if (kind === 'unknown') await standsAgain();
};
