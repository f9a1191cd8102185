import type { EntryBody } from '@rostrum/shared/domain/actions';
import type { Code, EventId } from '@rostrum/shared/domain/ids';

/** An entry as the log keeps it: where it stands, when it came by the log's clock, and its {@link EntryBody} as `encodeBody` writes it. */
export interface StoredEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since the epoch; never less than the entry's before. */
  readonly at: number;
  /** Stands for this entry and all before it; see `mark.ts`. */
  readonly mark: string;
  readonly body: string;
}

/** A place in an event's log: after the entry `seq`. */
export interface Position {
  readonly seq: number;
  /** The mark at `seq`. Absent: whatever it is, the entry after it is taken on trust. */
  readonly mark?: string;
}

export interface Snapshot {
  readonly seq: number;
  readonly mark: string;
  readonly body: string;
}

/** A running `follow`; nothing is delivered once `close` has been called. */
export interface Follower {
  close(): void;
}

export interface Listener {
  onEntry(entry: StoredEntry): void;
  /**
   * An entry is not what follows from those before, or `onEntry` threw: nothing
   * more is delivered. Not called for what `follow` itself rejects with.
   */
  onBroken(error: unknown): void;
}

/** Whether the log answers and takes writes, and what whoever runs the server should know. */
export interface Health {
  /** Why it does not answer, or takes no writes; absent when it does. */
  readonly trouble?: string;
  /** What it does not promise as it is set up. */
  readonly warnings: readonly string[];
  /** Events that are less than they were, a sentence each: they are not opened, and nothing is added to them. */
  readonly held: readonly string[];
}

/**
 * The durable, ordered truth of every event, and the registry of their codes.
 * Only implementations of this know whether there is one machine or many.
 *
 * Every promise rejects with a {@link LogError} when the log cannot answer.
 */
export interface Log {
  /**
   * Resolves with the entry's seq once it is durable. Followers have it before that, or soon after.
   *
   * @param aheadMs by as much is its stamp ahead of the log's clock (0 unless given): the event's
   *   stamps are, once a clock that was ahead has been set right.
   */
  append(event: EventId, body: EntryBody, aheadMs?: number): Promise<number>;
  /** The entries from `fromSeq` on, at most `limit` of them, in order. */
  read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]>;
  /**
   * Delivers every entry after `after`, in order, each once: those there are,
   * then those to come. Resolves once it has delivered all that were there when
   * it was called; rejects with `corrupt` when one of those is damaged.
   */
  follow(event: EventId, after: Position, listener: Listener): Promise<Follower>;
  /** Keeps the latest snapshot only; an older one than is there is ignored. */
  saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void>;
  loadSnapshot(event: EventId): Promise<Snapshot | undefined>;
  /** Takes a code for an event; false when it is taken. */
  claimCode(code: Code, event: EventId): Promise<boolean>;
  findCode(code: Code): Promise<EventId | undefined>;
  /** Every code taken, with its event. */
  codes(): Promise<(readonly [Code, EventId])[]>;
  /** Puts entries that another log stamped and marked behind those of the event, which must end where they begin. */
  restore(event: EventId, entries: readonly StoredEntry[]): Promise<void>;
  /** Which life of its data the log is in; another begins with each `accept`. */
  epoch(): string;
  /**
   * The event had this place, and the log does not: it ends for those who follow
   * it, and is not opened until it has the place again or what there is was accepted.
   */
  hold(event: EventId, place: Position): Promise<void>;
  /**
   * Takes what there is for all there is, after a restore that somebody wanted:
   * nothing known from before counts any more, and events that were held open
   * again. Says what each event comes to, a sentence each. O(log).
   */
  accept(): Promise<string[]>;
  /** True while nothing was ever claimed: the first start. */
  isEmpty(): Promise<boolean>;
  /** Of every event with a code, the stamp of its last entry, if it has any. */
  lastStamps(): Promise<(readonly [EventId, number])[]>;
  /** Milliseconds since the epoch by the clock that stamps entries. */
  now(): number;
  health(): Health;
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
}

/**
 * Why the log could not answer. `unavailable` may pass. `lost`: it no longer
 * holds what it had confirmed. `corrupt`: what it holds is damaged. The last two
 * are for a person to look at.
 */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: 'unavailable' | 'lost' | 'corrupt' | 'closed';

  constructor(code: LogError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
