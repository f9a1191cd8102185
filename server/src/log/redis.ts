import { randomBytes } from 'node:crypto';
import type { EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { Followers } from './followers.ts';
import {
  LogError,
  type Follower,
  type Health,
  type Listener,
  type Log,
  type Position,
  type Snapshot,
  type StoredEntry,
} from './log.ts';
import { firstMark, snapshotChecksum } from './mark.ts';
import { parseRedisUrl } from '../redis-address.ts';
import { RedisConnection, type RedisCommands } from './redis-connection.ts';
import { entryInMessage, entryInStream } from './redis-entries.ts';
import { RefusedWrites } from './refused-writes.ts';
import { LOST, OTHER } from './redis-scripts.ts';

/** Milliseconds that Redis may take to be there when the server starts. */
const START_MS = 30_000;
/** Milliseconds an entry of another node may be late after one of ours that follows it. */
const LATE_MS = 50;

/** Under one hash tag, so that a cluster keeps them on one node. */
const CODES = 'rostrum:{registry}:codes';
const EPOCH = 'rostrum:{registry}:epoch';
const keysOf = (event: EventId) => ({
  log: `rostrum:{${event}}:log`,
  head: `rostrum:{${event}}:head`,
  snapshot: `rostrum:{${event}}:snapshot`,
});
const CHANNEL = /^rostrum:\{(\w+)\}$/;
const channelOf = (event: EventId) => `rostrum:{${event}}`;

interface RedisLogOptions {
  /** As {@link parseRedisUrl} reads it. */
  url: string;
  /** Told when Redis goes and when it is back, for whoever runs the server. */
  notify: (message: string) => void;
  startMs?: number;
}

/**
 * Opens the log that many nodes share.
 *
 * @throws LogError `unavailable` when the address is none, or Redis cannot be reached or used.
 */
export async function openRedisLog(options: RedisLogOptions): Promise<Log> {
  const address = parseRedisUrl(options.url);
  if (!address) throw new LogError('unavailable', 'the address of Redis cannot be read');
  const { notify, startMs = START_MS } = options;
  const connection = await RedisConnection.open(address, { startMs, notify });
  try {
    const fresh = randomBytes(12).toString('hex');
    await connection.commands.set(EPOCH, fresh, 'NX');
    const epoch = (await connection.commands.get(EPOCH)) ?? fresh;
    const log = new RedisLog(connection, epoch, notify);
    connection.begin({
      onMessage: (channel, message) => log.hear(channel, message),
      onBeat: () => log.beat(),
    });
    return log;
  } catch (cause) {
    connection.close();
    const { message } = cause as Error;
    throw new LogError('unavailable', `${connection.name} refused: ${message}`, { cause });
  }
}

/**
 * The log in Redis: a stream an event, whose ids are 0-1, 0-2, 0-3 …. An append
 * and the telling of all nodes are one script. What a node is told is never
 * trusted to be all: marks show what is wrong, a beat what is missing.
 */
class RedisLog implements Log {
  readonly #connection: RedisConnection;
  readonly #redis: RedisCommands;
  /** Which Redis this node began with: an emptied one has another, or none. */
  readonly #epoch: string;
  readonly #notify: (message: string) => void;
  readonly #followers = new Followers((...args) => this.read(...args));
  readonly #pending = new Set<Promise<unknown>>();
  /** By event, a fill that is under way or about to begin. */
  readonly #fills = new Map<EventId, NodeJS.Timeout | 'under way'>();
  readonly #refusedWrites = new RefusedWrites();
  /** Why nothing is answered any more. */
  #refusal: LogError | undefined;
  #closing: Promise<void> | undefined;

  constructor(connection: RedisConnection, epoch: string, notify: (message: string) => void) {
    this.#connection = connection;
    this.#redis = connection.commands;
    this.#epoch = epoch;
    this.#notify = notify;
  }

  async append(event: EventId, body: EntryBody, aheadMs = 0): Promise<number> {
    const text = encodeBody(body);
    const { log, head } = keysOf(event);
    const { seq: known = 0, mark: knownMark = '' } = this.#followers.position(event) ?? {};
    const [first, channel] = [firstMark(event), channelOf(event)];
    const answer = await this.#ask(
      (redis) => redis.rostrumAppend(log, head, text, known, knownMark, first, channel, aheadMs),
      event,
    );
    if (answer[0] === LOST) throw await this.#lost(event, known);
    const [seq, at, mark] = answer as [string, string, string];
    const entry = { seq: Number(seq), at: Number(at), mark, body: text };
    // Another node's entry before it may still be on its way.
    if (this.#followers.deliver(event, entry)) this.#fillLater(event, LATE_MS);
    return entry.seq;
  }

  async read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]> {
    const found = await this.#ask((redis) =>
      redis.xrange(keysOf(event).log, `0-${fromSeq}`, '+', 'COUNT', limit),
    );
    return found.map(([id, fields]) => entryInStream(id, fields));
  }

  async follow(event: EventId, after: Position, listener: Listener): Promise<Follower> {
    await this.#ask(() => this.#connection.subscribe(channelOf(event)));
    const follower = await this.#followers.add(event, after, listener);
    return {
      close: () => {
        follower.close();
        if (!this.#followers.position(event)) this.#connection.unsubscribe(channelOf(event));
      },
    };
  }

  async restore(event: EventId, entries: readonly StoredEntry[]): Promise<void> {
    const { log, head } = keysOf(event);
    const [first] = entries;
    if (!first) return;
    const before = first.seq > 1 ? (await this.read(event, first.seq - 1, 1))[0]?.mark : '';
    const fields = entries.flatMap(({ at, mark, body }) => [at, mark, body]);
    const answer = await this.#ask(
      (redis) => redis.rostrumRestore(log, head, first.seq - 1, before ?? LOST, ...fields),
      event,
    );
    if (answer === 'ok') return;
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

  async loadSnapshot(event: EventId): Promise<Snapshot | undefined> {
    const { head, snapshot: key } = keysOf(event);
    const found = await this.#ask((redis) => redis.hmget(key, 'seq', 'mark', 'body', 'checksum'));
    const [seq, mark, body, checksum] = found;
    if (!mark || !body) return undefined;
    const snapshot = { seq: Number(seq), mark, body };
    if (checksum !== snapshotChecksum(event, snapshot)) return undefined;
    const [end] = await this.#ask((redis) => redis.hmget(head, 'seq'));
    // Of entries that are gone: without them it is of another event than the log is.
    return snapshot.seq > Number(end ?? 0) ? undefined : snapshot;
  }

  async claimCode(code: Code, event: EventId): Promise<boolean> {
    const answer = await this.#ask(
      (redis) => redis.rostrumClaimCode(CODES, EPOCH, code, event, this.#epoch),
      'registry',
    );
    if (answer === OTHER) throw this.#refuse();
    return answer === 1;
  }

  async findCode(code: Code): Promise<EventId | undefined> {
    const event = await this.#ask((redis) => redis.hget(CODES, code));
    return (event ?? undefined) as EventId | undefined;
  }

  async codes(): Promise<[Code, EventId][]> {
    const all = await this.#ask((redis) => redis.hgetall(CODES));
    return Object.entries(all) as [Code, EventId][];
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#ask((redis) => redis.hlen(CODES))) === 0;
  }

  async lastStamps(): Promise<[EventId, number][]> {
    const events = (await this.codes()).map(([, event]) => event);
    const stamps = await this.#ask((redis) =>
      Promise.all(events.map((event) => redis.hget(keysOf(event).head, 'at'))),
    );
    return events.flatMap((event, index) =>
      stamps[index] ? [[event, Number(stamps[index])]] : [],
    );
  }

  now(): number {
    return this.#connection.clock.now();
  }

  health(): Health {
    const trouble =
      this.#refusal?.message ?? this.#connection.trouble ?? this.#refusedWrites.trouble;
    return { ...(trouble ? { trouble } : {}), warnings: this.#connection.warnings };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** What a node, perhaps this one, has appended. */
  hear(channel: string, message: string): void {
    const event = CHANNEL.exec(channel)?.[1] as EventId | undefined;
    const entry = entryInMessage(message);
    if (!event || !entry) return;
    if (this.#followers.deliver(event, entry)) this.#fillLater(event, 0);
  }

  /** Looks at whether Redis still holds what was followed, and whether there is more. */
  async beat(): Promise<void> {
    try {
      if ((await this.#ask((redis) => redis.get(EPOCH))) !== this.#epoch) throw this.#refuse();
      await Promise.all([...this.#followers.events].map((event) => this.#compare(event)));
      await this.#refusedWrites.probe(this.#redis);
    } catch {
      // Redis has just gone, which the connection tells; or it is refused, which is told already.
    }
  }

  async #compare(event: EventId): Promise<void> {
    const before = this.#followers.position(event);
    const [end, mark] = await this.#ask((redis) => redis.hmget(keysOf(event).head, 'seq', 'mark'));
    const seq = Number(end ?? 0);
    if (!before || seq > before.seq) return this.#fillLater(event, LATE_MS);
    if (seq < before.seq || (before.mark && seq > 0 && mark !== before.mark)) {
      await this.#lost(event, before.seq);
    }
  }

  /** Ends what follows the event: it is opened anew, from the log as it is. */
  async #lost(event: EventId, seq: number): Promise<LogError> {
    const isOther = (await this.#ask((redis) => redis.get(EPOCH))) !== this.#epoch;
    const error = isOther
      ? this.#refuse()
      : new LogError(
          'lost',
          `${this.#connection.name} has lost entries of event ${event}, up to ${seq}`,
        );
    this.#followers.breakAll(event, error);
    return error;
  }

  #refuse(): LogError {
    if (!this.#refusal) {
      const { name } = this.#connection;
      const message = `${name} was emptied or replaced while this server ran: nothing is read from it or written to it; bring back its data, then start again`;
      this.#refusal = new LogError('lost', message);
      this.#notify(message);
      for (const event of [...this.#followers.events])
        this.#followers.breakAll(event, this.#refusal);
    }
    return this.#refusal;
  }

  #fillLater(event: EventId, ms: number): void {
    if (this.#fills.has(event)) return;
    this.#fills.set(
      event,
      setTimeout(() => void this.#fill(event), ms),
    );
  }

  async #fill(event: EventId): Promise<void> {
    this.#fills.set(event, 'under way');
    // A failure is looked at again at the next beat.
    await this.#followers.fill(event).catch(() => {});
    this.#fills.delete(event);
  }

  async #close(): Promise<void> {
    const asked = [...this.#pending];
    this.#refusal ??= new LogError('closed', 'the log is closed');
    await Promise.allSettled(asked);
    for (const timer of this.#fills.values()) if (timer !== 'under way') clearTimeout(timer);
    this.#connection.close();
  }

  /**
   * @param writesTo of a write: what stands in the tag of its keys.
   * @throws LogError
   */
  async #ask<T>(question: (redis: RedisCommands) => Promise<T>, writesTo?: string): Promise<T> {
    if (this.#refusal) throw this.#refusal;
    const answer = question(this.#redis);
    this.#pending.add(answer);
    try {
      return await answer;
    } catch (cause) {
      const message = `${this.#connection.name}: ${(cause as Error).message}`;
      if (writesTo !== undefined) this.#refusedWrites.note(writesTo, message);
      throw new LogError('unavailable', message, { cause });
    } finally {
      this.#pending.delete(answer);
    }
  }
}
