import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { until, type Context } from './harness.ts';

/** Milliseconds after which Sentinels and a cluster hold a silent node for dead. */
const DEAD_AFTER_MS = 1_000;

/** A real redis-server, on a port and in a folder of its own. It ends with the test. */
export interface RedisProcess {
  readonly port: number;
  /** `redis://127.0.0.1:…`, with the user that the nodes are. */
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once the process that runs now is gone. */
  gone(): Promise<void>;
  /** Starts it again on the same port and folder, after it is gone. */
  restart(): Promise<void>;
  /** What its replicas have as `masterauth`. */
  readonly masterAuth: string;
  /** A client for what a test asks or sets, which may do everything; closed with the test. */
  client(): Redis;
}

type Settings = Record<string, string | number>;

/**
 * How a Redis is set up: `bare`, or `shipped`: by `start.sh` of the compose file,
 * with its access list, where nodes come in as the one user it knows. Beside it
 * stands another who may do everything, for tests, replicas and Sentinels.
 */
export type RedisSetup = 'bare' | 'shipped';

const DURABLE: Settings = { appendonly: 'yes', appendfsync: 'always', save: '""' };
const START_SH = fileURLToPath(
  new URL('../../../examples/compose/redis/start.sh', import.meta.url),
);
const PASSWORD = 'of the nodes';
/** What `start.sh` is handed besides. */
const ADMIN = { username: 'admin', password: 'of-the-tests' };
const ADMIN_WORDS = `--user ${ADMIN.username} on >${ADMIN.password} ~* &* +@all`.split(' ');

/** One Redis that has on disk what it has confirmed, unless `settings` say otherwise. */
export async function startRedis(
  t: Context,
  settings: Settings = {},
  setup: RedisSetup = 'bare',
): Promise<RedisProcess> {
  // Not `tempFolder`: what ends last must be given first.
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-redis-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const own = setup === 'bare' ? { ...DURABLE, ...settings } : settings;
  return start(t, folder, await freePort(), own, setup);
}

/** A master with `replicas` replicas, watched by three Sentinels. */
export async function startSentinels(t: Context, replicas = 1, setup: RedisSetup = 'bare') {
  const own: Settings =
    setup === 'shipped' ? { masteruser: ADMIN.username, masterauth: ADMIN.password } : {};
  const master = await startRedis(t, own, setup);
  const copies: RedisProcess[] = [];
  for (let index = 0; index < replicas; index += 1) {
    copies.push(await startRedis(t, { ...own, replicaof: `127.0.0.1 ${master.port}` }, setup));
  }
  const sentinels: RedisProcess[] = [];
  for (let index = 0; index < 3; index += 1) {
    sentinels.push(await startSentinel(t, master.port, setup));
  }
  // All of them: one that knows less than the others may lead the fail-over, and give it up.
  for (const client of sentinels.map((sentinel) => sentinel.client())) {
    await until(async () => (await count(client, 'SENTINEL', 'replicas', 'rostrum')) === replicas, {
      what: 'the replicas, known to the Sentinels',
    });
    await until(async () => (await count(client, 'SENTINEL', 'sentinels', 'rostrum')) === 2, {
      what: 'the Sentinels, known to each other',
    });
  }
  const url = `redis+sentinel://${credentials(setup)}${hostsOf(sentinels)}/rostrum`;
  return { url, master, replicas: copies, sentinels, servers: [master, ...copies] };
}

