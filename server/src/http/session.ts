import type { Request, Response } from 'express';
import type { Session, Sessions } from '../identity/sessions.ts';

/** The session of a browser; one that has none, or has it by old names, gets it with this answer. */
export function takeSession(sessions: Sessions, request: Request, response: Response): Session {
  const { cookie } = request.headers;
  const known = sessions.read(cookie);
  const session = known ?? sessions.create();
  const given = known ? sessions.renewals(cookie) : [sessions.setCookie(session)];
  for (const each of given) response.append('Set-Cookie', each);
  return session;
}
