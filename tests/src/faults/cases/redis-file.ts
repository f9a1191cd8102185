import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventId } from '@rostrum/shared/domain/ids';
import type { Log, StoredEntry } from '@rostrum/server/log/log';
import { openRedisLog } from '@rostrum/server/log/redis';
import { idOf } from '../../lib/event.ts';
import { startRedis } from '../../lib/redis.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import type { Run } from '../fault.ts';
import { entryBodies } from '../stage/entries.ts';

export const EVENT = idOf<EventId>('kept');
const FOLDER = 'appendonlydir';

/** What a Redis that was killed has left on disk. */
export interface RedisFile {
  /** All of Redis' folder. */
  readonly folder: string;
  /** The append-only file in it, from there. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Its length before the last entry. */
  readonly lastFrom: number;
  readonly entries: readonly StoredEntry[];
}

export async function killedRedis(run: Run, count: number): Promise<RedisFile> {
  const redis = await startRedis(run, {}, run.setup);
  const log = await openRedisLog({ url: redis.url, notify: () => {} });
  const bodies = entryBodies(run.chance, count);
  for (const body of bodies.slice(0, -1)) await log.append(EVENT, body);
  const names = await readdir(join(redis.folder, FOLDER));
  const name = join(FOLDER, names.find((each) => each.endsWith('.incr.aof')) ?? '');
  const lastFrom = (await readFile(join(redis.folder, name))).length;
  await log.append(EVENT, bodies.at(-1) as never);
  const entries = await log.read(EVENT, 1, count);
  redis.kill('SIGKILL');
  await redis.gone();
  await log.close();
  return {
    folder: redis.folder,
    name,
    bytes: await readFile(join(redis.folder, name)),
    lastFrom,
    entries,
  };
}

/** Starts a Redis on a copy of the folder that `damage` has changed, and hands its log to `use`. */
export async function onDamaged<T>(
  run: Run,
  { folder }: RedisFile,
  damage: (copy: string) => Promise<void>,
  use: (log: Log) => Promise<T>,
): Promise<T> {
  const copy = await tempFolder(run);
  await cp(folder, copy, { recursive: true });
  await damage(copy);
  const redis = await startRedis(run, { dir: copy }, run.setup);
  const log = await openRedisLog({ url: redis.url, notify: () => {} });
  try {
    return await use(log);
  } finally {
    await log.close();
    redis.kill('SIGKILL');
    await redis.gone();
    await rm(copy, { recursive: true });
  }
}
