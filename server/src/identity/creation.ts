import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from './secrets.ts';

export const CREATION_MODES = ['open', 'token', 'off'] as const;
/** Who may make events: whoever reaches the server, whoever has its token, or nobody. */
export type CreationMode = (typeof CREATION_MODES)[number];

/** The token of a server: the same after a restart and on every node, since it follows from the key. */
export function creationToken(key: string): string {
  return keyedHash(key, 'create', '').subarray(0, 16).toString('base64url');
}

/** Whether an `Authorization` header gives the token. */
export function givesToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The path at which an event is made, with the token where one is needed. */
export function creationPath(mode: CreationMode, token: string): string | undefined {
  if (mode === 'off') return undefined;
  return mode === 'token' ? `/new#${token}` : '/new';
}
