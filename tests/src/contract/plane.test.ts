import * as assert from 'uvu/assert';
import type { PlaneMessage } from '@rostrum/server/live/messages';
import { openPlane, type Plane } from '@rostrum/server/live/plane';
import { parseRedisUrl } from '@rostrum/server/redis-address';
import { suite, until, type Context } from '../lib/harness.ts';
import { startCluster, startRedis, startSentinels } from '../lib/redis.ts';

const { test, run } = suite('the live plane');

function open(t: Context, url: string): Plane & { heard: PlaneMessage[]; troubles: string[] } {
  const address = parseRedisUrl(url);
  if (!address) throw new Error(`no address: ${url}`);
  const heard: PlaneMessage[] = [];
  const troubles: string[] = [];
  const plane = openPlane(address, {
    onMessage: (message) => heard.push(message),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  t.after(() => plane.close());
  return { ...plane, heard, troubles };
}

/** Tells until it is heard: what is told while nobody listens is lost. */
async function reaches(from: Plane, to: { heard: PlaneMessage[] }, node: string): Promise<void> {
  const message: PlaneMessage = { type: 'gone', node };
  const isHeard = async () => {
    await from.tell(message);
    return to.heard.some((heard) => heard.node === node);
  };
  await until(isHeard, { what: `the word of ${node}`, everyMs: 50 });
}

const starts: Record<string, (t: Context) => Promise<{ url: string }>> = {
  'one Redis': startRedis,
  Sentinel: startSentinels,
  'a cluster': startCluster,
};

for (const [name, start] of Object.entries(starts)) {
  const title = `LIVE-3 what one node tells is heard by the others over ${name}`;
  test(title, async (t) => {
    const { url } = await start(t);
    const [a, b] = [open(t, url), open(t, url)];
    await reaches(a, b, 'a');
    await reaches(b, a, 'b');
  });
}

test('LIVE-3 the plane comes back with its Redis, and what was told meanwhile is lost', async (t) => {
  const redis = await startRedis(t);
  const [a, b] = [open(t, redis.url), open(t, redis.url)];
  await reaches(a, b, 'before');
  redis.kill('SIGKILL');
  await redis.gone();
  await until(() => a.troubles.length > 0, { what: 'the trouble' });
  await a.tell({ type: 'gone', node: 'meanwhile' });
  await redis.restart();
  await reaches(a, b, 'after');
  assert.not.ok(b.heard.some(({ node }) => node === 'meanwhile'));
});

test('LIVE-3 a plane that is not there holds up nothing, and what cannot be read is passed over', async (t) => {
  const none = open(t, 'redis://127.0.0.1:1');
  await none.tell({ type: 'gone', node: 'x' });
  await until(() => none.troubles.length > 0, { what: 'the trouble' });
  const redis = await startRedis(t);
  const [a, b] = [open(t, redis.url), open(t, redis.url)];
  await reaches(a, b, 'a');
  const admin = redis.client();
  for (const text of ['', '{', '{"type":"other"}']) await admin.publish('rostrum:live', text);
  await reaches(a, b, 'later');
  assert.equal([...new Set(b.heard.map(({ node }) => node))], ['a', 'later']);
});

run();
