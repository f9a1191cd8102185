import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { until, type Context } from '../lib/harness.ts';
import { freePort } from '../lib/redis.ts';
import { startChild, type Child } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { freeProxyPorts, startCaddy, type Proxy } from './caddy.ts';
import { readCompose, serviceOf, sourceOf, type Compose } from './compose-file.ts';

/** A user of Redis beside the one of docker-compose.yml, for what a test looks at. */
const WATCHER = '--user watcher on nopass ~* &* +@all'.split(' ');

/** What `.env` would hold. */
const VARIABLES = {
  ROSTRUM_SECRET: '9f3c61d7a05e48b2c1d87e6f40ab592d',
  ROSTRUM_REDIS_PASSWORD: 'd0c5b2f3a9e84716',
};

/** The Redis of docker-compose.yml, started as it says but on a port and in a folder of its own. */
export interface ComposeRedis {
  /** By the user that the nodes are. */
  readonly url: string;
  readonly port: number;
  /** May do and see everything. */
  readonly watcher: Redis;
}

/** A node of docker-compose.yml, as a process. It comes back on the same port. */
export interface Node {
  readonly url: string;
  /** Where it would keep files, if it kept any. */
  readonly dataFolder: string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code of the process that runs now, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
  /** Does nothing when it runs. */
  start(): Promise<void>;
  /** What it counts, by the name of the metric, over all its labels. */
  counts(metric: string): Promise<number>;
}

/** docker-compose.yml as processes: its Redis, its nodes, its proxy. */
export interface Topology extends Proxy {
  readonly redis: ComposeRedis;
  readonly nodes: readonly [Node, Node];
}

/** Starts everything of docker-compose.yml, with what it says in its very words as far as a process can have them. */
export async function startTopology(t: Context): Promise<Topology> {
  const compose = readCompose(VARIABLES);
  const ports = await freeProxyPorts();
  const redis = await startComposeRedis(t, compose);
  const origin = `https://localhost:${ports.https}`;
  const nodes = await Promise.all([
    startNode(t, compose, 'app-1', redis, origin),
    startNode(t, compose, 'app-2', redis, origin),
  ]);
  const urls = nodes.map(({ url }) => url);
  const caddyfile = sourceOf(serviceOf(compose, 'proxy'), '/etc/caddy/Caddyfile');
  const proxy = await startCaddy(t, caddyfile, urls, ports);
  return { ...proxy, redis, nodes };
}

/** Starts the Redis alone, and waits until its own health check finds it well. */
export async function startComposeRedis(
  t: Context,
  compose = readCompose(VARIABLES),
): Promise<ComposeRedis> {
  const service = serviceOf(compose, 'redis');
  const folder = await tempFolder(t);
  const port = await freePort();
  const [program = '', ...words] = (service.command ?? []).map((word) => {
    if (word === '/data') return folder;
    return word.startsWith('/') ? sourceOf(service, word) : word;
  });
  const own = ['--bind', '127.0.0.1', '--port', String(port), ...WATCHER];
  const env = { PATH: process.env['PATH'], ...service.environment };
  const child = spawn(program, [...words, ...own], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const check = (service.healthcheck?.test ?? '').replace('redis-cli', `redis-cli -p ${port}`);
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(`redis-server ended: ${output}`);
      return isWell(check, env);
    },
    { what: 'the health check of Redis' },
  );
  const watcher = new Redis({ port, host: '127.0.0.1', username: 'watcher', password: 'any' });
  t.after(() => watcher.disconnect());
  const url = serviceOf(compose, 'app-1').environment['ROSTRUM_REDIS_URL'] ?? '';
  return { url: url.replace('@redis:6379', `@127.0.0.1:${port}`), port, watcher };
}

async function startNode(
  t: Context,
  compose: Compose,
  name: string,
  redis: ComposeRedis,
  origin: string,
): Promise<Node> {
  const dataFolder = `${await tempFolder(t)}/none`;
  const port = await freePort();
  const settings = {
    ...serviceOf(compose, name).environment,
    ROSTRUM_ORIGIN: origin,
    ROSTRUM_REDIS_URL: redis.url,
    PORT: String(port),
  };
  let child: Child;
  let runs = false;
  const start = async () => {
    if (runs) return;
    child = await startChild(t, dataFolder, settings);
    runs = true;
    void child.exited.then(() => (runs = false));
  };
  await start();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    dataFolder,
    kill: (signal) => child.kill(signal),
    ended: () => child.exited,
    start,
    counts: async (metric) => sum(await (await fetch(`${url}/metrics`)).text(), metric),
  };
}

async function isWell(check: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn('sh', ['-c', check], { env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

function sum(metrics: string, name: string): number {
  const lines = metrics.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...lines].reduce((total, [, value]) => total + Number(value), 0);
}
