import type { RequestHandler } from 'express';
import { givesToken, type CreationMode } from '../identity/creation.ts';
import type { Sources } from '../identity/source.ts';
import { Refusal } from './problem.ts';

export interface CreationOptions {
  creation: CreationMode;
  /** What making an event needs where that needs a token. */
  token: string;
  sources: Sources;
}

/** Judges who may make an event before anything of what they sent, `maxBytes` at most, is read. */
export function mayCreate(options: CreationOptions, maxBytes: number): RequestHandler {
  const { creation, token, sources } = options;
  return ({ headers, socket }, _response, next) => {
    if (creation === 'off') {
      throw new Refusal(403, 'not_permitted', 'Events are made by whoever runs this server.');
    }
    if (creation === 'token' && !givesToken(headers.authorization, token)) {
      throw new Refusal(
        403,
        'not_permitted',
        'Making an event needs the token that the server printed when it started.',
      );
    }
    const bytes = Number(headers['content-length']);
    if (!Number.isInteger(bytes)) {
      throw new Refusal(411, 'invalid', 'The request must say how long its body is.');
    }
    const { creationBytes } = sources.of(headers, socket.remoteAddress);
    // What is longer than a body may be is refused for that, unread.
    if (bytes <= maxBytes && !creationBytes.take(performance.now(), bytes)) throw tooManyEvents();
    next();
  };
}

export function tooManyEvents(): Refusal {
  return new Refusal(
    429,
    'too_fast',
    'Many events are being made from your network. Try again in a minute.',
  );
}
