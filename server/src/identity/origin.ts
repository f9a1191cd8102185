import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from this server's own pages. Browsers name the origin
 * of every WebSocket, of every POST and of every request across origins; what
 * names none is a same-origin GET or not a browser, which has no one else's cookie.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, own: string | undefined): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  if (own !== undefined) return origin === own;
  return URL.canParse(origin) && new URL(origin).host === host;
}
