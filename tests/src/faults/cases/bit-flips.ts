import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError, type StoredEntry } from '@rostrum/server/log/log';
import { repairSqliteLog } from '@rostrum/server/log/sqlite-repair';
import { SqliteStore } from '@rostrum/server/log/sqlite-store';
import { idOf } from '../../lib/event.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import type { Chance } from '../../lib/chance.ts';
import { fault, type Run } from '../fault.ts';
import { entryBodies, PAGE } from '../stage/entries.ts';

const EVENTS = ['one', 'two', 'three'].map((name) => idOf<EventId>(name));
const ENTRIES = 30;
const ALL = 100;
/** Characters of JSON above which an entry is not in one piece in the file. */
const BODY_MAX = 700;
/** Entries of each event that are longer than a page. */
const LONG = 3;

/** Where one entry's bytes are in the file. */
interface Piece {
  readonly event: EventId;
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/** Bits that turn over in the file of the embedded log, one at a time. */
export const bitFlips = fault({
  name: 'bit-flips',
  judges:
    'a bit turned over in a stored entry: start refused, the entry named; repair keeps the rest',
  full: { flips: 1_000, repairEvery: 5, anywhere: 1_000 },
  short: { flips: 120, repairEvery: 10, anywhere: 120 },
  async run(run, { flips, repairEvery, anywhere }) {
    const { file, entries, codes } = await filledFile(run);
    const bytes = readFileSync(file);
    const pieces = piecesOf(bytes, entries);
    const counts = { unnoticed: 0, unnamed: 0, repairs: 0, badly: 0, silent: 0, miscalled: 0 };
    for (let n = 0; n < flips; n += 1) {
      const piece = run.chance.pick(pieces);
      const { copy, at } = flipped(run.chance, file, bytes, piece.from, piece.to);
      const trouble = troubleOf(copy);
      if (trouble === undefined) counts.unnoticed += 1;
      else if (!names(trouble, piece, at)) {
        counts.unnamed += 1;
        run.say(`entry ${piece.seq} of ${piece.event}: ${trouble.message}`);
      }
      if (trouble === undefined || n % repairEvery !== 0) continue;
      counts.repairs += 1;
      if (!isRepaired(copy, piece, entries)) counts.badly += 1;
    }
    for (let n = 0; n < anywhere; n += 1) {
      const { copy, at } = flipped(run.chance, file, bytes, 0, bytes.length);
      const trouble = troubleOf(copy);
      if (trouble === undefined && !isAll(copy, entries, codes)) counts.silent += 1;
      if (trouble !== undefined && !isDamage(trouble)) {
        counts.miscalled += 1;
        run.say(`byte ${at}: ${trouble.code} ${trouble.message}`);
      }
    }
    return [
      { name: 'flips in entries', value: flips },
      { name: 'unnoticed', value: counts.unnoticed, most: 0 },
      { name: 'refused without naming the entry', value: counts.unnamed, most: 0 },
      { name: 'repairs', value: counts.repairs, least: 1 },
      { name: 'repaired badly', value: counts.badly, most: 0 },
      { name: 'flips anywhere in the file', value: anywhere },
      { name: 'of these read wrongly', value: counts.silent, most: 0 },
      { name: 'of these not called damage', value: counts.miscalled, most: 0 },
    ];
  },
});

type Entries = ReadonlyMap<EventId, readonly StoredEntry[]>;

async function filledFile(run: Run) {
  const file = join(await tempFolder(run), 'rostrum.db');
  const store = new SqliteStore(file);
  const entries = new Map<EventId, readonly StoredEntry[]>();
  store.transaction(() => {
    for (const [index, event] of EVENTS.entries()) {
      const bodies = entryBodies(run.chance, ENTRIES * 2).map(encodeBody);
      const short = bodies.filter((body) => body.length < BODY_MAX).slice(0, ENTRIES);
      const long = bodies.filter((body) => body.length > PAGE).slice(0, LONG);
      const kept = [...short, ...long].map((body) => store.append(event, body));
      store.claimCode(`ABC23${index + 2}`, event);
      entries.set(event, kept);
    }
  });
  const codes = JSON.stringify(store.codes());
  store.close();
  return { file, entries, codes };
}

/** In the file the columns of a row stand one after the other: event, seq, at, mark, body. */
function piecesOf(bytes: Buffer, entries: Entries): Piece[] {
  return [...entries].flatMap(([event, all]) =>
    all.slice(0, -LONG).map(({ seq, mark, body }): Piece => {
      const text = mark + body;
      for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
        const from = bytes.lastIndexOf(event, at);
        if (isLive(bytes, from)) return { event, seq, from, to: at + Buffer.byteLength(text) };
      }
      throw new Error(`entry ${seq} is not in one piece in the file`);
    }),
  );
}

