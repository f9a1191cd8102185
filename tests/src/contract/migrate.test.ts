import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { Log } from '@rostrum/server/log/log';
import { openRedisLog } from '@rostrum/server/log/redis';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { sumOf } from '@rostrum/server/replica/copy-event';
import { createEvent } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { startServer } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('migrate');

const MIGRATE = fileURLToPath(new URL('../../../server/src/migrate.ts', import.meta.url));

async function migrate(...args: string[]) {
  const child = spawn(process.execPath, [MIGRATE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: ((await exit) as [number])[0], output, errors };
}

/** An event with some questions and votes, in a folder that no server runs on. */
async function eventIn(t: Context, folder: string) {
  const server = await startServer(t, { dataFolder: folder });
  const event = await createEvent(server);
  const desk = await enter(t, event, 'desk', 'organiser');
  const phone = await enter(t, event, 'phone');
  for (const name of ['One', 'Two', 'Three']) {
    const question = await phone.ask(`${name}: من يدفع؟`);
    await desk.act({ type: 'moderation.approve', question, revision: 1 });
    await phone.act({ type: 'question.upvote', question });
  }
  await server.app.stop();
  return event;
}

const inRedis = (url: string) => openRedisLog({ url, notify() {} });
const inFolder = (folder: string) => openSqliteLog({ file: join(folder, 'rostrum.db') });

async function sumsIn(log: Log) {
  const codes = await log.codes();
  const sums = await Promise.all(codes.map(([, event]) => sumOf(log, event)));
  await log.close();
  return { codes, sums };
}

test('LOG-19 an event goes to Redis and back, and is the same all the way', async (t) => {
  const folder = await tempFolder(t);
  const back = await tempFolder(t);
  const event = await eventIn(t, folder);
  const { url } = await startRedis(t);
  const there = await migrate('--from', folder, '--to', url);
  assert.is(there.code, 0, there.errors);
  assert.match(there.output, event.code);
  const again = await migrate('--from', folder, '--to', url, '--code', event.code.toLowerCase());
  assert.is(again.output, there.output, 'a second time is the same');
  assert.is((await migrate('--from', url, '--to', back)).code, 0);
  const first = await sumsIn(await inFolder(folder));
  assert.ok((first.sums[0]?.entries ?? 0) >= 10);
  assert.equal(await sumsIn(await inRedis(url)), first);
  assert.equal(await sumsIn(await inFolder(back)), first);
});

test('LOG-19 an event that differs there already is not touched', async (t) => {
  const folder = await tempFolder(t);
  const other = await tempFolder(t);
  await eventIn(t, folder);
  await migrate('--from', folder, '--to', other);
  const log = await inFolder(other);
  const [[, id]] = (await log.codes()) as [[never, never]];
  await log.append(id, { v: 1, actions: [] });
  const before = await log.read(id, 1, 1_000);
  await log.close();
  const ours = await inFolder(folder);
  await ours.append(id, { v: 1, actions: [] });
  await ours.append(id, { v: 1, actions: [] });
  await ours.close();
  const { code, errors } = await migrate('--from', folder, '--to', other);
  assert.is(code, 1);
  assert.match(errors, id);
  const after = await inFolder(other);
  assert.equal(await after.read(id, 1, 1_000), before);
  await after.close();
});

test('LOG-19 what cannot be copied is told in one line', async (t) => {
  const folder = await tempFolder(t);
  const none = await migrate('--from', folder, '--to', await tempFolder(t));
  assert.equal([none.code, none.output], [1, '']);
  assert.match(none.errors, 'an event is not in');
  const usage = await migrate('--from', folder);
  assert.equal([usage.code, usage.output], [1, '']);
  assert.match(usage.errors, /^usage: /);
});

run();
