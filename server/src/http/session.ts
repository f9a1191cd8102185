import type { Request, RequestHandler } from 'express';
import type { Session, Sessions } from '../identity/sessions.ts';

const held = new WeakMap<object, Session>();

/**
 * Gives every browser a session. A new one is also put into the request's own
 * headers, so that a page rendered for its first visit speaks for the same person.
 */
export function giveSession(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    let session = sessions.read(request.headers.cookie);
    if (!session) {
      session = sessions.create();
      // The first of two of one name is the one that counts.
      request.headers.cookie = `${sessions.cookie(session)}; ${request.headers.cookie ?? ''}`;
      response.append('Set-Cookie', sessions.setCookie(session));
    } else {
      for (const renewed of sessions.renewals(request.headers.cookie)) {
        response.append('Set-Cookie', renewed);
      }
    }
    held.set(request, session);
    next();
  };
}

/** The session {@link giveSession} found or made. */
export function sessionOf(request: Request): Session {
  const session = held.get(request);
  if (!session) throw new Error('the request has been given no session');
  return session;
}
