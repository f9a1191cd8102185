import type { RequestHandler } from 'express';
import { believedHost, type OwnAddress } from '../identity/origin.ts';
import { Refusal } from './problem.ts';

/** All that pages, the API and polling sockets are asked by. */
const METHODS = ['GET', 'HEAD', 'POST'];
/** What no address of ours has, and what another reader of the same address might take for a separator. */
const AMBIGUOUS = /\/\/|%(?:2f|5c|25|00)/i;

/**
 * Whether every reader of a request's target finds the same path in it: no dot segments, however
 * they are written, no backslashes, no other server's name before it.
 */
export function isPlainTarget(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith('/') || AMBIGUOUS.test(path)) return false;
  return URL.parse(`http://a${path}`)?.pathname === path;
}

/**
 * Stands before all routes: what it lets through names one path, one of our own hosts and a method
 * that we know. The `Host` that is read after it is the one that is believed.
 *
 * @param isProbe paths that answer everyone the same, under whatever name they are asked for.
 */
export function frontDoor(own: OwnAddress, isProbe: (path: string) => boolean): RequestHandler {
  return (request, response, next) => {
    if (!isPlainTarget(request.url)) {
      throw new Refusal(400, 'invalid', 'This address cannot be read. Open the page by its link.');
    }
    if (!METHODS.includes(request.method)) {
      response.set('Allow', METHODS.join(', '));
      throw new Refusal(405, 'unknown_message', 'Nothing here is asked for in this way.');
    }
    const host = believedHost(request.headers.host, own);
    if (host === undefined && !isProbe(request.path)) {
      throw new Refusal(
        421,
        'not_permitted',
        'This server does not go by that name. Whoever runs it sets ROSTRUM_ORIGIN to the address that people open.',
      );
    }
    if (host !== undefined) request.headers.host = host;
    next();
  };
}
