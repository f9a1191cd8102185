import { copyFileSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError } from '@rostrum/server/log/log';
import { repairSqliteLog } from '@rostrum/server/log/sqlite-repair';
import { SqliteStore } from '@rostrum/server/log/sqlite-store';
import { idOf } from '../../lib/event.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { fault } from '../fault.ts';
import { entryBodies, PAGE } from '../stage/entries.ts';

const EVENT = idOf<EventId>('torn');
const ENTRIES = 12;
const WAL = '-wal';

/** How a record may be torn that was being written when the power went. */
const TEARS = {
  /** The file ends there. */
  cut: (file: string, at: number) => truncateSync(file, at),
  /** The file has its length already, and nothing of the rest. */
  blank: (file: string, at: number) => {
    const rest = Buffer.alloc(statSync(file).size - at);
    const opened = openSync(file, 'r+');
    writeSync(opened, rest, 0, rest.length, at);
    closeSync(opened);
  },
} as const;

/** The embedded log after the power went while its last entry was written, or after its file lost its end. */
export const tornRecord = fault({
  name: 'torn-record',
  judges: 'the last record in SQLite torn, its file cut: all before is there, or damage is told',
  full: { step: 7 },
  short: { step: 127 },
  async run(run, { step }) {
    const folder = await tempFolder(run);
    const source = join(folder, 'rostrum.db');
    const bodies = entryBodies(run.chance, ENTRIES).map(encodeBody);
    const store = new SqliteStore(source);
    run.after(() => store.close());
    for (const body of bodies.slice(0, -1)) store.append(EVENT, body);
    const from = statSync(source + WAL).size;
    store.append(EVENT, bodies.at(-1) ?? '');
    const whole = readFileSync(source + WAL);
    const counts = { tears: 0, none: 0, wrong: 0 };
    for (const tear of Object.values(TEARS)) {
      for (let at = from + run.chance.below(step); at < whole.length; at += step) {
        const copy = join(folder, 'torn.db');
        for (const end of ['', WAL]) copyFileSync(source + end, copy + end);
        tear(copy + WAL, at);
        // Nothing, where there was nothing but zeros from there on, is what was written.
        const isTorn = !readFileSync(copy + WAL).equals(whole);
        counts[isTorn ? 'tears' : 'none'] += 1;
        if (isTorn && !isWholeBefore(copy, bodies)) counts.wrong += 1;
      }
    }
    return [
      { name: 'tears', value: counts.tears, least: 100 },
      { name: 'that changed nothing', value: counts.none },
      { name: 'wrong', value: counts.wrong, most: 0 },
      ...cutFiles(folder, source, bodies, { step, offset: run.chance.below(step) }),
    ];
  },
});

/** Everything but the last entry is there, and another takes its place. */
function isWholeBefore(file: string, bodies: readonly string[]): boolean {
  const store = new SqliteStore(file);
  try {
    const kept = store.read(EVENT, 1, ENTRIES).map(({ body }) => body);
    const next = store.append(EVENT, bodies.at(-1) ?? '');
    return kept.length === ENTRIES - 1 && isBeginning(kept, bodies) && next.seq === ENTRIES;
  } finally {
    store.close();
  }
}

/**
 * The file itself, which is written only from its write-ahead log: with that,
 * nothing is lost wherever it ends; without, that it is damaged is told, and a
 * repair keeps entries from the first on.
 */
function cutFiles(
  folder: string,
  source: string,
  bodies: readonly string[],
  { step, offset }: { step: number; offset: number },
) {
  const whole = join(folder, 'whole.db');
  for (const end of ['', WAL]) copyFileSync(source + end, whole + end);
  new SqliteStore(whole).close();
  const size = statSync(whole).size;
  const counts = { cuts: 0, lost: 0, untold: 0, badly: 0 };
  // Its last pages, which an entry longer than a page shares, everywhere; the others once each.
  const everywhere = range(size - 2 * PAGE + offset, size, step);
  for (const at of [...range(offset + 2, size - 2 * PAGE, PAGE), ...everywhere]) {
    const copy = join(folder, 'cut.db');
    copyFileSync(whole, copy);
    copyFileSync(source + WAL, copy + WAL);
    truncateSync(copy, at);
    if (!holdsAll(copy, bodies)) counts.lost += 1;
    copyFileSync(whole, copy);
    truncateSync(copy, at);
    const trouble = troubleOf(copy, bodies);
    if (trouble !== undefined && !isTold(trouble, copy)) counts.untold += 1;
    if (trouble !== undefined && !isRepaired(copy, bodies)) counts.badly += 1;
    counts.cuts += 1;
  }
  return [
    { name: 'files cut short', value: counts.cuts, least: 50 },
    { name: 'lost with the write-ahead log there', value: counts.lost, most: 0 },
    { name: 'not told as damage without it', value: counts.untold, most: 0 },
    { name: 'repaired badly', value: counts.badly, most: 0 },
  ];
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

function isBeginning(kept: readonly string[], bodies: readonly string[]): boolean {
  return kept.every((body, index) => body === bodies[index]);
}

function held(file: string): string[] {
  const store = new SqliteStore(file);
  try {
    return store.read(EVENT, 1, ENTRIES + 1).map(({ body }) => body);
  } finally {
    store.close();
  }
}

function holdsAll(file: string, bodies: readonly string[]): boolean {
  const kept = held(file);
  return kept.length === ENTRIES && isBeginning(kept, bodies);
}

/** Why the file is not what it was; undefined when it lost nothing. */
function troubleOf(file: string, bodies: readonly string[]): LogError | string | undefined {
  try {
    return holdsAll(file, bodies) ? undefined : 'less, and nothing told';
  } catch (error) {
    return error instanceof LogError ? error : String(error);
  }
}

function isTold(trouble: LogError | string, file: string): boolean {
  if (typeof trouble === 'string' || trouble.code !== 'corrupt') return false;
  return trouble.message.includes(file) || /entry \d+ is/.test(trouble.message);
}

/** Entries from the first on are kept; where not even the tables are known, the file is left as it is. */
function isRepaired(file: string, bodies: readonly string[]): boolean {
  const damaged = readFileSync(file);
  try {
    const { before } = repairSqliteLog(file, new Date());
    if (before === undefined) return false;
    const isKept = readFileSync(before).equals(damaged);
    rmSync(before);
    return isKept && isBeginning(held(file), bodies);
  } catch (error) {
    return error instanceof LogError && readFileSync(file).equals(damaged);
  }
}
