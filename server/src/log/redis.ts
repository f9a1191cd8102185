import type { EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { Fills } from './fills.ts';
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
import { parseRedisUrl } from '../redis-address.ts';
import { acceptEvents } from './redis-accept.ts';
import { RedisConnection, type RedisCommands } from './redis-connection.ts';
import { entryInMessage } from './redis-entries.ts';
import { beginEpoch, epochAtStart, epochOf, epochText, type Epoch } from './redis-epoch.ts';
import { RedisGuard } from './redis-guard.ts';
import { channelOf, eventOfChannel } from './redis-keys.ts';
import { RedisRegistry } from './redis-registry.ts';
import { OTHER } from './redis-scripts.ts';
import { RedisStore, type Ask } from './redis-store.ts';
import { RefusedWrites } from './refused-writes.ts';

/** Milliseconds that Redis may take to be there when the server starts. */
const START_MS = 30_000;
/** Milliseconds an entry of another node may be late after one of ours that follows it. */
const LATE_MS = 50;

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
    const epoch = await epochAtStart(connection.commands);
    const log = new RedisLog(connection, epoch, notify);
    await log.look();
    connection.begin({
      onMessage: (channel, message) => log.hear(channel, message),
      onBeat: (isBack) => log.beat(isBack),
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
  /** Which Redis this node is with: an emptied one has another, or none. */
  #epoch: Epoch;
  readonly #store: RedisStore;
  readonly #guard: RedisGuard;
  readonly #registry: RedisRegistry;
  readonly #notify: (message: string) => void;
  readonly #followers = new Followers((...args) => this.read(...args));
  readonly #pending = new Set<Promise<unknown>>();
  readonly #refusedWrites = new RefusedWrites();
  readonly #fills = new Fills((event) => this.#followers.fill(event));
  /** Redis was away, and nobody has looked yet with what it has come back. */
  #isUnseen = false;
  /** Why nothing is answered any more. */
  #refusal: LogError | undefined;
  #closing: Promise<void> | undefined;

  constructor(connection: RedisConnection, epoch: Epoch, notify: (message: string) => void) {
    this.#connection = connection;
    this.#epoch = epoch;
    this.#notify = notify;
    const ask: Ask = (question, writesTo) => this.#ask(question, writesTo);
    const { name } = connection;
    this.#store = new RedisStore(ask);
    const epochId = () => this.#epoch.id;
    this.#guard = new RedisGuard({ name, epoch: epochId, ask, store: this.#store, notify });
    this.#registry = new RedisRegistry(ask, (code, event) => this.#guard.note(code, event));
  }

  /** Looks at every event there is. @throws LogError */
  async look(): Promise<void> {
    const codes = await this.codes();
    await this.#guard.checkAll(codes.map(([, event]) => event));
  }

  async append(event: EventId, body: EntryBody, aheadMs = 0): Promise<number> {
    const known = this.#followers.position(event) ?? { seq: 0 };
    const { id } = this.#epoch;
    const entry = await this.#store.append(event, encodeBody(body), known, id, aheadMs);
    if (!entry) throw await this.#lost(event, known);
    // Another node's entry before it may still be on its way.
    if (this.#followers.deliver(event, entry)) this.#fills.later(event, LATE_MS);
    return entry.seq;
  }

  read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]> {
    return this.#store.read(event, fromSeq, limit);
  }

  async follow(event: EventId, after: Position, listener: Listener): Promise<Follower> {
    await this.#guard.check(event);
    await this.#ask(() => this.#connection.subscribe(channelOf(event)));
    const { tails } = this.#guard;
    const noting = tails.noting(event, listener);
    const follower = await this.#followers.add(event, after, noting);
    return {
      close: () => {
        follower.close();
        if (this.#followers.position(event)) return;
        tails.drop(event);
        this.#connection.unsubscribe(channelOf(event));
      },
    };
  }

  restore(event: EventId, entries: readonly StoredEntry[]): Promise<void> {
    return this.#store.restore(event, entries);
  }

  saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void> {
    return this.#store.saveSnapshot(event, snapshot);
  }

  async loadSnapshot(event: EventId): Promise<Snapshot | undefined> {
    const snapshot = await this.#store.snapshot(event);
    if (!snapshot) return undefined;
    const { seq } = await this.#store.end(event);
    // Of entries that are gone: without them it is of another event than the log is.
    return snapshot.seq > seq ? undefined : snapshot;
  }

  async claimCode(code: Code, event: EventId): Promise<boolean> {
    const claim = () => this.#registry.claim(code, event, epochText(this.#epoch));
    let answer = await claim();
    if (answer === OTHER && (await this.#isOurs())) answer = await claim();
    if (answer === OTHER) throw this.#refuse();
    return answer;
  }

  findCode(code: Code): Promise<EventId | undefined> {
    return this.#registry.find(code);
  }

  codes(): Promise<[Code, EventId][]> {
    return this.#registry.all();
  }

  isEmpty(): Promise<boolean> {
    return this.#registry.isEmpty();
  }

  epoch(): string {
    return this.#epoch.id;
  }

  async hold(event: EventId, place: Position): Promise<void> {
    await this.#lost(event, place);
  }

  async accept(): Promise<string[]> {
    await this.#ask(beginEpoch);
    await this.#isOurs();
    return acceptEvents((question) => this.#ask(question), await this.codes());
  }

  async lastStamps(): Promise<[EventId, number][]> {
    const codes = await this.codes();
    return this.#store.lastStamps(codes.map(([, event]) => event));
  }

  now(): number {
    return this.#connection.clock.now();
  }

  health(): Health {
    const trouble =
      this.#refusal?.message ?? this.#connection.trouble ?? this.#refusedWrites.trouble;
    const { warnings } = this.#connection;
    return { ...(trouble ? { trouble } : {}), warnings, held: this.#guard.held };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** What a node, perhaps this one, has appended. */
  hear(channel: string, message: string): void {
    const event = eventOfChannel(channel);
    const entry = entryInMessage(message);
    if (!event || !entry) return;
    if (this.#followers.deliver(event, entry)) this.#fills.later(event, 0);
  }

  /** Looks at whether Redis still holds what was followed, and whether there is more. */
  async beat(isBack: boolean): Promise<void> {
    // It may have come back with less than it had, of events that nobody follows as well.
    this.#isUnseen ||= isBack;
    try {
      if (!(await this.#isOurs())) throw this.#refuse();
      await Promise.all([...this.#followers.events].map((event) => this.#compare(event)));
      if (this.#isUnseen) await this.look();
      else await this.#guard.checkHeld();
      this.#isUnseen = false;
      // Last: while writes are refused it throws.
      await this.#refusedWrites.probe(this.#connection.commands);
    } catch {
      // Redis has just gone, which the connection tells; or it is refused, which is told already.
    }
  }

  async #compare(event: EventId): Promise<void> {
    const before = this.#followers.position(event);
    const { seq, mark } = await this.#store.end(event);
    if (!before || seq > before.seq) return this.#fills.later(event, LATE_MS);
    if (seq < before.seq || (before.mark && seq > 0 && mark !== before.mark)) {
      await this.#lost(event, before);
    }
  }

  /**
   * The log does not hold what this node was given: it is given it back, or the
   * event ends here until it is whole.
   */
  async #lost(event: EventId, known: Position): Promise<LogError> {
    if (!(await this.#isOurs())) return this.#refuse();
    const error = await this.#guard.mend(event, known);
    if (error) this.#followers.breakAll(event, error);
    return error ?? new LogError('unavailable', `the log of event ${event} was just put right`);
  }

  /** Whether Redis is in this node's epoch, or in one that somebody began after it, in which this node then goes on. */
  async #isOurs(): Promise<boolean> {
    const epoch = await this.#ask(epochOf);
    if (epoch?.id === this.#epoch.id) return true;
    if (!epoch || epoch.after !== this.#epoch.id) return false;
    this.#epoch = epoch;
    this.#guard.forget();
    const message = `what ${this.#connection.name} holds was accepted as it is: every event is opened anew`;
    this.#notify(message);
    for (const event of [...this.#followers.events]) {
      this.#followers.breakAll(event, new LogError('lost', message));
    }
    return true;
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

  async #close(): Promise<void> {
    const asked = [...this.#pending];
    this.#refusal ??= new LogError('closed', 'the log is closed');
    await Promise.allSettled(asked);
    this.#fills.close();
    this.#connection.close();
  }

  /**
   * @param writesTo of a write: what stands in the tag of its keys.
   * @throws LogError
   */
  async #ask<T>(question: (redis: RedisCommands) => Promise<T>, writesTo?: string): Promise<T> {
    if (this.#refusal) throw this.#refusal;
    const answer = question(this.#connection.commands);
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
