import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { post, wantedEvent } from '../lib/browser.ts';
import { suite, until } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { startChild, startServer, type Child, type Server } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('ready');
const create = ({ url }: Server) => post(`${url}/api/events`, wantedEvent);

async function readiness({ url }: Server) {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, text: await response.text() };
}

/** Bytes past which no file of a server may grow: as though its disk were full. */
function limitFiles({ pid }: Child, bytes: string): void {
  const set = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`], { encoding: 'utf8' });
  assert.is(set.status, 0, set.stderr);
}

test('RUN-11 a node whose file takes no writes is not ready and says why, reads on, and is ready again by itself', async (t) => {
  const server = await startChild(t, await tempFolder(t));
  const { code } = (await (await create(server)).json()) as { code: string };
  assert.is((await readiness(server)).status, 200);
  const { size } = await stat(join(server.folder, 'rostrum.db-wal'));
  limitFiles(server, String(size));
  assert.is((await create(server)).status, 503);
  const { status, text } = await readiness(server);
  assert.is(status, 503);
  assert.match(text, /^writes are refused: /);
  assert.is((await fetch(`${server.url}/api/events/${code}`)).status, 200);
  limitFiles(server, 'unlimited');
  await until(async () => (await readiness(server)).status === 200, { what: 'ready again' });
  assert.is((await create(server)).status, 201);
});

test('RUN-11 a node whose Redis takes no writes is not ready and says why, and is ready again by itself', async (t) => {
  const redis = await startRedis(t, { 'maxmemory-policy': 'noeviction' });
  const server = await startServer(t, { redisUrl: redis.url, secret: 's'.repeat(32) });
  const { code } = (await (await create(server)).json()) as { code: string };
  await redis.client().config('SET', 'maxmemory', '1');
  assert.is((await create(server)).status, 503);
  const { status, text } = await readiness(server);
  assert.is(status, 503);
  assert.match(text, /^writes are refused: .*OOM/);
  assert.is((await fetch(`${server.url}/api/events/${code}`)).status, 200);
  await redis.client().config('SET', 'maxmemory', '0');
  await until(async () => (await readiness(server)).status === 200, { what: 'ready again' });
  assert.is((await create(server)).status, 201);
});

run();
