import { pino } from 'pino';
import { startApp } from './app.ts';
import { ConfigError, listenTrouble, readConfig, type Config } from './config.ts';
import { greet } from './demo/greet.ts';
import { repair } from './repair.ts';

/** Milliseconds to stop in; past it the process ends with what the log already holds. */
const STOP_MS = 9_000;

/** Says on one line what is wrong and what to do, and ends. */
function giveUp(message: string): never {
  // Of each line some: what SQLite, Redis or the system say may have several.
  process.stderr.write(`${message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  process.exit(1);
}

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) giveUp(error.message);
    throw error;
  }
}

function repairAndEnd(config: Config): never {
  if (config.redisUrl !== undefined) giveUp('--repair is for a log in a folder, not in Redis.');
  try {
    process.stdout.write(`${repair(config).join('\n')}\n`);
  } catch (error) {
    giveUp(`Rostrum cannot repair: ${(error as Error).message}`);
  }
  process.exit(0);
}

/** What a person can do about a log that is damaged. */
function repairHint({ code }: NodeJS.ErrnoException): string {
  if (code !== 'corrupt') return '';
  return '. Started once with --repair, it keeps what is whole and says what it dropped';
}

const config = settings();
if (process.argv.includes('--repair')) repairAndEnd(config);
const logger = pino({ level: config.logLevel, base: null });
const app = await startApp(config, logger).catch((error: NodeJS.ErrnoException) => {
  const trouble = `Rostrum cannot start: ${error.message}${repairHint(error)}`;
  giveUp(listenTrouble(error.code, config) ?? trouble);
});
logger.info({ port: app.port, metricsPort: app.metricsPort }, 'listening');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => giveUp('Rostrum could not stop in time.'), STOP_MS).unref();
    void app.stop().then(() => process.exit(0));
  });
}

await greet(app, config, (error) => {
  logger.warn({ err: error }, 'the demo event cannot be made or told');
});
