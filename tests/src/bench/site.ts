import { randomBytes } from 'node:crypto';
import type { Context } from '../lib/harness.ts';
import { missingProgram } from '../lib/needs.ts';
import { startRedis } from '../lib/redis.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { chooseCores, hold } from './cores.ts';
import { openEvent } from './event.ts';
import type { Target } from './load/orders.ts';
import { BASELINE_CODE, baselineQuestion, QUESTIONS } from './questions.ts';
import { startServer, type ServerProcess } from './server-process.ts';

const MAIN = new URL('../../../server/src/main.ts', import.meta.url);
const BASELINES = {
  naive: new URL('./baselines/naive.ts', import.meta.url),
  stock: new URL('./baselines/stock.ts', import.meta.url),
  bare: new URL('./baselines/bare.ts', import.meta.url),
};
/** Of a Redis that forgets: what the baselines have is in memory only. */
const FORGETFUL = { appendonly: 'no', save: '""' };

/** Rostrum, or what it is compared with. */
export type Kind = 'rostrum' | Baseline;
type Baseline = keyof typeof BASELINES;

export interface SiteOptions {
  /** Milliseconds from one patch to the next, of a baseline; Rostrum finds its own. */
  readonly tickMs?: number;
  readonly questions?: number;
  /** Rostrum only: questions that wait for a moderator, besides. */
  readonly pending?: number;
  /** 2: they share a Redis. */
  readonly nodes?: 1 | 2;
}

/** The servers under test, with an event that people may vote in. */
export interface Site extends Target {
  readonly nodes: readonly ServerProcess[];
  /** The process of its Redis, if it has one. */
  readonly redis: number | undefined;
}

export function startSite(t: Context, kind: Kind, options: SiteOptions = {}): Promise<Site> {
  return kind === 'rostrum' ? startRostrum(t, options) : startBaseline(t, kind, options);
}

/** As people start it: `main.ts` and its environment. */
async function startRostrum(t: Context, options: SiteOptions): Promise<Site> {
  const { questions = QUESTIONS, pending, nodes: count = 1 } = options;
  const secret = randomBytes(32).toString('base64url');
  const redis = count > 1 ? await startRedisAside(t) : undefined;
  const nodes = await startNodes(t, count, MAIN, async () => ({
    HOST: '127.0.0.1',
    PORT: '0',
    ROSTRUM_DEMO: 'off',
    ROSTRUM_DATA: await tempFolder(t),
    ROSTRUM_SECRET: secret,
    ...(redis && { ROSTRUM_REDIS_URL: redis.url }),
  }));
  const ports = nodes.map(({ port }) => port);
  const event = await openEvent(t, `http://127.0.0.1:${ports[0]}`, questions, pending);
  return { ...event, secret, ports, nodes, redis: redis?.pid };
}

async function startBaseline(t: Context, kind: Baseline, options: SiteOptions): Promise<Site> {
  const { tickMs = 0, questions = QUESTIONS, nodes: count = 1 } = options;
  const redis = kind === 'stock' ? await startRedisAside(t, FORGETFUL) : undefined;
  const nodes = await startNodes(t, count, BASELINES[kind], async () => ({
    TICK_MS: String(tickMs),
    QUESTIONS: String(questions),
    ...(redis && { REDIS_URL: redis.url }),
  }));
  return {
    code: BASELINE_CODE,
    questions: Array.from({ length: questions }, (_, index) => baselineQuestion(index + 1)),
    // It asks nobody who they are.
    secret: 'none',
    moderator: '',
    ports: nodes.map(({ port }) => port),
    nodes,
    redis: redis?.pid,
  };
}

async function startNodes(
  t: Context,
  count: number,
  file: URL,
  environment: () => Promise<Record<string, string>>,
): Promise<ServerProcess[]> {
  const cores = chooseCores();
  const nodes: ServerProcess[] = [];
  for (let index = 0; index < count; index += 1) {
    const core = index === 0 ? cores?.server : cores?.secondNode;
    nodes.push(await startServer(t, file, await environment(), core));
  }
  return nodes;
}

async function startRedisAside(t: Context, settings?: Parameters<typeof startRedis>[1]) {
  const missing = missingProgram('redis-server');
  if (missing) throw new Error(missing);
  const redis = await startRedis(t, settings);
  hold(redis.pid, chooseCores()?.redis);
  return redis;
}
