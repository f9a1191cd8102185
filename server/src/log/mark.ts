import { hash } from 'node:crypto';
import type { EventId } from '@rostrum/shared/domain/ids';
import { MARK_LENGTH } from '@rostrum/shared/domain/limits';
import type { Snapshot, StoredEntry } from './log.ts';

/**
 * A mark stands for an entry and all before it: the beginning of the SHA-1 of
 * the mark before, the stamp and the body. Two logs with the same mark at a seq
 * hold the same up to there, so a damaged entry, a lost end and a log that has
 * forked are all seen at the next entry. It guards against accidents, not
 * against whoever can write to the log. SHA-1, for Redis scripts have no other.
 */
export function markAfter(before: string, { at, body }: Pick<StoredEntry, 'at' | 'body'>): string {
  return hash('sha1', `${before} ${at} ${body}`).slice(0, MARK_LENGTH);
}

/** The mark before an event's first entry. */
export function firstMark(event: EventId): string {
  return event;
}

/** What a stored snapshot is checked against when it is read. */
export function snapshotChecksum(event: EventId, { seq, mark, body }: Snapshot): string {
  return hash('sha1', `${event} ${seq} ${mark} ${body}`).slice(0, MARK_LENGTH);
}

/** What a stored code is checked against. */
export function codeChecksum(code: string, event: string): string {
  return hash('sha1', `${code} ${event}`).slice(0, MARK_LENGTH);
}
