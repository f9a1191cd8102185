import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { eventIdSchema, type EventId } from '@rostrum/shared/domain/ids';
import { LogError, type Snapshot, type StoredEntry } from './log.ts';
import { privateFile } from '../private-files.ts';
import { codeChecksum, firstMark, markAfter, snapshotChecksum } from './mark.ts';
import { asLogError, asSchemaError } from './sqlite-errors.ts';

/** A file of so many bytes is an empty one to SQLite. */
const EMPTY_BYTES = 1;
/** Raised with a change of the tables, which then comes with its migration. */
const SCHEMA_VERSION = 2;

// Without row ids an entry is in the file once: its key has no copy in an index that nobody reads.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    event TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    mark TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (event, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS snapshots (
    event TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    mark TEXT NOT NULL,
    body TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS epochs (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  INSERT INTO epochs SELECT lower(hex(randomblob(12))) WHERE NOT EXISTS (SELECT 1 FROM epochs);
`;

export interface EntryRow extends StoredEntry {
  readonly event: EventId;
}

export interface CodeRow {
  readonly code: string;
  readonly event: EventId;
  readonly checksum: string;
}

/** The tables of the embedded log in one file, synchronous: it lives on a thread of its own. */
export class SqliteStore {
  readonly #database: DatabaseSync;
  readonly #statements: Record<keyof typeof SQL, StatementSync>;

  /**
   * Opens the file, or makes it, and reads every entry once.
   *
   * @throws LogError `corrupt` naming the entry whose mark or number is wrong, or the code; `unavailable`
   * when the file cannot be opened or another process has it.
   */
  constructor(file: string) {
    this.#database = openDatabase(file);
    try {
      this.#statements = prepare(file, this.#database);
      this.#verify();
    } catch (error) {
      this.#database.close();
      throw asLogError(file, error);
    }
  }

  /** Runs the writes as one transaction: durable together when this returns, or not there at all. */
  transaction<T>(writes: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = writes();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // Some failures, a full disk among them, have rolled it back already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** @param now the stamp, unless the entry before has a later one. */
  append(event: EventId, body: string, now = Date.now()): StoredEntry {
    const last = this.#last(event);
    const at = Math.max(now, last.at);
    const mark = markAfter(last.mark, { at, body });
    const entry = { seq: last.seq + 1, at, mark, body };
    this.#insert(event, entry);
    return entry;
  }

  /** @throws LogError `corrupt` when the entries do not follow from those there are. */
  restore(event: EventId, entries: readonly StoredEntry[]): void {
    let last: Omit<StoredEntry, 'body'> = this.#last(event);
    for (const entry of entries) {
      if (entry.seq !== last.seq + 1 || entry.mark !== markAfter(last.mark, entry)) {
        throw damaged(event, entry.seq);
      }
      this.#insert(event, entry);
      last = entry;
    }
  }

  read(event: EventId, fromSeq: number, limit: number): StoredEntry[] {
    return this.#statements.read.all(event, fromSeq, limit) as unknown as StoredEntry[];
  }

  saveSnapshot(event: EventId, snapshot: Snapshot): void {
    const { seq, mark, body } = snapshot;
    this.#statements.saveSnapshot.run(event, seq, mark, body, snapshotChecksum(event, snapshot));
  }

  /** Undefined as well when it is damaged: the entries hold all of it. */
  loadSnapshot(event: EventId): Snapshot | undefined {
    const row = this.#statements.loadSnapshot.get(event) as
      (Snapshot & { checksum: string }) | undefined;
    if (!row || row.checksum !== snapshotChecksum(event, row)) return undefined;
    return { seq: row.seq, mark: row.mark, body: row.body };
  }

  /** False when the code is taken. */
  claimCode(code: string, event: string): boolean {
    const checksum = codeChecksum(code, event);
    return this.#statements.claimCode.run(code, event, checksum).changes === 1;
  }

  findCode(code: string): string | undefined {
    return (this.#statements.findCode.get(code) as { event: string } | undefined)?.event;
  }

  codes(): [string, string][] {
    const rows = this.#statements.codes.all() as unknown as CodeRow[];
    return rows.map(({ code, event }) => [code, event]);
  }

  /** Writes as much as a small entry does, and changes nothing. */
  probe(): void {
    this.#database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  lastStamps(): [EventId, number][] {
    const rows = this.#statements.lastStamps.all() as unknown as { event: EventId; at: number }[];
    return rows.map(({ event, at }) => [event, at]);
  }

  /** Which life of its data the file is in. */
  epoch(): string {
    return (this.#statements.epoch.get() as { id: string }).id;
  }

  /** Events that have a code and nothing else: what they had is lost. */
  emptyEvents(): [string, EventId][] {
    const rows = this.#statements.gone.all() as unknown as CodeRow[];
    return rows.map(({ code, event }) => [code, event]);
  }

  /** Begins another epoch, lets go of the codes whose events are gone, and says what each event comes to. */
  accept(): string[] {
    this.#statements.nextEpoch.run();
    const gone = this.emptyEvents();
    for (const [code] of gone) this.#statements.dropCode.run(code);
    const lines = gone.map(
      ([code]) => `${code}: nothing of it is there; the code stands for no event any more.`,
    );
    const kept = this.codes().map(
      ([code, event]) => `${code}: ${this.#last(event as EventId).seq} entries.`,
    );
    return [...lines, ...kept];
  }

  isEmpty(): boolean {
    return this.#statements.anyCode.get() === undefined;
  }

  close(): void {
    this.#database.close();
  }

  #last(event: EventId): Omit<StoredEntry, 'body'> {
    const row = this.#statements.last.get(event) as Omit<StoredEntry, 'body'> | undefined;
    return row ?? { seq: 0, at: 0, mark: firstMark(event) };
  }

  #insert(event: EventId, { seq, at, mark, body }: StoredEntry): void {
    this.#statements.append.run(event, seq, at, mark, body);
  }

  /** O(log), about a second for each few hundred megabytes of it. */
  #verify(): void {
    let last = { event: '' as EventId, seq: 0, mark: '' };
    try {
      for (const row of this.#statements.all.iterate() as Iterable<unknown>) {
        const { event, ...entry } = row as EntryRow;
        if (event !== last.event) {
          // A damaged one is no name for people to know it by.
          if (!isEventId(event)) throw damaged(last.event, last.seq + 1);
          last = { event, seq: 0, mark: firstMark(event) };
        }
        if (entry.seq !== last.seq + 1) throw missing(event, last.seq + 1);
        if (entry.mark !== markAfter(last.mark, entry)) throw damaged(event, entry.seq);
        last = { event, seq: entry.seq, mark: entry.mark };
      }
    } catch (error) {
      // A number in it is none that was ever written.
      const isBeyond = (error as NodeJS.ErrnoException).code === 'ERR_OUT_OF_RANGE';
      throw isBeyond ? damaged(last.event, last.seq + 1) : error;
    }
    const ahead = this.#statements.ahead.get() as { event: EventId; last: number } | undefined;
    if (ahead) throw missing(ahead.event, ahead.last + 1);
    for (const { code, event, checksum } of this.#statements.codes.all() as unknown as CodeRow[]) {
      if (checksum === codeChecksum(code, event)) continue;
      throw new LogError('corrupt', `the code ${code} of event ${event} is damaged`);
    }
  }
}

