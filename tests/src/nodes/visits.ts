import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { enter, type Client } from '../lib/client.ts';
import { until, type Context } from '../lib/harness.ts';
import type { Topology } from './topology.ts';

/** An event, and its moderator at the desk, on nodes that nobody else uses; those that a test before has ended run again. */
export async function startEvent(t: Context, topology: Topology) {
  for (const node of topology.nodes) await node.start();
  const isQuiet = async () => (await socketsOf(topology)).every((sockets) => sockets === 0);
  await until(isQuiet, { what: 'the end of the test before' });
  const event = await createEvent(topology);
  const desk = await enter(t, event, 'desk', 'moderator');
  return { event, desk };
}

/** How many sockets each node has. */
export function socketsOf({ nodes }: Topology): Promise<number[]> {
  return Promise.all(nodes.map((node) => node.counts('rostrum_sockets')));
}

/** Phones that come one after the other, each with the index of the node it was given. */
export async function enterPhones(t: Context, topology: Topology, event: LiveEvent, count: number) {
  const phones: { client: Client; node: number }[] = [];
  let before = await socketsOf(topology);
  for (let index = 0; index < count; index += 1) {
    const client = await enter(t, event, 'phone');
    const after = await socketsOf(topology);
    phones.push({ client, node: after.findIndex((sockets, at) => sockets > (before[at] ?? 0)) });
    before = after;
  }
  return phones;
}

/** From now on this client comes back whenever its connection ends, and goes on where it was, as a page does. */
export function keepComing(client: Client, code: string): void {
  const { socket } = client;
  const surface = client.welcomes.at(-1)?.surface;
  socket.auth = (give) => give({ v: PROTOCOL_VERSION, code, surface, place: client.place });
  socket.io.reconnection(true);
  socket.io.reconnectionDelay(50);
  socket.io.reconnectionDelayMax(200);
  // The library leaves that one to us.
  socket.on('disconnect', (why) => {
    if (why === 'io server disconnect') socket.connect();
  });
}

/**
 * Somebody new who opens these pages, again and again, until `stop`; `failures`
 * is what they saw that was no page.
 */
export function keepVisiting(urls: readonly string[]) {
  const failures: string[] = [];
  let visits = 0;
  let stopped = false;
  const visitAll = async () => {
    while (!stopped) {
      for (const url of urls) {
        const failure = await failureOf(url);
        if (failure) failures.push(failure);
        visits += 1;
      }
    }
  };
  const visiting = visitAll();
  return {
    failures,
    /** Resolves after so many visits more. */
    more: (count: number) => {
      const wanted = visits + count;
      return until(() => visits >= wanted, { what: 'more visits' });
    },
    stop: async () => {
      stopped = true;
      await visiting;
    },
  };
}

async function failureOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url);
    const text = await response.text();
    return response.status === 200 ? undefined : `${response.status} ${text.slice(0, 200)}`;
  } catch (error) {
    return String(error);
  }
}
