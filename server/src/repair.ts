import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { repairSqliteLog, type RepairedEvent } from './log/sqlite-repair.ts';

/**
 * Repairs the embedded log in the data folder, and says what was kept and what
 * was dropped, a line an event.
 *
 * @throws LogError when the file is in use or cannot be opened at all.
 */
export function repair({ dataFolder }: Config): string[] {
  const file = join(dataFolder, 'rostrum.db');
  if (!existsSync(file)) return [`${file} is not there: nothing was changed.`];
  const { events, before } = repairSqliteLog(file, new Date());
  if (before === undefined) return [`${file} is whole: nothing was changed.`];
  return [...events.map(describe), `${file} is repaired. As it was, it is kept as ${before}.`];
}

function describe({ event, code, kept, trouble, last }: RepairedEvent): string {
  const name = code === undefined ? `event ${event}` : `event ${code} (${event})`;
  if (trouble === undefined) return `${name}: all ${kept} entries are kept.`;
  const what = kept === 0 ? 'nothing is kept' : `entries 1 to ${kept} are kept`;
  const first = kept + 1;
  if (last < first) return `${name}: ${what}; ${trouble}.`;
  const dropped = last > first ? `entries ${first} to ${last} were` : `entry ${first} was`;
  return `${name}: ${what}; ${trouble}, so ${dropped} dropped.`;
}
