import { copyFileSync, statSync, truncateSync, openSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { EventId } from '@rostrum/shared/domain/ids';
import type { LogError } from '@rostrum/server/log/log';
import { SqliteStore } from '@rostrum/server/log/sqlite-store';
import { idOf } from '../../lib/event.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { fault } from '../fault.ts';
import { entryBodies } from '../stage/entries.ts';

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

/** The embedded log after the power went while its last entry was written. */
export const tornRecord = fault({
  name: 'torn-record',
  judges: 'the last record in SQLite torn at every byte: all before it is there, and nothing of it',
  full: { step: 1 },
  short: { step: 61 },
  async run(run, { step }) {
    const folder = await tempFolder(run);
    const source = join(folder, 'rostrum.db');
    const bodies = entryBodies(run.chance, ENTRIES).map(encodeBody);
    const store = new SqliteStore(source);
    run.after(() => store.close());
    for (const body of bodies.slice(0, -1)) store.append(EVENT, body);
    const from = statSync(source + WAL).size;
    store.append(EVENT, bodies.at(-1) ?? '');
    const to = statSync(source + WAL).size;
    const counts = { tears: 0, wrong: 0 };
    for (const tear of Object.values(TEARS)) {
      for (let at = from; at < to; at += step) {
        const copy = join(folder, 'torn.db');
        for (const end of ['', WAL]) copyFileSync(source + end, copy + end);
        tear(copy + WAL, at);
        counts.tears += 1;
        if (!isWholeBefore(copy, bodies)) counts.wrong += 1;
      }
    }
    return [
      { name: 'tears', value: counts.tears, least: 100 },
      { name: 'wrong', value: counts.wrong, most: 0 },
      ...tornPages(folder, source, bodies, step),
    ];
  },
});

/** Everything but the last entry is there, and another takes its place. */
function isWholeBefore(file: string, bodies: readonly string[]): boolean {
  const store = new SqliteStore(file);
  try {
    const kept = store.read(EVENT, 1, ENTRIES).map(({ body }) => body);
    const next = store.append(EVENT, bodies.at(-1) ?? '');
    return kept.length === ENTRIES - 1 && kept.every(isAt(bodies)) && next.seq === ENTRIES;
  } finally {
    store.close();
  }
}

const isAt = (bodies: readonly string[]) => (body: string, index: number) => body === bodies[index];

/**
 * The file itself, which is written only from its write-ahead log: with that,
 * nothing is lost wherever it ends; without, that it is damaged is noticed.
 */
function tornPages(folder: string, source: string, bodies: readonly string[], step: number) {
  const whole = join(folder, 'whole.db');
  for (const end of ['', WAL]) copyFileSync(source + end, whole + end);
  new SqliteStore(whole).close();
  const size = statSync(whole).size;
  let wrong = 0;
  let silent = 0;
  let cuts = 0;
  for (let at = size - PAGE; at < size; at += step) {
    const copy = join(folder, 'cut.db');
    copyFileSync(whole, copy);
    copyFileSync(source + WAL, copy + WAL);
    truncateSync(copy, at);
    if (!holdsAll(copy, bodies)) wrong += 1;
    copyFileSync(whole, copy);
    truncateSync(copy, at);
    if (!isRefusedOrWhole(copy, bodies)) silent += 1;
    cuts += 1;
  }
  return [
    { name: 'files cut short', value: cuts, least: 50 },
    { name: 'lost with the write-ahead log there', value: wrong, most: 0 },
    { name: 'unnoticed without it', value: silent, most: 0 },
  ];
}

const PAGE = 4_096;

function holdsAll(file: string, bodies: readonly string[]): boolean {
  const store = new SqliteStore(file);
  try {
    const kept = store.read(EVENT, 1, ENTRIES + 1).map(({ body }) => body);
    return kept.length === ENTRIES && kept.every(isAt(bodies));
  } finally {
    store.close();
  }
}

function isRefusedOrWhole(file: string, bodies: readonly string[]): boolean {
  try {
    return holdsAll(file, bodies);
  } catch (error) {
    const { code, message } = error as LogError;
    return code === 'corrupt' && (message.includes(file) || /entry \d+ is/.test(message));
  }
}
