import type { Request, Response } from 'express';
import type { Session, Sessions } from '../identity/sessions.ts';

/** The session of a browser; one that has none gets it with this answer. */
export function takeSession(sessions: Sessions, request: Request, response: Response): Session {
  const known = sessions.read(request.headers.cookie);
  if (known) return known;
  const session = sessions.create();
  response.append('Set-Cookie', sessions.setCookie(session));
  return session;
}
