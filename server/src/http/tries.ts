import type { Request } from 'express';
import type { CodeTries } from '../identity/code-tries.ts';
import type { Sources } from '../identity/source.ts';

/** What tells whether codes of a source may be looked for. */
export interface Tries {
  readonly codes: Pick<CodeTries, 'find'>;
}

const known = new WeakMap<Request, Tries>();

/** As the request's source has them; a code that one request names twice is one try. */
export function triesOf(sources: Sources, request: Request): Tries {
  const before = known.get(request);
  if (before) return before;
  const { codes } = sources.of(request.headers, request.socket.remoteAddress);
  const found = new Map<string, ReturnType<CodeTries['find']>>();
  const tries: Tries = {
    codes: {
      find(code, look) {
        const same = found.get(code) ?? codes.find(code, look);
        found.set(code, same);
        return same;
      },
    },
  };
  known.set(request, tries);
  return tries;
}
