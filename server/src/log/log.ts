import type { EntryBody } from '@rostrum/shared/domain/actions';
import type { Code, EventId } from '@rostrum/shared/domain/ids';

/** An entry as the log keeps it: where it stands, when it came by the log's clock, and its {@link EntryBody} as JSON. */
export interface StoredEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since the epoch; never less than the entry's before. */
  readonly at: number;
  readonly body: string;
}

export interface Snapshot {
  readonly seq: number;
  readonly body: string;
}

/** A running `follow`; nothing is delivered once `close` has been called. */
export interface Follower {
  close(): void;
}

/**
 * The durable, ordered truth of every event, and the registry of their codes.
 * Only implementations of this know whether there is one machine or many.
 *
 * Every promise rejects with a {@link LogError} when the log cannot answer.
 */
export interface Log {
  /** Resolves with the entry's seq once it is durable. Followers have it before that, or soon after. */
  append(event: EventId, body: EntryBody): Promise<number>;
  /** The entries from `fromSeq` on, at most `limit` of them, in order. */
  read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]>;
  /**
   * Delivers every entry from `fromSeq` on, in order, each once: those there
   * are, then those to come. Resolves once it has delivered all that were there
   * when it was called.
   */
  follow(event: EventId, fromSeq: number, onEntry: (entry: StoredEntry) => void): Promise<Follower>;
  /** Keeps the latest snapshot only; an older one than is there is ignored. */
  saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void>;
  loadSnapshot(event: EventId): Promise<Snapshot | undefined>;
  /** Takes a code for an event; false when it is taken. */
  claimCode(code: Code, event: EventId): Promise<boolean>;
  findCode(code: Code): Promise<EventId | undefined>;
  /** True while nothing was ever claimed: the first start. */
  isEmpty(): Promise<boolean>;
  /** Milliseconds since the epoch by the clock that stamps entries. */
  now(): number;
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
}

/** Why the log could not answer. `unavailable` may pass; the others are for a person to mend. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: 'unavailable' | 'corrupt' | 'closed';

  constructor(code: LogError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
