import { z } from 'zod';
import { isLoopback } from './addresses.ts';
import { CREATION_MODES, type CreationMode } from './identity/creation.ts';
import { isSecret } from './identity/is-secret.ts';
import { parseRedisUrl } from './redis-address.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** Nothing that a content security policy could read as more than one host. */
const LOGO_ORIGIN = /^https:\/\/[a-z\d-]+(?:\.[a-z\d-]+)*(?::\d{1,5})?$/;

const logoOrigins = z
  .string()
  .transform((list) => list.split(/[\s,]+/).filter((each) => each !== ''))
  .pipe(z.array(z.string().toLowerCase().regex(LOGO_ORIGIN)).max(20));

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

/** The environment this server reads; `.env.example` lists each with its meaning. */
const environmentSchema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  ROSTRUM_DATA: z.string().min(1).default('./data'),
  ROSTRUM_REDIS_URL: z
    .string()
    .refine((url) => parseRedisUrl(url) !== undefined)
    .optional(),
  ROSTRUM_ORIGIN: origin.optional(),
  ROSTRUM_SECRET: z.string().refine(isSecret).optional(),
  ROSTRUM_LOGOS: logoOrigins.default([]),
  ROSTRUM_METRICS_PORT: port.optional(),
  ROSTRUM_CREATE: z.enum(CREATION_MODES).optional(),
  ROSTRUM_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  ROSTRUM_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ROSTRUM_DEMO: z.enum(['on', 'off']).default('on'),
});

const FIXES: Record<string, string> = {
  PORT: 'a port number from 0 to 65535; 0 picks a free one',
  HOST: 'an address to listen on, such as 0.0.0.0 or 127.0.0.1',
  ROSTRUM_DATA: 'a folder this server may write to',
  ROSTRUM_REDIS_URL:
    'redis://[user:password@]host[:port][/db], redis+sentinel://host[:port],…/master or redis+cluster://host[:port],…',
  ROSTRUM_ORIGIN: 'the address people open, such as https://events.example.org',
  ROSTRUM_SECRET:
    'at least 32 random characters, the same on every node; `openssl rand -hex 32` makes them',
  ROSTRUM_LOGOS: 'origins such as https://logos.example.org, separated by commas, 20 at most',
  ROSTRUM_CREATE: 'open, token or off',
  ROSTRUM_PROXY: 'how many proxies stand before this server, from 0 to 10',
  ROSTRUM_METRICS_PORT: 'a port number from 0 to 65535 other than PORT; 0 picks a free one',
  ROSTRUM_LOG_LEVEL: 'one of fatal, error, warn, info, debug, silent',
  ROSTRUM_DEMO: 'on or off',
};

export interface Config {
  /** 0 picks a free port. */
  port: number;
  host: string;
  dataFolder: string;
  /** The log that nodes share. Absent: the embedded one, in the data folder. */
  redisUrl: string | undefined;
  /** The one origin pages are opened at. Absent: whatever host the request names. */
  origin: string | undefined;
  /** Who may make events. */
  create: CreationMode;
  /** Proxies of our own before this server. */
  proxyHops: number;
  /** Where displays may load their logo from. */
  logos: readonly string[];
  /** Where `/metrics` is told, and nowhere else. Absent: beside the pages. */
  metricsPort: number | undefined;
  /** Signs sessions. Absent: one is made and kept in the data folder. */
  secret: string | undefined;
  logLevel: z.infer<typeof environmentSchema>['ROSTRUM_LOG_LEVEL'];
  /** Make the demo event when there is no event at all. */
  demo: boolean;
}

/** A setting that cannot be used; the message names it and the fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError that names every wrong setting and what it should be. An empty value counts as unset. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new ConfigError([...names].map((name) => wrong(name, environment[name])).join('\n'));
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: data.ROSTRUM_DATA,
    redisUrl: data.ROSTRUM_REDIS_URL,
    origin: data.ROSTRUM_ORIGIN,
    secret: data.ROSTRUM_SECRET,
    create: data.ROSTRUM_CREATE ?? (isOnlyHere(data.HOST, data.ROSTRUM_ORIGIN) ? 'open' : 'token'),
    proxyHops: data.ROSTRUM_PROXY,
    logos: data.ROSTRUM_LOGOS,
    metricsPort: data.ROSTRUM_METRICS_PORT,
    logLevel: data.ROSTRUM_LOG_LEVEL,
    demo: data.ROSTRUM_DEMO === 'on',
  };
}

/** Whether nobody but this machine opens the server: it neither listens to others nor is opened through a proxy. */
function isOnlyHere(host: string, origin: string | undefined): boolean {
  return isLoopback(host) && (origin === undefined || isLoopback(new URL(origin).hostname));
}

/** What is worth a word about where this server can be reached. */
export function bindWarnings({ host, origin }: Pick<Config, 'host' | 'origin'>): string[] {
  if (origin !== undefined || isLoopback(host)) return [];
  return [
    `HOST ${host} can be reached from the network and ROSTRUM_ORIGIN is not set: sessions travel unencrypted, and only addresses and names of this machine are answered. Set it to the address that people open, behind HTTPS.`,
  ];
}

/** What a server that cannot listen there has to be told, for the codes of the system that a setting can mend. */
export function listenTrouble(
  code: string | undefined,
  { host, port }: Config,
): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is in use; set PORT to another one, or to 0 for any free one.`;
    case 'EACCES':
      return `PORT ${port} needs rights that this server does not have; set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${JSON.stringify(host)} is not an address of this machine; it must be ${FIXES['HOST']}.`;
    default:
      return undefined;
  }
}

/** What is printed ends in logs, where no key or password may be, nor most of one. */
const SECRETS: Record<string, string> = {
  ROSTRUM_SECRET: 'too short, or not random',
  ROSTRUM_REDIS_URL: 'no address of Redis',
};

function wrong(name: string, value: string | undefined): string {
  const shown = SECRETS[name] ?? JSON.stringify(value);
  return `${name} is ${shown}; it must be ${FIXES[name]}.`;
}
