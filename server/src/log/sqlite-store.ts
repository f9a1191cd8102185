import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { LogError, type Snapshot, type StoredEntry } from './log.ts';

/** Raised with a change of the tables, which then comes with its migration. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    event TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (event, seq)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS snapshots (
    event TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS codes (code TEXT PRIMARY KEY, event TEXT NOT NULL) STRICT;
`;

interface EntryRow extends StoredEntry {
  readonly event: string;
  readonly checksum: number;
}

/** The tables of the embedded log in one file, synchronous: it lives on a thread of its own. */
export class SqliteStore {
  readonly #database: DatabaseSync;
  readonly #statements: Record<keyof typeof SQL, StatementSync>;

  /**
   * Opens the file, or makes it, and reads every entry once.
   *
   * @throws LogError `corrupt` naming the entry whose checksum or number is wrong; `unavailable`
   * when the file cannot be opened or another process has it.
   */
  constructor(file: string) {
    this.#database = open(file);
    try {
      this.#statements = prepare(this.#database);
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

  append(event: string, body: string): StoredEntry {
    const last = this.#statements.last.get(event) as { seq: number; at: number } | undefined;
    const entry = {
      seq: (last?.seq ?? 0) + 1,
      at: Math.max(Date.now(), last?.at ?? 0),
      body,
    };
    this.#statements.append.run(event, entry.seq, entry.at, body, entryChecksum(event, entry));
    return entry;
  }

  read(event: string, fromSeq: number, limit: number): StoredEntry[] {
    return this.#statements.read.all(event, fromSeq, limit) as unknown as StoredEntry[];
  }

  saveSnapshot(event: string, { seq, body }: Snapshot): void {
    this.#statements.saveSnapshot.run(event, seq, body, snapshotChecksum(event, seq, body));
  }

  /** Undefined as well when it is damaged: the entries hold all of it. */
  loadSnapshot(event: string): Snapshot | undefined {
    const row = this.#statements.loadSnapshot.get(event) as
      (Snapshot & { checksum: number }) | undefined;
    if (!row || row.checksum !== snapshotChecksum(event, row.seq, row.body)) return undefined;
    return { seq: row.seq, body: row.body };
  }

  /** False when the code is taken. */
  claimCode(code: string, event: string): boolean {
    return this.#statements.claimCode.run(code, event).changes === 1;
  }

  findCode(code: string): string | undefined {
    return (this.#statements.findCode.get(code) as { event: string } | undefined)?.event;
  }

  isEmpty(): boolean {
    return this.#statements.anyCode.get() === undefined;
  }

  close(): void {
    this.#database.close();
  }

  /** O(log), about a second for each few hundred megabytes of it. */
  #verify(): void {
    let event = '';
    let seq = 0;
    for (const row of this.#statements.all.iterate() as Iterable<unknown>) {
      const entry = row as EntryRow;
      seq = entry.event === event ? seq + 1 : 1;
      event = entry.event;
      const trouble =
        entry.seq !== seq
          ? `entry ${seq} is missing`
          : entry.checksum !== entryChecksum(event, entry)
            ? `entry ${seq} is damaged`
            : undefined;
      if (trouble) throw new LogError('corrupt', `the log of event ${event}: ${trouble}`);
    }
  }
}

const SQL = {
  all: 'SELECT event, seq, at, body, checksum FROM entries ORDER BY event, seq',
  last: 'SELECT seq, at FROM entries WHERE event = ? ORDER BY seq DESC LIMIT 1',
  append: 'INSERT INTO entries (event, seq, at, body, checksum) VALUES (?, ?, ?, ?, ?)',
  read: 'SELECT seq, at, body FROM entries WHERE event = ? AND seq >= ? ORDER BY seq LIMIT ?',
  saveSnapshot: `INSERT INTO snapshots (event, seq, body, checksum) VALUES (?, ?, ?, ?)
    ON CONFLICT (event) DO UPDATE SET seq = excluded.seq, body = excluded.body,
      checksum = excluded.checksum WHERE excluded.seq >= snapshots.seq`,
  loadSnapshot: 'SELECT seq, body, checksum FROM snapshots WHERE event = ?',
  claimCode: 'INSERT INTO codes (code, event) VALUES (?, ?) ON CONFLICT DO NOTHING',
  findCode: 'SELECT event FROM codes WHERE code = ?',
  anyCode: 'SELECT 1 FROM codes LIMIT 1',
};

function prepare(database: DatabaseSync): Record<keyof typeof SQL, StatementSync> {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)] as const);
  return Object.fromEntries(prepared) as Record<keyof typeof SQL, StatementSync>;
}

function open(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    // Exclusive: a second server on the same file would not hear of this one's entries.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT');
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (row.user_version > SCHEMA_VERSION) {
      throw new LogError('unavailable', `${file} was written by a newer version of Rostrum`);
    }
    database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    return database;
  } catch (error) {
    database?.close();
    throw asLogError(file, error);
  }
}

function asLogError(file: string, cause: unknown): LogError {
  if (cause instanceof LogError) return cause;
  const { errcode = 0, message } = cause as { errcode?: number; message: string };
  const primary = errcode & 0xff;
  if (primary === SQLITE_BUSY) {
    return new LogError('unavailable', `${file} is in use by another Rostrum`, { cause });
  }
  const damaged = primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
  return new LogError(damaged ? 'corrupt' : 'unavailable', `${file}: ${message}`, { cause });
}

/** Primary result codes of SQLite, the low byte of what it gives: https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function entryChecksum(event: string, { seq, at, body }: StoredEntry): number {
  return crc32(`${event} ${seq} ${at} ${body}`);
}

function snapshotChecksum(event: string, seq: number, body: string): number {
  return crc32(`${event} ${seq} ${body}`);
}