function isEventId(event: unknown): event is EventId {
  return eventIdSchema.safeParse(event).success;
}

function missing(event: EventId, seq: number): LogError {
  return new LogError('corrupt', `the log of event ${event}: entry ${seq} is missing`);
}

function damaged(event: EventId, seq: number): LogError {
  return new LogError('corrupt', `the log of event ${event}: entry ${seq} is damaged`);
}

const SQL = {
  all: 'SELECT event, seq, at, mark, body FROM entries ORDER BY event, seq',
  last: 'SELECT seq, at, mark FROM entries WHERE event = ? ORDER BY seq DESC LIMIT 1',
  append: 'INSERT INTO entries (event, seq, at, mark, body) VALUES (?, ?, ?, ?, ?)',
  read: 'SELECT seq, at, mark, body FROM entries WHERE event = ? AND seq >= ? ORDER BY seq LIMIT ?',
  saveSnapshot: `INSERT INTO snapshots (event, seq, mark, body, checksum) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (event) DO UPDATE SET seq = excluded.seq, mark = excluded.mark,
      body = excluded.body, checksum = excluded.checksum WHERE excluded.seq >= snapshots.seq`,
  loadSnapshot: 'SELECT seq, mark, body, checksum FROM snapshots WHERE event = ?',
  ahead: `SELECT event, last FROM (SELECT event, seq, (SELECT coalesce(max(seq), 0) FROM entries
      WHERE entries.event = snapshots.event) AS last FROM snapshots) WHERE seq > last LIMIT 1`,
  claimCode: 'INSERT INTO codes (code, event, checksum) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  findCode: 'SELECT event FROM codes WHERE code = ?',
  codes: 'SELECT code, event, checksum FROM codes ORDER BY code',
  lastStamps: `SELECT event, at FROM (SELECT event, (SELECT at FROM entries
      WHERE entries.event = codes.event ORDER BY seq DESC LIMIT 1) AS at FROM codes) WHERE at > 0`,
  epoch: 'SELECT id FROM epochs',
  nextEpoch: 'UPDATE epochs SET id = lower(hex(randomblob(12)))',
  gone: `SELECT code, event FROM codes WHERE NOT EXISTS
      (SELECT 1 FROM entries WHERE entries.event = codes.event) ORDER BY code`,
  dropCode: 'DELETE FROM codes WHERE code = ?',
  anyCode: 'SELECT 1 FROM codes LIMIT 1',
};

function prepare(file: string, database: DatabaseSync): Record<keyof typeof SQL, StatementSync> {
  try {
    const prepared = Object.entries(SQL).map(
      ([name, sql]) => [name, database.prepare(sql)] as const,
    );
    return Object.fromEntries(prepared) as Record<keyof typeof SQL, StatementSync>;
  } catch (error) {
    throw asSchemaError(file, error);
  }
}

/** Beside an empty file SQLite throws the write-ahead log away, as that of another one. */
function refuseEmptied(file: string): void {
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeOf(file) > EMPTY_BYTES || sizeOf(`${file}-wal`) === 0) return;
  const what = `${file} is gone or empty, and ${file}-wal beside it is not`;
  throw new LogError('lost', `${what}: bring back both from the same backup`);
}

/** @throws LogError */
export function openDatabase(file: string): DatabaseSync {
  refuseEmptied(file);
  let database: DatabaseSync | undefined;
  try {
    // SQLite gives the files beside it the mode of this one.
    privateFile(file, `${file}-wal`, `${file}-shm`);
    database = new DatabaseSync(file);
    // Exclusive: a second server on the same file would not hear of this one's entries.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT');
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (row.user_version > SCHEMA_VERSION) {
      throw new LogError('unavailable', `${file} was written by a newer version of Rostrum`);
    }
    // Not again: on a full disk there is no room for it, and enough to read what is there.
    if (row.user_version < SCHEMA_VERSION) {
      database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    }
    return database;
  } catch (error) {
    database?.close();
    throw asLogError(file, error);
  }
}
