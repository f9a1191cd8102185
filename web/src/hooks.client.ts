import { languageAsked } from '#lib/display/look.ts';
import { isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { z } from 'zod';

// Zod would compile its parsers with `new Function`, which the content security policy forbids.
z.config({ jitless: true });

// Not by a strategy of Paraglide's, which would keep it for this browser's other pages too.
const asked = languageAsked(new URL(location.href));
if (isLocale(asked)) overwriteGetLocale(() => asked);
