import * as assert from 'uvu/assert';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { readConfig } from '@rostrum/server/config';
import { keyFrom } from '@rostrum/server/identity/secrets';
import { Sessions } from '@rostrum/server/identity/sessions';
import { Sources } from '@rostrum/server/identity/source';
import { receive } from '@rostrum/server/sockets/handshake';
import { createEvent, newBrowser, post, wantedEvent } from '../lib/browser.ts';
import { connect } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { rawRequest, statusOf } from '../lib/raw-request.ts';
import { startServer, startChild, type Server } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('create');
const SECRET = '4b1f9c07d2e85a6390cf7b12ad46e853';

/** Makes an event from a source of its own. */
const make = ({ url }: Server, from: string, headers: Record<string, string> = {}) =>
  post(`${url}/api/events`, wantedEvent, { 'X-Forwarded-For': from, ...headers });

const tokenOf = (path: string | undefined) => path?.split('#')[1] ?? '';

async function behindProxy(t: Context) {
  const server = await startServer(t, { proxyHops: 1 });
  return { server, event: await createEvent(server) };
}

test('CREATE-1 whoever reaches a server that only its own machine does makes events; elsewhere a token is needed', () => {
  const mode = (settings: Record<string, string>) => readConfig(settings).create;
  assert.is(mode({ HOST: '127.0.0.1' }), 'open');
  assert.is(mode({ HOST: 'localhost', ROSTRUM_ORIGIN: 'http://localhost:5173' }), 'open');
  assert.is(mode({}), 'token');
  assert.is(mode({ HOST: '::' }), 'token');
  assert.is(mode({ HOST: '127.0.0.1', ROSTRUM_ORIGIN: 'https://events.example.org' }), 'token');
  assert.is(mode({ ROSTRUM_CREATE: 'open' }), 'open');
  assert.is(mode({ HOST: '127.0.0.1', ROSTRUM_CREATE: 'off' }), 'off');
  assert.throws(() => mode({ ROSTRUM_CREATE: 'yes' }), /open, token or off/);
});

test('CREATE-2 with a token an event is made by it alone, and it is the same on every node and after a restart', async (t) => {
  const [one, other] = await Promise.all([
    startServer(t, { create: 'token', secret: SECRET }),
    startServer(t, { create: 'token', secret: SECRET }),
  ]);
  const token = tokenOf(one.app.newEventPath);
  assert.match(token, /^[\w-]{22}$/);
  assert.is(other.app.newEventPath, one.app.newEventPath);
  for (const authorization of ['', token, `Bearer ${token}x`, `Basic ${token}`, 'Bearer ']) {
    const refused = await make(one, '', { Authorization: authorization });
    assert.is(refused.status, 403, authorization);
    assert.match(((await refused.json()) as { message: string }).message, 'token');
  }
  assert.is((await make(one, '', { Authorization: `Bearer ${token}` })).status, 201);
  assert.is((await make(other, '', { Authorization: `Bearer ${token}` })).status, 201);
  const elsewhere = await startServer(t, { create: 'token' });
  assert.is.not(tokenOf(elsewhere.app.newEventPath), token);
});

