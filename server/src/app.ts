import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Logger } from 'pino';
import { bindWarnings, type Config } from './config.ts';
import { loadPages } from './http/pages.ts';
import { site } from './http/site.ts';
import { creationPath, creationToken } from './identity/creation.ts';
import { Seals } from './identity/seals.ts';
import { keyFrom } from './identity/secrets.ts';
import { Sessions } from './identity/sessions.ts';
import { Sources } from './identity/source.ts';
import { listenForFigures, listenOn, portOf } from './listen.ts';
import { noPlane, openPlane, type Plane, type PlaneOptions } from './live/plane.ts';
import { Presence } from './live/presence.ts';
import type { Log } from './log/log.ts';
import { openRedisLog } from './log/redis.ts';
import { openSqliteLog } from './log/sqlite.ts';
import { createMetrics } from './metrics.ts';
import { parseRedisUrl } from './redis-address.ts';
import { lookAtClock } from './rooms/look-at-clock.ts';
import { Rooms } from './rooms/rooms.ts';
import { Gateway } from './sockets/gateway.ts';

/** Milliseconds that actions under way get, to be answered and told before the sockets close. */
const SETTLE_MS = 2_000;
/** Milliseconds that requests under way and slow clients get to finish at the stop. */
const GRACE_MS = 5_000;
const TIDY_MS = 50;

/** A running server. */
export interface App {
  /** The port it listens on. */
  readonly port: number;
  /** The port that tells the figures, where it is another. */
  readonly metricsPort: number | undefined;
  /** Where an event is made, with the token where that needs one; undefined where none is made. */
  readonly newEventPath: string | undefined;
  readonly log: Log;
  readonly rooms: Rooms;
  /** Stops taking anything new, sends what is unsent, closes the log. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Builds the parts, wires them and listens.
 *
 * @param given a log that is open already, instead of the one the settings name; the app closes it.
 * @throws LogError when the log cannot be opened, and what `listen` throws.
 */
export async function startApp(config: Config, logger: Logger, given?: Log): Promise<App> {
  const { origin, host, logos, dataFolder } = config;
  const key = config.secret ?? (await keyFrom(dataFolder));
  const log = given ?? (await openLog(config, logger));
  const { warnings, held } = log.health();
  for (const warning of [...warnings, ...bindWarnings(config)]) logger.warn(warning);
  // The log in Redis tells of these itself, whenever it finds one.
  if (config.redisUrl === undefined) for (const event of held) logger.warn(event);
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'trouble in a room');
  const onWarning = (message: string) => logger.warn(message);
  const rooms: Rooms = new Rooms({
    log,
    onTrouble,
    onWarning,
    seals: new Seals(key, () => log.epoch()),
    fanout: {
      patch: (...args) => gateway.patch(...args),
      mine: (...args) => gateway.mine(...args),
      links: (...args) => gateway.links(...args),
      broken: (...args) => gateway.broken(...args),
      costMs: (...args) => gateway.costMs(...args),
    },
  });
  const sessions = new Sessions(key, origin?.startsWith('https:') === true);
  const token = creationToken(key);
  const sources = new Sources(config.proxyHops, () =>
    logger.warn(
      'requests come through a proxy and ROSTRUM_PROXY is not set: all people count as one source, whose wrong codes and new events are limited together',
    ),
  );
  const metrics = createMetrics(
    () => rooms.size,
    () => log.health().held.length,
  );
  const pages = await loadPages();
  if (!pages) logger.warn('the pages are not built: run `npm run build`; only the API is served');
  let stopping: Promise<void> | undefined;
  let figuresServer: Server | undefined;
  const isStopping = () => stopping !== undefined;
  const server = createServer(
    site({
      log,
      rooms,
      sessions,
      sources,
      creation: config.create,
      token,
      metrics: config.metricsPort === undefined ? metrics : undefined,
      logger,
      origin,
      host,
      logos,
      pages,
      isStopping,
      onNewSession: (event) => presence.noteNewcomer(event),
    }),
  );
  // WebSockets among them, which the HTTP server no longer counts as its own.
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  const plane = openLivePlane(config, {
    onMessage: (message) => presence.hear(message),
    onTrouble: onWarning,
  });
  const presence: Presence = new Presence({
    plane,
    onChange: (...args) => gateway.presence(...args),
    onSteer: (...args) => gateway.steer(...args),
  });
  const gateway = new Gateway({
    server,
    rooms,
    sessions,
    sources,
    metrics,
    presence,
    origin,
    host,
    onTrouble,
  });

  const stop = async () => {
    const closed = new Promise((done) => server.close(done));
    const hurry = setTimeout(() => {
      for (const connection of connections) connection.destroy();
    }, GRACE_MS);
    // Those whose last answer came after the stop: they would be kept alive for another request.
    const tidy = setInterval(() => server.closeIdleConnections(), TIDY_MS);
    // A log that does not answer must not hold up the stop.
    await Promise.race([rooms.settle(), after(SETTLE_MS)]);
    await presence.close();
    await gateway.close();
    await closed;
    clearTimeout(hurry);
    clearInterval(tidy);
    figuresServer?.close();
    sources.close();
    await rooms.close();
    await plane.close();
    await log.close();
  };
  try {
    await lookAtClock(log, rooms, { onWarning, onTrouble });
    await listenOn(server, config);
    figuresServer = await listenForFigures(metrics, config);
  } catch (error) {
    server.close();
    sources.close();
    await plane.close();
    await log.close();
    throw error;
  }
  return {
    port: portOf(server),
    metricsPort: figuresServer && portOf(figuresServer),
    newEventPath: creationPath(config.create, token),
    log,
    rooms,
    stop: () => (stopping ??= stop()),
  };
}

function openLog({ redisUrl, dataFolder }: Config, logger: Logger): Promise<Log> {
  if (redisUrl === undefined) return openSqliteLog({ file: join(dataFolder, 'rostrum.db') });
  return openRedisLog({ url: redisUrl, notify: (message) => logger.warn(message) });
}

function openLivePlane({ redisUrl }: Config, options: PlaneOptions): Plane {
  const address = redisUrl === undefined ? undefined : parseRedisUrl(redisUrl);
  return address ? openPlane(address, options) : noPlane;
}
