import { join } from 'node:path';
import type { EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { Followers } from '@rostrum/server/log/followers';
import type { Listener, Log, Position, Snapshot, StoredEntry } from '@rostrum/server/log/log';
import { firstMark, markAfter } from '@rostrum/server/log/mark';
import { SqliteStore } from '@rostrum/server/log/sqlite-store';

/** The embedded log on this thread, stamping its entries with a clock that a test moves. */
export class ClockedLog implements Log {
  readonly #store: SqliteStore;
  readonly #clock: () => number;
  readonly #followers = new Followers((...args) => this.read(...args));
  readonly #last = new Map<EventId, StoredEntry>();

  /** @param clock whole milliseconds since the epoch. */
  constructor(folder: string, clock: () => number) {
    this.#store = new SqliteStore(join(folder, 'clocked.db'));
    this.#clock = clock;
  }

  async append(event: EventId, body: EntryBody, aheadMs = 0): Promise<number> {
    const last = this.#last.get(event) ?? { seq: 0, at: 0, mark: firstMark(event) };
    const stamped = { at: Math.max(this.now() + aheadMs, last.at), body: encodeBody(body) };
    const entry = { ...stamped, seq: last.seq + 1, mark: markAfter(last.mark, stamped) };
    this.#store.restore(event, [entry]);
    this.#last.set(event, entry);
    this.#followers.deliver(event, entry);
    return entry.seq;
  }

  async read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]> {
    return this.#store.read(event, fromSeq, limit);
  }

  follow(event: EventId, after: Position, listener: Listener) {
    return this.#followers.add(event, after, listener);
  }

  async restore(event: EventId, entries: readonly StoredEntry[]): Promise<void> {
    this.#store.restore(event, entries);
  }

  async saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void> {
    this.#store.saveSnapshot(event, snapshot);
  }

  async loadSnapshot(event: EventId): Promise<Snapshot | undefined> {
    return this.#store.loadSnapshot(event);
  }

  async claimCode(code: Code, event: EventId): Promise<boolean> {
    return this.#store.claimCode(code, event);
  }

  async findCode(code: Code): Promise<EventId | undefined> {
    return this.#store.findCode(code) as EventId | undefined;
  }

  async codes() {
    return this.#store.codes() as [Code, EventId][];
  }

  epoch(): string {
    return this.#store.epoch();
  }

  async hold(): Promise<void> {}

  async accept() {
    return this.#store.accept();
  }

  async isEmpty(): Promise<boolean> {
    return this.#store.isEmpty();
  }

  async lastStamps() {
    return this.#store.lastStamps();
  }

  now(): number {
    return this.#clock();
  }

  health() {
    return { warnings: [], held: [] };
  }

  async close(): Promise<void> {
    this.#store.close();
  }
}
