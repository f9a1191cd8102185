import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The folder that holds docker-compose.yml. */
export const ROOT = join(import.meta.dirname, '../../..');

const words = z.array(z.string());

/** As much of the compose specification as our file uses; a key of another name is a slip of the pen. */
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  user: z.string().optional(),
  command: words.optional(),
  environment: z.record(z.string(), z.string()),
  volumes: words.default([]),
  tmpfs: words.default([]),
  ports: words.default([]),
  networks: words,
  depends_on: z
    .union([
      words,
      z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })),
    ])
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.string(),
      interval: z.string(),
      timeout: z.string(),
      start_period: z.string(),
    })
    .optional(),
  read_only: z.boolean(),
  cap_drop: words,
  cap_add: words.default([]),
  security_opt: words,
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string(),
});
export type Service = z.infer<typeof serviceSchema>;

const composeSchema = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean() }).nullable()),
  volumes: z.record(z.string(), z.null()),
  'x-sealed': z.unknown(),
  'x-node': z.unknown(),
});
export type Compose = z.infer<typeof composeSchema>;

/**
 * docker-compose.yml as compose reads it with these variables, which it takes
 * from `.env`.
 *
 * @throws when one is missing that the file demands.
 */
export function readCompose(variables: Record<string, string>): Compose {
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const value: unknown = parse(text, { merge: true });
  return composeSchema.parse(interpolated(value, variables));
}

export function serviceOf(compose: Compose, name: string): Service {
  const service = compose.services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

/** What a path inside a service's container is in this repository, by the folders it mounts. */
export function sourceOf(service: Service, path: string): string {
  for (const { source, target } of mountsOf(service)) {
    if (path === target || path.startsWith(`${target}/`)) {
      return join(ROOT, source, path.slice(target.length));
    }
  }
  throw new Error(`nothing is mounted at ${path}`);
}

/** What a service mounts: a path of this repository, or a volume by its name. */
export function mountsOf({ volumes }: Service) {
  return volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, isReadOnly: mode === 'ro', isVolume: !source.startsWith('.') };
  });
}

const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

function interpolated(value: unknown, variables: Record<string, string>): unknown {
  if (typeof value === 'string')
    return value.replace(VARIABLE, (...found) => fill(found, variables));
  if (Array.isArray(value)) return value.map((each) => interpolated(each, variables));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [key, interpolated(each, variables)]));
}

function fill(found: string[], variables: Record<string, string>): string {
  const [, name = '', mark, rest = ''] = found;
  const value = variables[name];
  if (value) return value;
  if (mark === '?') throw new Error(`required variable ${name} is missing a value: ${rest}`);
  return mark === '-' ? rest : '';
}
