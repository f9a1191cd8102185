import { languageAsked } from '#lib/display/look.ts';
import { isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

// Zod would compile its parsers with `new Function`, which the content security policy forbids. It
// is told so without being loaded: not every page has a schema to read by.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

// Not by a strategy of Paraglide's, which would keep it for this browser's other pages too.
const asked = languageAsked(new URL(location.href));
if (isLocale(asked)) overwriteGetLocale(() => asked);
