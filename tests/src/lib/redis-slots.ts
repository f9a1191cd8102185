import type { Redis } from 'ioredis';
import type { RedisProcess } from './redis.ts';

/** Milliseconds that moving some keys may take. */
const MIGRATE_MS = 10_000;
/** Keys moved at a time. */
const KEYS = 10;

/** One master of a cluster. */
export interface Master {
  readonly node: RedisProcess;
  readonly client: Redis;
}

export function mastersOf(nodes: readonly RedisProcess[]): Master[] {
  return nodes.map((node) => ({ node, client: node.client() }));
}

/** Moves the slot of a key that is there as `redis-cli --cluster reshard` does, to the master after the one that has it. */
export async function moveSlotOf(masters: readonly Master[], key: string): Promise<void> {
  const slot = Number(await masters[0]?.client.call('CLUSTER', 'KEYSLOT', key));
  const counts = await Promise.all(
    masters.map(async ({ client }) =>
      Number(await client.call('CLUSTER', 'COUNTKEYSINSLOT', slot)),
    ),
  );
  const at = counts.findIndex((count) => count > 0);
  const from = masters[at] as Master;
  const to = masters[(at + 1) % masters.length] as Master;
  const fromId = String(await from.client.call('CLUSTER', 'MYID'));
  const toId = String(await to.client.call('CLUSTER', 'MYID'));
  await to.client.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
  await from.client.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
  for (;;) {
    const keys = (await from.client.call('CLUSTER', 'GETKEYSINSLOT', slot, KEYS)) as string[];
    if (keys.length === 0) break;
    const { port, masterAuth } = to.node;
    const auth = masterAuth === '' ? [] : ['AUTH2', 'admin', masterAuth];
    const words = ['127.0.0.1', port, '', 0, MIGRATE_MS, ...auth, 'KEYS', ...keys];
    await from.client.call('MIGRATE', ...(words as [string]));
  }
  // The new owner first, so that nobody takes the slot for lost.
  for (const { client } of [to, from, ...masters]) {
    await client.call('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
  }
}
