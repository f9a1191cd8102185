import { dev } from '$app/env';
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks';
import { isDisplay, languageAsked, liesOverPicture } from '#lib/display/look.ts';
import { withPicturesFrom } from '#lib/display/picture-policy.ts';
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
          .replace('%not-started%', m.page_not_started({}, { locale }))
          .replace('%ground%', liesOverPicture(event.url) ? 'over-picture' : ''),
    }),
  );
  const logos = event.platform?.req.gate?.logos ?? [];
  if (isDisplay(event.url)) withPicturesFrom(response.headers, logos);
  return response;
};

/** No page makes the server ask anybody anything: what it asks would be named by the request. */
export const handleFetch: HandleFetch = ({ request, fetch }) => {
  if (!dev) throw new Error('a page asked for something over the network');
  return fetch(request);
};
