import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { connect, enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startRedis, type RedisProcess } from '../lib/redis.ts';
import { startChild } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('restore');
const SECRET = '9f3c61d7a05e48b2c1d87e6f40ab592d';
const KEPT = 'appendonlydir';
const COMMAND = fileURLToPath(new URL('../../../server/src/accept-restore.ts', import.meta.url));

/** Runs the operator's command with these settings, and gives what it said. */
async function acceptRestore(settings: Record<string, string>): Promise<string> {
  const env = { PATH: process.env['PATH'], ...settings };
  const child = spawn(process.execPath, [COMMAND], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number];
  assert.is(code, 0, output);
  return output;
}

async function readyz(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, text: await response.text() };
}

/** An event with questions before the backup, and how to go on after it. */
async function before(t: Context, url: string) {
  const event = await createEvent({ url });
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'settings.premoderation', on: false });
  const phone = await enter(t, event, 'phone');
  const kept = await phone.ask('Before the backup?');
  await until(() => phone.view.questions[kept], { what: 'the question' });
  desk.close();
  phone.close();
  return { event, desk, phone, kept };
}

/** Asks what the backup does not have, as the same person. */
async function askOn(t: Context, event: LiveEvent, { browser, place }: Client, url: string) {
  const phone = connect(t, { ...browser, url }, event.code, 'phone', { place });
  await until(() => phone.welcomes.length + phone.patches.length > 0, { what: 'the view' });
  if (phone.welcomes.length === 0) phone.resumeFrom(place, {} as never);
  const lost = await phone.ask('After the backup?');
  await until(() => phone.patches.some(({ questions }) => questions?.[lost]), {
    what: 'the patch',
  });
  const told = phone.patches.at(-1);
  phone.close();
  return { lost, place: { seq: told?.seq ?? 0, mark: told?.mark ?? '' } };
}

/** The phone that was told of more than is there comes back: the event is held by this server. */
async function isHeld(
  t: Context,
  { code }: LiveEvent,
  phone: Client,
  url: string,
  place: Client['place'],
) {
  const back = connect(t, { ...phone.browser, url }, code, 'phone', { place });
  await until(() => back.byes.length > 0 || back.refusal, { what: 'the end of it' });
  const told = await until(
    async () => {
      const { status, text } = await readyz(url);
      return status === 200 && text.includes('is held') && text;
    },
    { what: 'the word of it' },
  );
  assert.match(told, /^ready\n/);
  assert.is((await fetch(`${url}/api/events/${code}`)).status, 503, 'not unknown');
  // Every other event goes on.
  const other = await createEvent({ url });
  assert.ok((await (await enter(t, other, 'phone')).ask('Elsewhere?')).length > 0);
}

/** What is there is what the backup had, and it goes on. */
async function goesOn(
  t: Context,
  { event, phone, kept }: Awaited<ReturnType<typeof before>>,
  { lost, place }: { lost: QuestionId; place: Client['place'] },
  url: string,
) {
  const opens = async () => (await fetch(`${url}/api/events/${event.code}`)).status === 200;
  await until(opens, { what: 'the event' });
  const back = connect(t, { ...phone.browser, url }, event.code, 'phone', { place });
  await until(() => back.welcomes.length === 1, { what: 'the whole view' });
  assert.ok(back.view.questions[kept]);
  assert.is(back.view.questions[lost], undefined);
  const next = await back.ask('After the restore?');
  const desk = await enter(t, { ...event, url }, 'desk', 'organiser');
  assert.ok(desk.view.questions[next], 'and the crew has its links');
  assert.not.match((await readyz(url)).text, 'is held');
}

test('RUN-24 an embedded log is backed up, lost, restored, accepted and goes on, as operations.md tells', async (t) => {
  const data = await tempFolder(t);
  const backup = join(await tempFolder(t), 'backup');
  const first = await startChild(t, data);
  const made = await before(t, first.url);
  // Stop the server, copy both files, start it again.
  first.kill('SIGTERM');
  assert.is(await first.exited, 0);
  await mkdir(backup);
  for (const file of ['rostrum.db', 'secret.key']) await cp(join(data, file), join(backup, file));
  const second = await startChild(t, data);
  const after = await askOn(t, made.event, made.phone, second.url);
  second.kill('SIGKILL');
  await second.exited;
  // All is lost; both files go into an empty folder.
  await rm(data, { recursive: true });
  await cp(backup, data, { recursive: true });
  const third = await startChild(t, data);
  await isHeld(t, made.event, made.phone, third.url, after.place);
  assert.match(third.output(), /is held: .*npm run accept-restore/);
  third.kill('SIGTERM');
  assert.is(await third.exited, 0);
  const said = await acceptRestore({ ROSTRUM_DATA: data });
  assert.match(said, new RegExp(`${made.event.code}: \\d+ entries`));
  const fourth = await startChild(t, data);
  await goesOn(t, made, after, fourth.url);
});

async function startNodes(t: Context, { url }: RedisProcess) {
  const settings = { ROSTRUM_REDIS_URL: url, ROSTRUM_SECRET: SECRET };
  const start = async () => startChild(t, await tempFolder(t), settings);
  return { settings, nodes: [await start(), await start()] as const };
}

test('RUN-25 the log in Redis is backed up, lost, restored, accepted and goes on, as operations.md tells', async (t) => {
  const redis = await startRedis(t, {}, 'shipped');
  const backup = join(await tempFolder(t), KEPT);
  const old = await startNodes(t, redis);
  const made = await before(t, old.nodes[0].url);
  // Stop Redis, copy the folder, start it again: the nodes wait for it.
  redis.kill('SIGTERM');
  await redis.gone();
  await cp(join(redis.folder, KEPT), backup, { recursive: true });
  await redis.restart();
  const isReady = async () => (await readyz(old.nodes[1].url)).status === 200;
  await until(isReady, { what: 'the nodes' });
  const after = await askOn(t, made.event, made.phone, old.nodes[1].url);
  // All is lost, the nodes as well; the folder is put back.
  for (const node of old.nodes) node.kill('SIGKILL');
  await Promise.all(old.nodes.map(({ exited }) => exited));
  redis.kill('SIGKILL');
  await redis.gone();
  await rm(join(redis.folder, KEPT), { recursive: true });
  await cp(backup, join(redis.folder, KEPT), { recursive: true });
  await redis.restart();
  const { nodes, settings } = await startNodes(t, redis);
  const [one, two] = nodes;
  await isHeld(t, made.event, made.phone, one.url, after.place);
  assert.match(one.output(), /has less than it confirmed of event .*npm run accept-restore/);
  const other = await fetch(`${two.url}/api/events/${made.event.code}`);
  assert.is(other.status, 503, 'no node opens it');
  // While the nodes run.
  assert.match(await acceptRestore(settings), new RegExp(`${made.event.code}: \\d+ entries`));
  const goOn = () => nodes.every((node) => node.output().includes('every event is opened anew'));
  await until(goOn, { what: 'the nodes' });
  await goesOn(t, made, after, one.url);
  await goesOn(t, made, after, two.url);
});

run();
