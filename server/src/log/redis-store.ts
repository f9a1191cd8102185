import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError, type Position, type Snapshot, type StoredEntry } from './log.ts';
import { firstMark, snapshotChecksum } from './mark.ts';
import type { RedisCommands } from './redis-connection.ts';
import { entryInStream } from './redis-entries.ts';
import { channelOf, keysOf } from './redis-keys.ts';
import { LOST } from './redis-scripts.ts';

/**
 * Asks Redis something.
 *
 * @param writesTo of a write: what stands in the tag of its keys.
 * @throws LogError
 */
export type Ask = <T>(
  question: (redis: RedisCommands) => Promise<T>,
  writesTo?: string,
) => Promise<T>;

/** What Redis keeps of each event: its stream, its head and its latest snapshot. */
export class RedisStore {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Undefined when the log does not hold what is `known`, or the event is held in this epoch. */
  async append(
    event: EventId,
    body: string,
    { seq, mark = '' }: Position,
    epoch: string,
    aheadMs: number,
  ): Promise<StoredEntry | undefined> {
    const { log, head } = keysOf(event);
    const [first, channel] = [firstMark(event), channelOf(event)];
    const answer = await this.#ask(
      (redis) => redis.rostrumAppend(log, head, body, seq, mark, first, channel, epoch, aheadMs),
      event,
    );
    if (answer[0] === LOST) return undefined;
    const [newSeq, at, newMark] = answer as [string, string, string];
    return { seq: Number(newSeq), at: Number(at), mark: newMark, body };
  }

  async read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]> {
    const found = await this.#ask((redis) =>
      redis.xrange(keysOf(event).log, `0-${fromSeq}`, '+', 'COUNT', limit),
    );
    return found.map(([id, fields]) => entryInStream(id, fields));
  }

  /** Where the log ends, by its head. */
  async end(event: EventId): Promise<Required<Position>> {
    const [seq, mark] = await this.#ask((redis) => redis.hmget(keysOf(event).head, 'seq', 'mark'));
    return { seq: Number(seq ?? 0), mark: mark ?? '' };
  }

  /** The stamp of the last entry of each of these events that has one. */
  async lastStamps(events: readonly EventId[]): Promise<[EventId, number][]> {
    const stamps = await this.#ask((redis) =>
      Promise.all(events.map((event) => redis.hget(keysOf(event).head, 'at'))),
    );
    return events.flatMap((event, index) =>
      stamps[index] ? [[event, Number(stamps[index])]] : [],
    );
  }

  /** Puts entries behind a log that ends with `after`; false when it ends elsewhere. */
  async putBehind(
    event: EventId,
    { seq, mark = '' }: Position,
    entries: readonly StoredEntry[],
  ): Promise<boolean> {
    const { log, head } = keysOf(event);
    const fields = entries.flatMap((entry) => [entry.at, entry.mark, entry.body]);
    const answer = await this.#ask(
      (redis) => redis.rostrumRestore(log, head, seq, mark, ...fields),
      event,
    );
    return answer === 'ok';
  }

  async restore(event: EventId, entries: readonly StoredEntry[]): Promise<void> {
    const [first] = entries;
    if (!first) return;
    const before = first.seq > 1 ? (await this.read(event, first.seq - 1, 1))[0]?.mark : '';
    const place = { seq: first.seq - 1, mark: before ?? LOST };
    if (await this.putBehind(event, place, entries)) return;
    throw new LogError(
      'corrupt',
      `entry ${first.seq} of event ${event} does not follow what is there`,
    );
  }

  async saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void> {
    const { seq, mark, body } = snapshot;
    const checksum = snapshotChecksum(event, snapshot);
    await this.#ask(
      (redis) => redis.rostrumSaveSnapshot(keysOf(event).snapshot, seq, mark, body, checksum),
      event,
    );
  }

  /** Undefined as well when it is damaged: the entries hold all of it. */
  async snapshot(event: EventId): Promise<Snapshot | undefined> {
    const key = keysOf(event).snapshot;
    const found = await this.#ask((redis) => redis.hmget(key, 'seq', 'mark', 'body', 'checksum'));
    const [seq, mark, body, checksum] = found;
    if (!mark || !body) return undefined;
    const snapshot = { seq: Number(seq), mark, body };
    return checksum === snapshotChecksum(event, snapshot) ? snapshot : undefined;
  }
}
