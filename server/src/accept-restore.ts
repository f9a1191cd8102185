/**
 * After a restore that was wanted: takes what the log holds for all there is.
 *
 *   npm run accept-restore
 *
 * It reads the settings of the server. Nodes on Redis may run, and go on by
 * themselves; on a folder the server has to be stopped.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig, type Config } from './config.ts';
import { LogError, type Log } from './log/log.ts';
import { openRedisLog } from './log/redis.ts';
import { openSqliteLog } from './log/sqlite.ts';

const tell = (message: string) => void process.stderr.write(`${message}\n`);

function open({ redisUrl, dataFolder }: Config): Promise<Log> {
  if (redisUrl !== undefined) return openRedisLog({ url: redisUrl, notify: tell });
  const file = join(dataFolder, 'rostrum.db');
  if (!existsSync(file)) throw new LogError('unavailable', `${file} is not there`);
  return openSqliteLog({ file });
}

async function accept(): Promise<void> {
  const log = await open(readConfig(process.env));
  try {
    for (const line of await log.accept()) process.stdout.write(`${line}\n`);
    process.stdout.write('What there is now is taken for all there is.\n');
  } finally {
    await log.close();
  }
}

try {
  await accept();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof LogError)) throw error;
  tell(error.message);
  process.exitCode = 1;
}
