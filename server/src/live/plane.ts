import { createClient, createCluster, createSentinel } from 'redis';
import { nameOf, type RedisAddress } from '../redis-address.ts';
import { planeMessageSchema, type PlaneMessage } from './messages.ts';

const CHANNEL = 'rostrum:live';
/** Milliseconds between two tries at a connection. */
const RETRY_MS = 1_000;

/** How nodes tell one another what may be lost. */
export interface Plane {
  /** To all other nodes and to this one; to nobody while the plane is down. */
  tell(message: PlaneMessage): Promise<void>;
  close(): Promise<void>;
}

export interface PlaneOptions {
  onMessage: (message: PlaneMessage) => void;
  /** Told when the plane goes down, once each time. */
  onTrouble: (message: string) => void;
}

/** What the three kinds of clients have in common, as far as it is used here. */
interface PubSub {
  connect(): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy(): unknown;
}

/** For one node alone: there is nobody to tell. */
export const noPlane: Plane = { async tell() {}, async close() {} };

/**
 * Opens the live plane, in the background: nothing waits for it. Messages that
 * are not of this version are passed over.
 */
export function openPlane(address: RedisAddress, options: PlaneOptions): Plane {
  const [publisher, subscriber] = [clientOf(address), clientOf(address)];
  let isDown = false;
  let isClosed = false;
  const onError = (error: Error) => {
    if (!isDown && !isClosed)
      options.onTrouble(`the live plane, ${nameOf(address)}: ${error.message}`);
    isDown = true;
  };
  const hear = (text: string) => {
    isDown = false;
    const parsed = planeMessageSchema.safeParse(parse(text));
    if (parsed.success) options.onMessage(parsed.data);
  };
  const start = async (client: PubSub, then: () => Promise<unknown>) => {
    client.on('error', onError);
    while (!isClosed) {
      try {
        await client.connect();
        await then();
        return;
      } catch (error) {
        onError(error as Error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  };
  void start(publisher, async () => {});
  void start(subscriber, () => subscriber.subscribe(CHANNEL, hear));
  return {
    async tell(message) {
      await publisher.publish(CHANNEL, JSON.stringify(message)).catch(onError);
    },
    async close() {
      isClosed = true;
      for (const client of [publisher, subscriber]) await destroy(client);
    },
  };
}

function clientOf({ topology, hosts, masterName = '', tls, ...rest }: RedisAddress): PubSub {
  const { username, password, db } = rest;
  const common = {
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    // Told now or not at all: what waited would be out of date.
    disableOfflineQueue: true,
  };
  const socket = {
    reconnectStrategy: () => RETRY_MS * (0.5 + Math.random()),
    ...(tls ? { tls: true as const } : {}),
  };
  if (topology === 'cluster') {
    const rootNodes = hosts.map((host) => ({ socket: { ...host } }));
    return createCluster({ rootNodes, defaults: { ...common, socket } }) as unknown as PubSub;
  }
  if (topology === 'sentinel') {
    return createSentinel({
      name: masterName,
      sentinelRootNodes: [...hosts],
      nodeClientOptions: { ...common, socket },
    }) as unknown as PubSub;
  }
  const database = db === undefined ? {} : { database: db };
  return createClient({
    ...common,
    ...database,
    socket: { ...socket, ...hosts[0] },
  }) as unknown as PubSub;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** It may never have connected. */
async function destroy(client: PubSub): Promise<void> {
  try {
    await client.destroy();
  } catch {
    // It is closed, then.
  }
}
