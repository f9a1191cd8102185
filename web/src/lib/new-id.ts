import { idFromBytes } from '@rostrum/shared/domain/new-id';

/** An id that nobody else has: 120 random bits. In a browser only. */
export function newId<Id extends string>(): Id {
  return idFromBytes(crypto.getRandomValues(new Uint8Array(24))) as Id;
}
