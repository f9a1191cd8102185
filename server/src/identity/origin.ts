import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Where this server is opened. */
export interface OwnAddress {
  /** The only origin pages may come from; undefined for those of the hosts that are believed. */
  origin: string | undefined;
  /** What it listens on. */
  host: string;
}

/**
 * The host that a request is answered for, with its port. Where the origin is set it is the origin's,
 * whatever the request says; else what it says, as long as that is an address or a name of this
 * machine: any other name may have been pointed here by somebody else (DNS rebinding).
 */
export function believedHost(asked: string | undefined, own: OwnAddress): string | undefined {
  if (own.origin !== undefined) return new URL(own.origin).host;
  const url = asked === undefined ? null : URL.parse(`http://${asked}`);
  // Nothing but a host: no user, no path, and spelt as URLs are.
  if (!asked || !url || !['', ':80'].includes(asked.toLowerCase().replace(url.host, ''))) {
    return undefined;
  }
  return isOwnName(url.hostname, own.host) ? url.host : undefined;
}

function isOwnName(name: string, listensOn: string): boolean {
  if (isIP(name.replace(/^\[|\]$/g, '')) > 0) return true;
  const machine = hostname().toLowerCase();
  return ['localhost', machine, `${machine}.local`, listensOn.toLowerCase()].includes(name);
}

/**
 * Whether a request comes from this server's own pages. Browsers name the origin
 * of every WebSocket, of every POST and of every request across origins; what
 * names none is a same-origin GET or not a browser, which has no one else's cookie.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, own: OwnAddress): boolean {
  const { origin } = headers;
  const host = believedHost(headers.host, own);
  if (host === undefined) return false;
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  if (own.origin !== undefined) return origin === own.origin;
  return URL.parse(origin)?.host === host;
}
