import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openRedisLog } from '@rostrum/server/log/redis';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { createEvent, type LiveEvent } from '../../lib/browser.ts';
import type { Context } from '../../lib/harness.ts';
import { freeProxyPorts, startCaddy } from '../../nodes/caddy.ts';
import { ROOT } from '../../nodes/compose-file.ts';
import { truthOf, type Truth } from '../crowd/truth.ts';
import type { Run } from '../fault.ts';
import { startRedis, type RedisProcess } from '../../lib/redis.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Node } from './node.ts';
import type { SmallDisk } from './small-disk.ts';

const CADDYFILE = join(ROOT, 'examples/compose/Caddyfile');
/** Signs the sessions of every node. */
const SECRET = '9f3c61d7a05e48b2c1d87e6f40ab592d';

/** An event, and the nodes that serve it. */
export interface Stage {
  readonly nodes: readonly Node[];
  readonly urls: readonly string[];
  readonly event: LiveEvent;
  /** Reads the log. Where only a node may read it, that node ends. */
  truth(): Promise<Truth>;
}

/** One node with the embedded log, on a disk of its own if one is given. */
export async function sqliteStage(t: Context, disk?: SmallDisk): Promise<Stage> {
  const folder = disk?.folder ?? (await tempFolder(t));
  const node = await Node.start(t, { settings: {}, folder, within: disk?.within ?? [] });
  const event = await createEvent(node);
  return {
    nodes: [node],
    urls: [node.url],
    event,
    truth: async () => {
      await node.end('SIGTERM');
      const copy = await tempFolder(t);
      await cp(disk?.outside ?? folder, copy, { recursive: true });
      const log = await openSqliteLog({ file: join(copy, 'rostrum.db') });
      try {
        return await truthOf(log, event.code);
      } finally {
        await log.close();
      }
    },
  };
}

interface RedisStageOptions {
  /** The log, as whoever judges reaches it. */
  url: string;
  /** How each node reaches it; there are as many nodes as there are of these. Two by `url` unless given. */
  nodeUrls?: readonly string[];
  /** By how much each node's clock is wrong. */
  clockShiftsMs?: readonly number[];
  /** People come by the proxy of the compose file, as it is shipped. */
  isProxied?: boolean;
}

/** Nodes that share the log in Redis. */
export async function redisStage(t: Context, options: RedisStageOptions): Promise<Stage> {
  const { url, nodeUrls = [url, url], clockShiftsMs = [], isProxied = false } = options;
  const nodes = await Promise.all(
    nodeUrls.map((nodeUrl, index) =>
      Node.start(t, {
        settings: { ROSTRUM_SECRET: SECRET, ROSTRUM_REDIS_URL: nodeUrl },
        clockShiftMs: clockShiftsMs[index] ?? 0,
      }),
    ),
  );
  const event = await createEvent(nodes[0] as Node);
  const urls = nodes.map((node) => node.url);
  return {
    nodes,
    urls: isProxied ? await proxied(t, urls) : urls,
    event,
    truth: async () => {
      const log = await openRedisLog({ url, notify: () => {} });
      try {
        return await truthOf(log, event.code);
      } finally {
        await log.close();
      }
    },
  };
}

/** Two nodes on one Redis that has on disk what it has confirmed. */
export async function twoNodes(
  run: Pick<Run, 'after' | 'setup'>,
  options: Pick<RedisStageOptions, 'isProxied'> = {},
): Promise<Stage & { redis: RedisProcess }> {
  const redis = await startRedis(run, {}, run.setup);
  return { ...(await redisStage(run, { url: redis.url, ...options })), redis };
}

/** The one address of all nodes, as often as there are nodes. */
async function proxied(t: Context, urls: readonly string[]): Promise<string[]> {
  const { url } = await startCaddy(t, CADDYFILE, urls, await freeProxyPorts());
  return urls.map(() => url);
}