test('CREATE-3 the start prints where events are made, with the token where one is needed', async (t) => {
  const folder = await tempFolder(t);
  for (const [mode, printed] of [
    ['open', /A new event +http:\/\/localhost:\d+\/new\n/],
    ['token', /A new event +http:\/\/localhost:\d+\/new#[\w-]{22}\n/],
    ['off', /A new event +nobody makes one: ROSTRUM_CREATE is off\n/],
  ] as const) {
    const server = await startChild(t, folder, { ROSTRUM_CREATE: mode });
    await until(() => printed.test(server.output()), { what: mode });
    server.kill('SIGTERM');
    await server.exited;
  }
});

test('CREATE-4 where events are the operator’s, nobody makes one and the page says so', async (t) => {
  const server = await startServer(t, { create: 'off' });
  assert.is((await make(server, '')).status, 403);
  assert.is(server.app.newEventPath, undefined);
  assert.match(await (await fetch(`${server.url}/new`)).text(), 'Events are made by the operator');
  assert.not.match(await (await fetch(server.url)).text(), 'href="./new"');
});

test('CREATE-5 what one source makes, or sends for it, is bounded, and hinders no other source', async (t) => {
  const { server } = await behindProxy(t);
  const many = await Promise.all(Array.from({ length: 30 }, () => make(server, '203.0.113.7')));
  const late = many.filter(({ status }) => status === 429).length;
  assert.ok(late >= 5 && late < 15, `${late} of 30`);
  assert.is((await make(server, '203.0.113.8')).status, 201);
  const large = JSON.stringify({ ...wantedEvent, title: 'x'.repeat(1_000_000) });
  const sent = [];
  for (let n = 0; n < 8; n += 1) {
    const from = { 'X-Forwarded-For': '203.0.113.9' };
    sent.push((await post(`${server.url}/api/events`, large, from)).status);
  }
  assert.equal(sent, [400, 400, 400, 400, 429, 429, 429, 429]);
  assert.is((await make(server, '203.0.113.8')).status, 201);
});

test('CREATE-5 nothing large is read of those who may not send it', async (t) => {
  const { server, event } = await behindProxy(t);
  const { cookie } = await newBrowser(event);
  const large = JSON.stringify({ secret: 'x'.repeat(200_000) });
  const at = `${server.url}/api/events/${event.code}`;
  assert.is((await post(`${at}/session`, large, { Cookie: cookie })).status, 413);
  assert.is((await post(`${at}/act`, large, { Cookie: cookie })).status, 403);
  const endless = { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' };
  assert.is(statusOf(await rawRequest(server, 'POST /api/events', endless)), 411);
});

test('CREATE-8 guessing is slowed over HTTP, on pages and over sockets alike', async (t) => {
  const { server, event } = await behindProxy(t);
  const headers = { 'X-Forwarded-For': '203.0.113.50' };
  const statuses: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const code = `ZZ${String(1_000 + n).replace(/[01]/g, '2')}`;
    statuses.push((await fetch(`${server.url}/api/events/${code}`, { headers })).status);
  }
  assert.ok(statuses.filter((status) => status === 404).length < 135);
  assert.is(statuses.at(-1), 429);
  // The right one waits with the wrong ones: else the answer would be the guess.
  const asked = await fetch(`${server.url}/api/events/${event.code}`, { headers });
  assert.is(asked.status, 429);
  const page = await fetch(`${server.url}/${event.code}`, { headers });
  assert.not.match(await page.text(), 'The test event');
  const { cookie } = await newBrowser(event);
  const guessing = connect(t, { url: server.url, cookie }, event.code, 'phone', { headers });
  assert.is(await until(() => guessing.refusal, { what: 'the refusal' }), 'too_fast');
  assert.is((await fetch(`${server.url}/api/events/${event.code}`)).status, 200);
});

test('CREATE-9 a thousand people join from one address in a minute, some of whom mistype', async (t) => {
  const { server, event } = await behindProxy(t);
  const headers = { 'X-Forwarded-For': '198.51.100.4' };
  const sessions = new Sessions(await keyFrom(server.folder), false);
  const sources = new Sources(1, () => {});
  t.after(() => sources.close());
  const join = async (person: number) => {
    if (person % 20 === 0) {
      const typo = await fetch(`${server.url}/api/events/ZZZ${222 + (person % 7)}`, { headers });
      assert.is(typo.status, 404);
    }
    assert.is((await fetch(`${server.url}/api/events/${event.code}`, { headers })).status, 200);
    const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
    const own = { ...headers, cookie: sessions.cookie(sessions.create()) };
    const source = sources.of(own, '127.0.0.1');
    const visitor = await receive(hello, own, sessions, server.app.rooms, source);
    assert.ok('role' in visitor, 'let in');
  };
  for (let from = 0; from < 1_000; from += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, n) => join(from + n)));
  }
});

run();
