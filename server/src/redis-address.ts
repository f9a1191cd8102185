/** Where Redis is, as `ROSTRUM_REDIS_URL` says. */
export interface RedisAddress {
  readonly topology: 'single' | 'sentinel' | 'cluster';
  /** One; or the Sentinels; or some nodes of the cluster. */
  readonly hosts: readonly { host: string; port: number }[];
  /** What the Sentinels call the master. */
  readonly masterName?: string;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls: boolean;
}

const DEFAULT_PORTS = { single: 6379, sentinel: 26_379, cluster: 6379 } as const;

const FORM =
  /^redis(?<tls>s?)(?:\+(?<topology>sentinel|cluster))?:\/\/(?:(?<username>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^@/?#]+)(?:\/(?<path>[^/?#]*))?$/;

/**
 * Reads `redis://[user:password@]host[:port][/db]`,
 * `redis+sentinel://[…@]host[:port],…/master` or `redis+cluster://[…@]host[:port],…`;
 * `rediss` for TLS. User and password are percent-encoded. Undefined when it is none of these.
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const found = FORM.exec(url)?.groups;
  if (!found) return undefined;
  const topology = (found['topology'] ?? 'single') as RedisAddress['topology'];
  const hosts = (found['hosts'] ?? '').split(',').map((text) => hostOf(text, topology));
  const path = found['path'] ?? '';
  const [username, password] = [decoded(found['username']), decoded(found['password'])];
  if (username === undefined || password === undefined) return undefined;
  if (hosts.some((host) => host === undefined) || !isPathOf(topology, path)) return undefined;
  if (topology === 'single' && hosts.length > 1) return undefined;
  return {
    topology,
    hosts: hosts.flatMap((host) => host ?? []),
    tls: found['tls'] === 's',
    ...(topology === 'sentinel' ? { masterName: path } : {}),
    ...(topology === 'single' && path !== '' ? { db: Number(path) } : {}),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  };
}

/** The hosts, for people: nothing that is secret. */
export function nameOf({ topology, hosts }: RedisAddress): string {
  const list = hosts.map(({ host, port }) => `${host}:${port}`).join(', ');
  return topology === 'single' ? `Redis at ${list}` : `Redis (${topology}) at ${list}`;
}

/** Empty when there is none; undefined when it cannot be decoded. */
function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function hostOf(text: string, topology: RedisAddress['topology']) {
  const found = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(found?.[2] ?? DEFAULT_PORTS[topology]);
  if (!found?.[1] || port > 65_535) return undefined;
  return { host: found[1].replace(/^\[|\]$/g, ''), port };
}

function isPathOf(topology: RedisAddress['topology'], path: string): boolean {
  if (topology === 'sentinel') return path !== '';
  return topology === 'cluster' ? path === '' : /^\d*$/.test(path);
}
