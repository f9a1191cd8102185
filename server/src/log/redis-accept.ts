import type { Code, EventId } from '@rostrum/shared/domain/ids';
import type { StoredEntry } from './log.ts';
import { firstMark, markAfter } from './mark.ts';
import type { RedisCommands } from './redis-connection.ts';
import { entryInStream } from './redis-entries.ts';
import { CODES, keysOf } from './redis-keys.ts';
import type { Ask } from './redis-store.ts';

/** Entries read at a time. */
const PAGE = 256;

/** What is whole of an event's stream. */
interface Whole {
  readonly last: Omit<StoredEntry, 'body'>;
  /** The first entry that is not what follows from those before. */
  readonly damaged: number | undefined;
  /** The snapshot is of these entries. */
  readonly hasSnapshot: boolean;
}

/** Takes what there is of each event for all of it, and says what that is. O(log). */
export async function acceptEvents(
  ask: Ask,
  codes: readonly (readonly [Code, EventId])[],
): Promise<string[]> {
  const told: string[] = [];
  for (const [code, event] of codes) {
    told.push(await ask((redis) => acceptEvent(redis, code, event)));
  }
  return told;
}

async function acceptEvent(redis: RedisCommands, code: Code, event: EventId): Promise<string> {
  const { last, damaged, hasSnapshot } = await wholeOf(redis, event);
  const { seq, at, mark } = last;
  if (damaged !== undefined) return `${code}: entry ${damaged} is damaged, so it stays closed.`;
  if (seq === 0) {
    // Kept as taken: no other event gets the code that people have in hand.
    await redis.hset(CODES, code, '');
    return `${code}: nothing of it is there; the code stands for no event any more.`;
  }
  const { log, head, snapshot } = keysOf(event);
  const answer = await redis.rostrumAccept(log, head, snapshot, seq, at, mark, hasSnapshot ? 1 : 0);
  return answer === 'ok'
    ? `${code}: ${seq} entries.`
    : `${code}: something was added meanwhile; run this again.`;
}

async function wholeOf(redis: RedisCommands, event: EventId): Promise<Whole> {
  const { log, snapshot } = keysOf(event);
  const [known, mark] = await redis.hmget(snapshot, 'seq', 'mark');
  const snapshotSeq = Number(known ?? 0);
  let hasSnapshot = snapshotSeq === 0;
  let last = { seq: 0, at: 0, mark: firstMark(event) };
  for (;;) {
    const page = await redis.xrange(log, `0-${last.seq + 1}`, '+', 'COUNT', PAGE);
    if (page.length === 0) return { last, damaged: undefined, hasSnapshot };
    for (const [id, fields] of page) {
      const entry = entryInStream(id, fields);
      if (entry.seq !== last.seq + 1 || entry.mark !== markAfter(last.mark, entry)) {
        return { last, damaged: last.seq + 1, hasSnapshot };
      }
      if (entry.seq === snapshotSeq) hasSnapshot = entry.mark === mark;
      last = { seq: entry.seq, at: entry.at, mark: entry.mark };
    }
  }
}