/** Of a seq below 128. */
const SEQ_BYTES = 1;
/** Bytes before a row's first column: sizes and types, and in an inner page the number of another. */
const ROW_HEADER_MAX = 20;

/**
 * Whether the row whose columns begin here is one: a page that was split holds
 * dead copies, in which a flip changes nothing. A page begins with its kind and
 * the places of its rows: https://sqlite.org/fileformat2.html#b_tree_pages
 */
function isLive(bytes: Buffer, from: number): boolean {
  const page = from - (from % PAGE);
  const isInner = bytes[page] === 0x02;
  const places = page + (isInner ? 12 : 8);
  for (let row = 0; row < bytes.readUInt16BE(page + 3); row += 1) {
    const before = from - (page + bytes.readUInt16BE(places + 2 * row));
    if (before > 0 && before <= ROW_HEADER_MAX) return true;
  }
  return false;
}

/** A copy of the file with one bit of these bytes turned over. */
function flipped(chance: Chance, file: string, bytes: Buffer, from: number, to: number) {
  const copy = `${file}.flipped`;
  for (const end of ['', '-wal']) rmSync(copy + end, { force: true });
  const changed = Buffer.from(bytes);
  const at = from + chance.below(to - from);
  changed[at] = (changed[at] as number) ^ (1 << chance.below(8));
  writeFileSync(copy, changed);
  return { copy, at };
}

/** Why the file is not opened; undefined when it is. */
function troubleOf(file: string): LogError | undefined {
  try {
    new SqliteStore(file).close();
    return undefined;
  } catch (error) {
    if (error instanceof LogError) return error;
    throw error;
  }
}

/** A changed key takes an entry away from where it belongs, or puts it between others. */
function names({ code, message }: LogError, { event, seq, from }: Piece, at: number): boolean {
  if (code !== 'corrupt') return false;
  const isInKey = at < from + event.length + SEQ_BYTES;
  if (isInKey) return /entry \d+ is (missing|damaged)/.test(message);
  return message === `the log of event ${event}: entry ${seq} is damaged`;
}

/** A version that was turned into a later one is told as that. */
function isDamage({ code, message }: LogError): boolean {
  return code === 'corrupt' || message.endsWith('was written by a newer version of Rostrum');
}

function isRepaired(file: string, { event, seq }: Piece, entries: Entries): boolean {
  const { before } = repairSqliteLog(file, new Date());
  if (before !== undefined) rmSync(before);
  const store = new SqliteStore(file);
  try {
    return [...entries].every(([each, all]) => {
      const kept = JSON.stringify(store.read(each, 1, ALL));
      return kept === JSON.stringify(each === event ? all.slice(0, seq - 1) : all);
    });
  } finally {
    store.close();
  }
}

function isAll(file: string, entries: Entries, codes: string): boolean {
  const store = new SqliteStore(file);
  try {
    const isWhole = [...entries].every(
      ([event, all]) => JSON.stringify(store.read(event, 1, ALL)) === JSON.stringify(all),
    );
    return isWhole && JSON.stringify(store.codes()) === codes;
  } finally {
    store.close();
  }
}
