import { createHash } from 'node:crypto';
import { decodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { EventId } from '@rostrum/shared/domain/ids';
import { fold } from '@rostrum/shared/domain/reduce';
import { serialise } from '@rostrum/shared/domain/snapshot';
import { emptyState } from '@rostrum/shared/domain/state';
import { LogError, type Log, type StoredEntry } from '../log/log.ts';

/** Entries read and written at a time. */
const PAGE = 256;

/** What an event comes to: how many entries, and the hash of the state that follows from them. */
export interface Sum {
  readonly entries: number;
  readonly hash: string;
}

/**
 * Copies an event's entries to another log, stamps and marks included, behind
 * those that are there already, so that a copy that was broken off goes on.
 * Both are folded afterwards and must come to the same.
 *
 * @throws LogError when they do not, or when the other log holds something else.
 */
export async function copyEvent(from: Log, to: Log, event: EventId): Promise<Sum> {
  let { entries } = await sumOf(to, event);
  for (;;) {
    const page = await from.read(event, entries + 1, PAGE);
    if (page.length === 0) break;
    await to.restore(event, page);
    entries += page.length;
  }
  const [there, here] = [await sumOf(to, event), await sumOf(from, event)];
  if (there.entries === here.entries && there.hash === here.hash) return there;
  throw new LogError('corrupt', `the copy of event ${event} is not what was copied`);
}

/** Folds all of an event. O(log). */
export async function sumOf(log: Log, event: EventId): Promise<Sum> {
  const state = emptyState();
  for await (const { seq, at, body } of entriesOf(log, event)) {
    fold(state, { ...decodeBody(body), seq, at }, noChanges());
  }
  const hash = createHash('sha256').update(serialise(state)).digest('hex');
  return { entries: state.seq, hash };
}

async function* entriesOf(log: Log, event: EventId): AsyncGenerator<StoredEntry> {
  for (let next = 1; ;) {
    const page = await log.read(event, next, PAGE);
    if (page.length === 0) return;
    yield* page;
    next += page.length;
  }
}
