import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { decodeBody } from '@rostrum/shared/domain/body';
import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError, type Snapshot } from './log.ts';
import { codeChecksum, snapshotChecksum } from './mark.ts';
import { asSchemaError } from './sqlite-errors.ts';
import { openDatabase, SqliteStore, type CodeRow, type EntryRow } from './sqlite-store.ts';

/** What became of one event. */
export interface RepairedEvent {
  readonly event: EventId;
  readonly code: string | undefined;
  /** Entries that are kept: 1 to this one. */
  readonly kept: number;
  /** Why there are no more; undefined when all are whole. */
  readonly trouble: string | undefined;
  /** The last entry that was found, whole or not. */
  readonly last: number;
}

export interface Repair {
  readonly events: readonly RepairedEvent[];
  /** Where the file as it was is kept; undefined when it was whole and is untouched. */
  readonly before: string | undefined;
}

/** What is known of an event while its entries are read. */
interface Chain {
  /** Of the last entry kept. */
  seq: number;
  last: number;
  code: string | undefined;
  trouble: string | undefined;
}

/**
 * Keeps what is whole in a damaged file of the embedded log: of each event the
 * entries before the first that is damaged or missing, its snapshot if that is
 * of those, and the code that the first one gives it. It goes into a new file,
 * which takes the old one's place; the old one stays beside it.
 *
 * @throws LogError when the file is in use, or so damaged that it cannot be opened at all.
 */
export function repairSqliteLog(file: string, now: Date): Repair {
  if (isWhole(file)) return { events: [], before: undefined };
  const fresh = `${file}.repaired`;
  for (const end of ['', '-wal']) rmSync(fresh + end, { force: true });
  const damaged = openDatabase(file);
  const store = new SqliteStore(fresh);
  let chains: Map<EventId, Chain>;
  try {
    // Where not even the tables are known any more there is nothing to keep.
    damaged.prepare(SQL.all);
    chains = store.transaction(() => salvage(damaged, store));
  } catch (error) {
    throw asSchemaError(file, error);
  } finally {
    store.close();
    damaged.close();
  }
  const before = `${file}.before-repair-${now.toISOString().replaceAll(':', '-')}`;
  exchange(file, fresh, before);
  const events = [...chains].map(([event, { seq, code, trouble, last }]) => {
    return { event, code, kept: seq, trouble, last };
  });
  return { events, before };
}

function isWhole(file: string): boolean {
  try {
    new SqliteStore(file).close();
    return true;
  } catch (error) {
    if (error instanceof LogError && error.code === 'corrupt') return false;
    throw error;
  }
}

/** The old file is never without its log, and its name never without a file. */
function exchange(file: string, fresh: string, before: string): void {
  linkSync(file, before);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${before}-wal`);
  renameSync(fresh, file);
}

function salvage(damaged: DatabaseSync, store: SqliteStore): Map<EventId, Chain> {
  const chains = new Map<EventId, Chain>();
  const take = (row: EntryRow) => takeEntry(store, chains, row);
  const codes = new Map<EventId, CodeRow>();
  forEachRow(damaged, SQL.codes, [], (row: CodeRow) => codes.set(row.event, row));
  // In the order of the file: a search would be misled by a damaged key.
  if (!forEachRow(damaged, SQL.all, [], take)) {
    // A page is broken: what comes after it is searched for, event by event.
    const known = new Set([...chains.keys(), ...codes.keys()]);
    for (const event of known) {
      const chain = chainOf(chains, event);
      const isRead = forEachRow(damaged, SQL.rest, [event, chain.seq], take);
      if (!isRead) chain.trouble ??= 'what may come after cannot be read';
    }
  }
  forEachRow(damaged, SQL.snapshots, [], (row: SnapshotRow) => takeSnapshot(store, chains, row));
  const isSound = (event: EventId) => {
    const row = codes.get(event);
    return row?.checksum === codeChecksum(row?.code ?? '', event);
  };
  // An event that never got the code it was made with must not take it from the one that did.
  const order = [...chains].sort(([a], [b]) => Number(isSound(b)) - Number(isSound(a)));
  for (const [event, chain] of order) {
    const row = codes.get(event);
    if (isSound(event)) chain.code ??= row?.code;
    if (chain.seq > 0 && chain.code !== undefined) store.claimCode(chain.code, event);
    chain.code ??= row?.code;
  }
  return chains;
}

const SQL = {
  all: 'SELECT event, seq, at, mark, body FROM entries',
  rest: 'SELECT event, seq, at, mark, body FROM entries WHERE event = ? AND seq > ? ORDER BY seq',
  codes: 'SELECT code, event, checksum FROM codes',
  snapshots: 'SELECT event, seq, mark, body, checksum FROM snapshots',
};

interface SnapshotRow extends Snapshot {
  readonly event: EventId;
  readonly checksum: string;
}

/** False when reading ended with an error: a page, or a value in it, is no longer one. */
function forEachRow<Row>(
  database: DatabaseSync,
  sql: string,
  values: readonly (string | number)[],
  take: (row: Row) => void,
): boolean {
  let rows: Iterator<unknown>;
  try {
    rows = database.prepare(sql).iterate(...values);
  } catch {
    return false;
  }
  for (;;) {
    let row: IteratorResult<unknown>;
    try {
      row = rows.next();
    } catch {
      return false;
    }
    if (row.done) return true;
    take(row.value as Row);
  }
}

function chainOf(chains: Map<EventId, Chain>, event: EventId): Chain {
  const chain = chains.get(event) ?? { seq: 0, last: 0, code: undefined, trouble: undefined };
  chains.set(event, chain);
  return chain;
}

function takeEntry(store: SqliteStore, chains: Map<EventId, Chain>, row: EntryRow): void {
  const { event, seq, at, mark, body } = row;
  // A damaged value may be of any type: its entry is missing where it belongs.
  if (typeof event !== 'string' || !Number.isSafeInteger(seq)) return;
  const chain = chainOf(chains, event);
  chain.last = Math.max(chain.last, seq);
  if (chain.trouble !== undefined) return;
  if (seq !== chain.seq + 1) {
    chain.trouble = `entry ${chain.seq + 1} is missing`;
    return;
  }
  try {
    store.restore(event, [{ seq, at, mark, body }]);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    chain.trouble = `entry ${seq} is damaged`;
    return;
  }
  chain.seq = seq;
  if (seq === 1) chain.code = codeIn(body);
}

/** The code in an event's first entry; undefined when that is of a version this code does not know. */
function codeIn(body: string): string | undefined {
  try {
    const [first] = decodeBody(body).actions;
    return first?.action.type === 'event.create' ? first.action.info.code : undefined;
  } catch {
    return undefined;
  }
}

function takeSnapshot(store: SqliteStore, chains: Map<EventId, Chain>, row: SnapshotRow): void {
  const { event, seq, mark, body, checksum } = row;
  const chain = chains.get(event);
  if (!chain || checksum !== snapshotChecksum(event, row)) return;
  chain.last = Math.max(chain.last, seq);
  if (seq > chain.seq) chain.trouble ??= `entry ${chain.seq + 1} is missing`;
  else store.saveSnapshot(event, { seq, mark, body });
}
