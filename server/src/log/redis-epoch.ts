import { randomBytes } from 'node:crypto';
import type { RedisCommands } from './redis-connection.ts';
import { EPOCH } from './redis-keys.ts';

/**
 * Which life of its data a Redis is in: `id`, or `id after id` where somebody
 * accepted what was restored. A Redis that was emptied or replaced has another,
 * or none.
 */
export interface Epoch {
  readonly id: string;
  /** Nodes of this one go on in the new one. */
  readonly after: string | undefined;
}

/** The epoch a Redis is in; its first begins here where it has none. */
export async function epochAtStart(redis: RedisCommands): Promise<Epoch> {
  const fresh = { id: newId(), after: undefined };
  await redis.set(EPOCH, epochText(fresh), 'NX');
  return (await epochOf(redis)) ?? fresh;
}

export async function epochOf(redis: RedisCommands): Promise<Epoch | undefined> {
  const found = /^(\w+)(?: after (\w+))?$/.exec((await redis.get(EPOCH)) ?? '');
  return found?.[1] === undefined ? undefined : { id: found[1], after: found[2] };
}

/** Begins an epoch after the one there is. */
export async function beginEpoch(redis: RedisCommands): Promise<void> {
  const before = await epochOf(redis);
  await redis.set(EPOCH, epochText({ id: newId(), after: before?.id }));
}

/** As it stands in Redis. */
export function epochText({ id, after }: Epoch): string {
  return after === undefined ? id : `${id} after ${after}`;
}

function newId(): string {
  return randomBytes(12).toString('hex');
}
