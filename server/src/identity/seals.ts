import { timingSafeEqual } from 'node:crypto';
import type { EventId } from '@rostrum/shared/domain/ids';
import { MARK_LENGTH } from '@rostrum/shared/domain/limits';
import type { Place } from '@rostrum/shared/protocol/place';
import { keyedHash } from './secrets.ts';

/** Bytes of a seal: enough, where every guess is a connection. */
const SEAL_BYTES = 8;

/**
 * Signs the places that clients are told, so that one who comes back from
 * further on than the log goes can be believed. A seal is of one epoch of the
 * log: what was told before another began proves nothing in it.
 */
export class Seals {
  readonly #key: string;
  readonly #epoch: () => string;

  constructor(key: string, epoch: () => string) {
    this.#key = key;
    this.#epoch = epoch;
  }

  /** The place as clients are told it: its mark with the seal behind. */
  sealed(event: EventId, { seq, mark }: Place): string {
    return `${mark}.${this.#of(event, { seq, mark }).toString('base64url')}`;
  }

  /** Whether this server, or another with its key, told a client of this place in this epoch. */
  isOurs(event: EventId, { seq, mark }: Place): boolean {
    const given = Buffer.from(mark.slice(MARK_LENGTH + 1), 'base64url');
    const expected = this.#of(event, { seq, mark: bareMark(mark) });
    return given.length === SEAL_BYTES && timingSafeEqual(given, expected);
  }

  #of(event: EventId, { seq, mark }: Place): Buffer {
    const text = `${this.#epoch()} ${event} ${seq} ${mark}`;
    return keyedHash(this.#key, 'place', text).subarray(0, SEAL_BYTES);
  }
}

/** The log's own part of a mark that a client was told. */
export function bareMark(mark: string): string {
  return mark.slice(0, MARK_LENGTH);
}
