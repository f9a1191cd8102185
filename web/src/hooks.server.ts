import type { Handle } from '@sveltejs/kit/hooks';
import { languageAsked, liesOverPicture, logoOrigin } from '#lib/display/look.ts';
import { withPictureFrom } from '#lib/display/picture-policy.ts';
import { directionOf } from '#lib/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { defineCustomServerStrategy } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

defineCustomServerStrategy('custom-address', {
  getLocale: (request) => request && languageAsked(new URL(request.url)),
});

export const handle: Handle = async ({ event, resolve }) => {
  const response = await paraglideMiddleware(event.request, ({ locale }) =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%lang%', locale)
          .replace('%dir%', directionOf(locale))
          .replace('%not-started%', m.not_started({}, { locale }))
          .replace('%ground%', liesOverPicture(event.url) ? 'over-picture' : ''),
    }),
  );
  const origin = logoOrigin(event.url);
  if (origin) withPictureFrom(response.headers, origin);
  return response;
};