/** Three masters that share the slots. */
export async function startCluster(t: Context, setup: RedisSetup = 'bare') {
  const nodes: RedisProcess[] = [];
  const busPorts: number[] = [];
  for (let index = 0; index < 3; index += 1) {
    const busPort = await freePort();
    busPorts.push(busPort);
    const cluster = {
      'cluster-enabled': 'yes',
      'cluster-port': busPort,
      'cluster-node-timeout': DEAD_AFTER_MS,
    };
    nodes.push(await startRedis(t, cluster, setup));
  }
  const clients = nodes.map((node) => node.client());
  const slots = [0, 5461, 10_923, 16_384] as const;
  for (const [index, client] of clients.entries()) {
    const from = slots[index] as number;
    await client.call('CLUSTER', 'ADDSLOTSRANGE', from, (slots[index + 1] as number) - 1);
    const port = nodes[0]?.port as number;
    if (index > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', port, busPorts[0] as number);
  }
  const isWhole = async (client: Redis) => {
    const info = String(await client.call('CLUSTER', 'INFO'));
    return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3');
  };
  await until(async () => (await Promise.all(clients.map(isWhole))).every(Boolean), {
    what: 'the cluster',
  });
  return { url: `redis+cluster://${credentials(setup)}${hostsOf(nodes)}`, nodes, servers: nodes };
}

/** Each way to set Redis up that Rostrum knows, with every server that holds its data. */
export const topologies = {
  one: async (t: Context, setup: RedisSetup) => {
    const redis = await startRedis(t, {}, setup);
    return { url: redis.url, servers: [redis] };
  },
  sentinel: (t: Context, setup: RedisSetup) => startSentinels(t, 1, setup),
  cluster: startCluster,
} as const;

export interface Topology {
  readonly url: string;
  readonly servers: readonly RedisProcess[];
}

/** Ends every one of them and starts it again with what it has on disk. */
export async function restartAll(
  servers: readonly RedisProcess[],
  signal: NodeJS.Signals,
): Promise<void> {
  for (const server of servers) server.kill(signal);
  await Promise.all(servers.map((server) => server.gone()));
  await Promise.all(servers.map((server) => server.restart()));
}

/** What the nodes put before the host. */
function credentials(setup: RedisSetup): string {
  return setup === 'bare' ? '' : `rostrum:${encodeURIComponent(PASSWORD)}@`;
}

function hostsOf(servers: readonly RedisProcess[]): string {
  return servers.map(({ port }) => `127.0.0.1:${port}`).join(',');
}

/** A port that is free now, for programs that cannot pick one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startSentinel(
  t: Context,
  masterPort: number,
  setup: RedisSetup,
): Promise<RedisProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-sentinel-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const lines = [
    `sentinel monitor rostrum 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds rostrum ${DEAD_AFTER_MS}`,
    'sentinel failover-timeout rostrum 5000',
  ];
  if (setup === 'shipped') {
    lines.push(`sentinel auth-user rostrum ${ADMIN.username}`);
    lines.push(`sentinel auth-pass rostrum ${ADMIN.password}`);
  }
  await writeFile(join(folder, 'redis.conf'), `${lines.join('\n')}\n`);
  return start(t, folder, await freePort(), {}, 'bare', ['--sentinel']);
}

async function start(
  t: Context,
  folder: string,
  port: number,
  settings: Settings,
  setup: RedisSetup,
  extra: readonly string[] = [],
): Promise<RedisProcess> {
  const all = { bind: '127.0.0.1', port, dir: folder, ...settings };
  const words = Object.entries(all).flatMap(([name, value]) => [
    `--${name}`,
    ...String(value).split(' '),
  ]);
  const file = extra.includes('--sentinel') ? [join(folder, 'redis.conf')] : [];
  let child!: ChildProcess;
  let gone!: Promise<void>;
  let output = '';
  const url = `redis://${credentials(setup)}127.0.0.1:${port}`;
  const [program, ...before] =
    setup === 'bare' ? ['redis-server', ...file] : ['sh', START_SH, ...ADMIN_WORDS];
  const spawnIt = async () => {
    child = spawn(program as string, [...before, ...words, ...extra], {
      env: { PATH: process.env['PATH'], ROSTRUM_REDIS_PASSWORD: PASSWORD },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = once(child, 'exit');
    gone = ended.then(() => undefined);
    const isReady = async () => {
      if (child.exitCode !== null) throw new Error(`redis-server ended: ${output}`);
      return answers(url);
    };
    await until(isReady, { what: `redis-server on ${port}` });
  };
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  t.after(async () => {
    kill('SIGKILL');
    await gone;
  });
  await spawnIt();
  return {
    port,
    url,
    folder,
    get pid() {
      return child.pid as number;
    },
    kill,
    gone: () => gone,
    restart: spawnIt,
    masterAuth: setup === 'bare' ? '' : ADMIN.password,
    client: () => {
      const admin = setup === 'bare' ? {} : ADMIN;
      const client = new Redis({ host: '127.0.0.1', port, ...admin, maxRetriesPerRequest: null });
      client.on('error', () => {});
      t.after(() => client.disconnect());
      return client;
    },
  };
}

/** Whether it is there and has loaded what it had. */
async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  let trouble = '';
  client.on('error', (error: Error) => (trouble = error.message));
  try {
    await client.connect();
    return (await client.call('PING')) === 'PONG';
  } catch {
    // With a password it answers nothing else.
    return trouble.startsWith('NOAUTH');
  } finally {
    client.disconnect();
  }
}

async function count(client: Redis, ...words: [string, ...string[]]): Promise<number> {
  const list: unknown = await client.call(...words);
  return Array.isArray(list) ? list.length : 0;
}
