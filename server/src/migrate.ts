/**
 * Copies events from one log to another, between SQLite and Redis either way:
 *
 *   npm run migrate -- --from ./data --to redis://localhost
 *   npm run migrate -- --from redis://localhost --to ./archive --code ABC234
 *
 * No server may run on the folder. What was copied is folded on both sides and compared.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { codeSchema } from '@rostrum/shared/domain/ids';
import { LogError, type Log } from './log/log.ts';
import { openRedisLog } from './log/redis.ts';
import { openSqliteLog } from './log/sqlite.ts';
import { copyEvent } from './replica/copy-event.ts';

const USAGE =
  'usage: npm run migrate -- --from FOLDER|REDIS-URL --to FOLDER|REDIS-URL [--code CODE]';

/** Digits of a state's hash that are shown: enough to compare by eye. */
const HASH_SHOWN = 16;

const tell = (message: string) => void process.stderr.write(`${message}\n`);

/** What was asked cannot be done; the message says why, for people. */
class MigrateError extends Error {}

function options() {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { from: text, to: text, code: text } });
    const { from, to, code } = values;
    if (from === undefined || to === undefined) throw new MigrateError(USAGE);
    return { from, to, code: code === undefined ? undefined : codeSchema.parse(code) };
  } catch (error) {
    throw error instanceof MigrateError ? error : new MigrateError(USAGE);
  }
}

function open(place: string): Promise<Log> {
  if (!/^rediss?[:+]/.test(place)) return openSqliteLog({ file: join(place, 'rostrum.db') });
  return openRedisLog({ url: place, notify: tell });
}

async function migrate(): Promise<void> {
  const { from: fromPlace, to: toPlace, code: only } = options();
  const from = await open(fromPlace);
  const to = await open(toPlace).catch(async (error: unknown) => {
    await from.close();
    throw error;
  });
  try {
    const codes = (await from.codes()).filter(([code]) => only === undefined || code === only);
    if (codes.length === 0) throw new MigrateError(`${only ?? 'an event'} is not in ${fromPlace}`);
    for (const [code, event] of codes) {
      const { entries, hash } = await copyEvent(from, to, event);
      // Last, so that nobody finds an event that is half there.
      const isTaken = !(await to.claimCode(code, event)) && (await to.findCode(code)) !== event;
      if (isTaken) throw new MigrateError(`code ${code} is another event's in ${toPlace}`);
      const sum = `${entries} entries, state ${hash.slice(0, HASH_SHOWN)} on both sides`;
      process.stdout.write(`${code}: ${sum}\n`);
    }
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

try {
  await migrate();
} catch (error) {
  if (!(error instanceof MigrateError || error instanceof LogError)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
