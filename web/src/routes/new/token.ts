import { problemSchema } from '@rostrum/shared/protocol/http';
import type { Reason } from '@rostrum/shared/domain/reasons';

const KEY = 'rostrum create';

/** The token that this tab used last: a reload asks for it no second time. */
export function keptToken(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepToken(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Without storage it is asked for again.
  }
}

/** What a request gives the token in. A character that no head may hold is in no token. */
export function tokenHeaders(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${encodeURIComponent(token)}` };
}

/** Why a token makes no event here; undefined when it does. It is tried on an event that says nothing. */
export async function tokenTrouble(token: string): Promise<Reason | undefined> {
  try {
    const response = await fetch('/api/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...tokenHeaders(token) },
      body: '{}',
    });
    const { error } = problemSchema.parse(await response.json());
    return error === 'invalid' ? undefined : error;
  } catch {
    return 'unavailable';
  }
}
