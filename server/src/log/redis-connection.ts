import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { LogError } from './log.ts';
import { nameOf, type RedisAddress } from '../redis-address.ts';
import { RemoteClock } from './redis-clock.ts';
import { redisScripts, type RedisScripts } from './redis-scripts.ts';

/** Milliseconds between two looks at whether Redis answers and what its clock says. */
const BEAT_MS = 500;
/** Milliseconds of silence after which a connection is held for dead, and made anew. */
const SILENCE_MS = 2_000;
/** Milliseconds an answer may take; what takes longer may have happened all the same. */
const ANSWER_MS = 5_000;
/** Milliseconds between two tries at a connection: the first, and the most. */
const RETRY_MS = 50;
const RETRY_MAX_MS = 1_000;
/** Sharded publish came with it. */
const OLDEST_VERSION = 7;

/** Without the one option whose type the client itself cannot take as absent. */
type Place = Omit<RedisOptions, 'replyMapping'>;

export type RedisCommands = (Redis | Cluster) & RedisScripts;

export interface ConnectionOptions {
  /** Milliseconds that Redis may take to be there at the start. */
  startMs: number;
  /** Told when it goes, and when it is back. */
  notify: (message: string) => void;
}

export interface Handlers {
  onMessage: (channel: string, message: string) => void;
  /** Every half second, as long as Redis answers; `isBack` when it did not the time before. */
  onBeat: (isBack: boolean) => Promise<void>;
}

/** A connection for commands and one for subscriptions, and whether Redis answers them. */
export class RedisConnection {
  readonly commands: RedisCommands;
  readonly clock = new RemoteClock();
  readonly name: string;
  warnings: readonly string[] = [];
  readonly #subscriber: Redis | Cluster;
  readonly #options: ConnectionOptions;
  #onBeat: Handlers['onBeat'] = async () => {};
  #timer: NodeJS.Timeout | undefined;
  #answeredAt = -Infinity;
  #trouble: string | undefined = 'not connected yet';
  #lastError = '';

