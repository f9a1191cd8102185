import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ConfigError, readConfig } from '@rostrum/server/config';
import { createEvent, newBrowser, exchange, secretOf, post } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { spawnServer, startChild, startServer } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('run');

test('RUN-2 on SIGTERM clients are told, and it ends well and soon, with all it was told kept', async (t) => {
  const server = await startChild(t, await tempFolder(t));
  const event = await createEvent(server);
  const phones = await Promise.all(Array.from({ length: 20 }, () => enter(t, event, 'phone')));
  const polling = await enter(t, event, 'phone', 'attendee', { transports: ['polling'] });
  const kept = await phones[0]?.ask('Who pays?');
  server.kill('SIGTERM');
  // With another code it ends when it cannot stop in time, by its own clock.
  assert.is(await server.exited, 0, server.output());
  await until(() => polling.socket.disconnected, { what: 'the end' });
  for (const { byes } of phones) assert.equal(byes, ['unavailable']);

  const again = await startChild(t, server.folder);
  const desk = await enter(t, { ...event, url: again.url }, 'desk', 'organiser');
  assert.equal(Object.keys(desk.view.questions), [kept]);
  again.kill('SIGINT');
  assert.is(await again.exited, 0, 'SIGINT does the same');
});

test('RUN-2 a client that does not read does not hold up the end', async (t) => {
  const server = await startChild(t, await tempFolder(t));
  const phone = await enter(t, await createEvent(server), 'phone');
  const { transport } = phone.socket.io.engine as unknown as {
    transport: { ws: { pause(): void } };
  };
  transport.ws.pause();
  server.kill('SIGTERM');
  assert.is(await server.exited, 0, server.output());
});

for (const [name, value, fix] of [
  ['PORT', '70000', 'a port number'],
  ['PORT', 'http', 'a port number'],
  ['ROSTRUM_ORIGIN', 'events.example.org', 'such as https://'],
  ['ROSTRUM_SECRET', 'short', 'at least 32 random characters'],
  ['ROSTRUM_SECRET', 'a'.repeat(40), 'openssl rand -hex 32'],
  ['ROSTRUM_LOGOS', 'http://logo.example', 'such as https://'],
  ['ROSTRUM_METRICS_PORT', 'none', 'a port number'],
  ['ROSTRUM_LOG_LEVEL', 'loud', 'one of fatal, error'],
  ['ROSTRUM_DEMO', 'yes', 'on or off'],
] as const) {
  test(`RUN-3 ${name}=${value} is refused, with what it should be`, () => {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.message.startsWith(`${name} is `) &&
        error.message.includes(fix) &&
        // Of a key, not even a bad one is shown.
        error.message.includes(`"${value}"`) === (name !== 'ROSTRUM_SECRET'),
    );
  });
}

test('RUN-3 a server that cannot start says on one line why and what to mend', async (t) => {
  const first = await startChild(t, await tempFolder(t));
  const { port } = new URL(first.url);
  const starts = [
    [{ ROSTRUM_DATA: first.folder, PORT: '70000' }, 'PORT is "70000"; it must be a port number'],
    [{ ROSTRUM_DATA: await tempFolder(t), PORT: port }, `PORT ${port} is in use`],
    [{ ROSTRUM_DATA: first.folder }, `${join(first.folder, 'rostrum.db')} is in use by another`],
  ] as const;
  const check = async ([settings, why]: (typeof starts)[number]) => {
    const child = spawnServer(t, settings);
    assert.is(await child.exited, 1);
    assert.match(child.output(), why);
    const lines = child.output().trim().split('\n');
    assert.is(lines.filter((line) => !line.startsWith('{')).length, 1, 'one line beside the log');
  };
  await Promise.all(starts.map(check));
});

test('RUN-4 port 0 picks a free port, and says which', async (t) => {
  const server = await startChild(t, await tempFolder(t), { PORT: '0' });
  await until(() => server.output().includes('/new'), { what: 'the greeting' });
  assert.match(server.output(), `http://localhost:${new URL(server.url).port}/new`);
  assert.is((await fetch(`${server.url}/healthz`)).status, 200);
});

test('RUN-5 nothing that is logged tells of a person: no address, no browser, no secret, no text', async (t) => {
  const agent = 'DistinctiveBrowser/7.3';
  const headers = { 'User-Agent': agent, 'X-Forwarded-For': '203.0.113.77' };
  const server = await startChild(t, await tempFolder(t), { ROSTRUM_LOG_LEVEL: 'debug' });
  const event = await createEvent(server);
  const browser = await newBrowser(event);
  const secret = secretOf(event, 'organiser');
  await exchange(browser, event.code, secret);
  const session = `${server.url}/api/events/${event.code}/session`;
  const sent = { ...headers, Cookie: browser.cookie };
  assert.is((await post(session, { secret }, sent)).status, 204);
  assert.is((await post(session, `{"secret":"${secret}"`, sent)).status, 400);
  assert.is((await post(session, { secret: `${secret.slice(1)}x` }, sent)).status, 403);
  const desk = connect(t, browser, event.code, 'desk', { headers });
  await until(() => desk.welcomes.length === 1, { what: 'the desk' });
  await desk.ask('A DISTINCTIVE QUESTION');
  await desk.send('act', { text: 'A DISTINCTIVE QUESTION' });
  connect(t, browser, event.code, 'show', {
    headers: { ...headers, Origin: 'https://x.example' },
  });
  server.kill('SIGTERM');
  await server.exited;
  const output = server.output();
  assert.match(output, 'listening', 'the output is read');
  const [, token = ''] = browser.cookie.split('=');
  const traces = ['127.0.0.1', '203.0.113.77', agent, secret, token, 'DISTINCTIVE', 'x.example'];
  for (const trace of traces) assert.not.ok(output.includes(trace), trace);
});

test('SESS-7 the key that signs sessions is kept, and readable by its owner alone', async (t) => {
  const folder = await tempFolder(t);
  const server = await startServer(t, { dataFolder: folder });
  const event = await createEvent(server);
  const phone = await enter(t, event, 'phone');
  const file = join(folder, 'secret.key');
  assert.is((await stat(file)).mode & 0o777, 0o600);
  assert.ok((await readFile(file, 'utf8')).trim().length >= 43);
  await server.app.stop();
  const { url } = await startServer(t, { dataFolder: folder });
  const back = connect(t, { ...phone.browser, url }, event.code, 'phone');
  await until(() => back.welcomes.length === 1, { what: 'the session to be known' });
});

test('SESS-7 a file that holds less than a key is refused', async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, 'secret.key'), '');
  const error: unknown = await startServer(t, { dataFolder: folder }).catch(
    (cause: unknown) => cause,
  );
  assert.match(String(error), `${join(folder, 'secret.key')} holds no key`);
});

run();