  private constructor(address: RedisAddress, options: ConnectionOptions) {
    this.#options = options;
    this.name = nameOf(address);
    const { commands, subscriber } = connect(address);
    this.commands = commands;
    this.#subscriber = subscriber;
    for (const client of new Set([commands, subscriber])) {
      client.on('error', (error: Error) => (this.#lastError = error.message));
      client.on('ready', () => (this.#lastError = ''));
      client.on('close', () => this.#note(this.#lastError || 'the connection was closed'));
    }
  }

  /** @throws LogError `unavailable` when Redis is not there in time, or is none that can hold a log. */
  static async open(address: RedisAddress, options: ConnectionOptions): Promise<RedisConnection> {
    const connection = new RedisConnection(address, options);
    try {
      await connection.#waitForStart();
      await connection.#inspect();
    } catch (error) {
      connection.#disconnect();
      throw error;
    }
    connection.#trouble = undefined;
    return connection;
  }

  /** Starts telling what comes. Called once. */
  begin({ onMessage, onBeat }: Handlers): void {
    this.#subscriber.on('smessage', onMessage);
    this.#onBeat = onBeat;
    this.#beatLater();
  }

  /** Why Redis does not answer. */
  get trouble(): string | undefined {
    const silentMs = performance.now() - this.#answeredAt;
    if (this.#trouble === undefined && silentMs <= SILENCE_MS) return undefined;
    return `${this.name} does not answer: ${this.#trouble ?? 'silence'}`;
  }

  async subscribe(channel: string): Promise<void> {
    await this.#subscriber.ssubscribe(channel);
  }

  unsubscribe(channel: string): void {
    this.#subscriber.sunsubscribe(channel).catch(() => {});
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#disconnect();
  }

  #disconnect(): void {
    for (const client of new Set([this.commands, this.#subscriber])) {
      client.removeAllListeners('close');
      client.disconnect();
    }
  }

  async #waitForStart(): Promise<void> {
    const deadline = performance.now() + this.#options.startMs;
    let told = false;
    for (;;) {
      const trouble = await this.#askTime();
      if (trouble === undefined) return;
      if (isFinal(trouble)) throw new LogError('unavailable', `${this.name} refused: ${trouble}`);
      const leftS = Math.ceil((deadline - performance.now()) / 1_000);
      if (leftS <= 0) {
        throw new LogError('unavailable', `${this.name} cannot be reached: ${trouble}`);
      }
      if (!told && this.#lastError) {
        told = true;
        this.#options.notify(
          `${this.name} cannot be reached yet (${trouble}): trying for ${leftS} s`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * 2));
    }
  }

  async #inspect(): Promise<void> {
    const masters =
      this.commands instanceof Cluster ? this.commands.nodes('master') : [this.commands as Redis];
    const warnings = new Set<string>();
    for (const master of masters) {
      const version = /^redis_version:(\d+)\S*/m.exec(await master.info('server'));
      if (Number(version?.[1] ?? 0) < OLDEST_VERSION) {
        const found = version?.[0].slice('redis_version:'.length) ?? 'unknown';
        const wanted = `Rostrum needs ${OLDEST_VERSION}.0 or newer`;
        throw new LogError('unavailable', `${this.name} is of version ${found}; ${wanted}`);
      }
      for (const warning of await warningsOf(master)) warnings.add(warning);
    }
    this.warnings = [...warnings];
  }

  #note(trouble: string): void {
    if (this.#trouble === undefined)
      this.#options.notify(`${this.name} does not answer: ${trouble}`);
    this.#trouble = trouble;
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => void this.#beat(), BEAT_MS);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const trouble = (await this.#askTime()) ?? this.#subscriberTrouble();
    if (trouble !== undefined) this.#note(trouble);
    else {
      const isBack = this.#trouble !== undefined;
      if (isBack) this.#options.notify(`${this.name} answers again`);
      this.#trouble = undefined;
      await this.#onBeat(isBack);
    }
    this.#beatLater();
  }

  /** Also keeps the subscriber's connection from being silent for long. */
  #subscriberTrouble(): string | undefined {
    if (this.#subscriber === this.commands) return undefined;
    (this.#subscriber as Redis).ping().catch(() => {});
    return this.#subscriber.status === 'ready' ? undefined : 'the subscriptions are not back';
  }

  /** Why Redis did not tell the time; undefined when it did. */
  async #askTime(): Promise<string | undefined> {
    const askedAt = performance.now();
    try {
      const [seconds, micros] = (await this.commands.time()) as unknown as [number, number];
      this.#answeredAt = performance.now();
      const at = Number(seconds) * 1_000 + Number(micros) / 1_000;
      this.clock.note(askedAt, this.#answeredAt, at);
      return undefined;
    } catch (error) {
      // Without a connection the client says only that; the cause came before, or is to come.
      const isOffline = this.commands.status !== 'ready';
      return isOffline ? this.#lastError || 'no connection yet' : (error as Error).message;
    }
  }
}

function connect(address: RedisAddress): { commands: RedisCommands; subscriber: Redis | Cluster } {
  const { topology, hosts, masterName, db, tls } = address;
  const common = {
    ...(address.username ? { username: address.username } : {}),
    ...(address.password ? { password: address.password } : {}),
    ...(tls ? { tls: {} } : {}),
    connectTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    commandTimeout: ANSWER_MS,
    // What is under way when a connection ends is answered so, at once: nobody knows what became of it.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    // A replica that was the master until now: the client asks who is.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions;
  if (topology === 'cluster') {
    const cluster = new Cluster([...hosts], {
      redisOptions: common,
      shardedSubscribers: true,
      enableAutoPipelining: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: retryDelay,
      slotsRefreshInterval: ANSWER_MS,
      scripts: redisScripts,
    });
    return { commands: cluster as unknown as RedisCommands, subscriber: cluster };
  }
  const place: Place =
    topology === 'sentinel'
      ? {
          sentinels: [...hosts],
          name: masterName,
          sentinelRetryStrategy: retryDelay,
          failoverDetector: true,
        }
      : { ...hosts[0], db: db ?? 0 };
  const single: Place = { ...common, ...place, retryStrategy: retryDelay };
  const commands = new Redis({
    ...single,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    scripts: redisScripts,
  });
  // Only subscriptions wait in its queue, and they may.
  const subscriber = new Redis({ ...single, maxRetriesPerRequest: null });
  return { commands: commands as unknown as RedisCommands, subscriber };
}

/** Milliseconds until the next try, scattered, so that nodes do not come all at once. */
function retryDelay(tries: number): number {
  return Math.min(RETRY_MS * 2 ** (tries - 1), RETRY_MAX_MS) * (0.5 + Math.random() / 2);
}

/** Troubles that waiting does not mend. */
function isFinal(trouble: string): boolean {
  return /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password|ERR DB index)/.test(trouble);
}

/** What this Redis does not promise as it is set up. */
async function warningsOf(master: Redis): Promise<string[]> {
  const settings = new Map<string, string>();
  try {
    for (const name of ['appendonly', 'appendfsync', 'maxmemory', 'maxmemory-policy']) {
      const [, value] = (await master.config('GET', name)) as [string, string];
      settings.set(name, value);
    }
  } catch {
    return [
      'Redis does not let this user read its settings: whether acknowledged actions are on disk is unknown',
    ];
  }
  const warnings: string[] = [];
  if (settings.get('appendonly') !== 'yes') {
    warnings.push(
      'Redis keeps no append-only file: a crash loses all since its last snapshot; set appendonly yes',
    );
  } else if (settings.get('appendfsync') !== 'always') {
    warnings.push(
      'Redis confirms before it is on disk: a crash of its machine may lose about a second of acknowledged actions; set appendfsync always',
    );
  }
  if (settings.get('maxmemory') !== '0' && settings.get('maxmemory-policy') !== 'noeviction') {
    warnings.push(
      'Redis may evict what it holds when memory is short; set maxmemory-policy noeviction',
    );
  }
  return warnings;
}
