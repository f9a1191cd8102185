import { createServer, type AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import * as assert from 'uvu/assert';
import { isPlainTarget } from '@rostrum/server/http/front-door';
import { createEvent, newBrowser, post } from '../lib/browser.ts';
import { connect } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { rawRequest, statusOf } from '../lib/raw-request.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('front-door');

/** Targets that a proxy, Express and SvelteKit might each read as another path. */
const CROOKED = [
  '/_app/../screen',
  '/_app/%2e%2e/screen',
  '/_app/%2E./screen',
  '/_app/..%2fscreen',
  '/_app/..%5Cscreen',
  '/_app/..\\screen',
  '/_app/immutable/../../screen',
  '/_app/%252e%252e/screen',
  '/_app/x/..',
  '/_app/./screen',
  '//screen',
  '/_app//screen',
  '/\\evil.example/screen',
  '/screen%00',
  'http://evil.example/screen',
  'evil.example:80',
  '*',
];

/** A stranger's server that counts who calls. */
async function startStranger(t: Context) {
  let calls = 0;
  // Whatever it would be spoken to in.
  const server = createServer((connection) => {
    calls += 1;
    connection.destroy();
  }).listen(0, '127.0.0.1');
  await until(() => server.listening, { what: 'the stranger' });
  t.after(() => new Promise<void>((done) => server.close(() => done())));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
}

test('HTTP-20 a target that two readers might read as two paths is refused before anything reads it', async (t) => {
  const server = await startServer(t);
  for (const target of CROOKED) {
    const answer = await rawRequest(server, `GET ${target}`);
    assert.is(statusOf(answer), 400, target);
    assert.not.match(answer, /text\/html/, target);
  }
  assert.equal(server.troubles, []);
});

test('HTTP-20 what people and pages ask for is let through, whatever its query says', () => {
  for (const target of [
    '/',
    '/?code=abc%2F..%2F',
    '/ABC234/screen?logo=https://a.example//b/../c',
    '/ABC234/__data.json?x-sveltekit-invalidated=01',
    '/_app/immutable/entry/start.DfX-_9a0.js',
    '/api/events/%20ABC%20234/welcome?surface=phone',
    '/.well-known/security.txt',
  ]) {
    assert.ok(isPlainTarget(target), target);
  }
});

test('HTTP-21 no request makes the server call another one, whatever path and host it names', async (t) => {
  const server = await startServer(t);
  const { code } = await createEvent(server);
  const stranger = await startStranger(t);
  const targets = [
    ...CROOKED,
    '/screen',
    `/${code}`,
    `/${code}/screen/__data.json`,
    '/_app/screen',
    '/_app/screen/__data.json',
    '/_app/remote/x/y',
    '/_app/routes/[code]/screen/__route.js',
    '/?code=ABC234',
    '/api/events/ABC234',
  ];
  const headers = { 'X-Forwarded-Host': stranger.host, 'X-SvelteKit-Pathname': '/screen' };
  for (const target of targets) {
    await rawRequest(server, `GET ${target}`, { ...headers, Host: stranger.host });
  }
  assert.is(stranger.calls(), 0);
});

test('HTTP-22 without a set origin a name is believed that nobody else can point at this machine', async (t) => {
  const server = await startServer(t);
  const { code } = await createEvent(server);
  const { port } = new URL(server.url);
  const asked = (host: string) => rawRequest(server, `GET /${code}/screen`, { Host: host });
  const own = ['127.0.0.1', 'localhost', '192.168.1.20', '[fd00::1]', hostname(), 'LOCALHOST'];
  for (const host of own) assert.is(statusOf(await asked(`${host}:${port}`)), 200, host);
  const foreign = [
    `rebound.example:${port}`,
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    `user@127.0.0.1:${port}`,
    '127.0.0.1/evil.example',
    'evil.example"><script>',
    '',
  ];
  for (const host of foreign) {
    const answer = await asked(host);
    assert.is(statusOf(answer), 421, host);
    assert.not.ok(answer.includes('evil.example'), host);
  }
  const rebound = { Origin: `http://rebound.example:${port}`, Host: `rebound.example:${port}` };
  const socket = await rawRequest(server, 'GET /socket.io/?EIO=4&transport=polling', rebound);
  assert.is(statusOf(socket), 403);
  assert.is(statusOf(await rawRequest(server, 'GET /readyz', { Host: 'app-1:3000' })), 200);
});

test('HTTP-22 with a set origin nothing of an answer follows from the name it was asked by', async (t) => {
  const origin = 'https://events.example.org';
  const server = await startServer(t, { origin });
  const { code } = await createEvent(server);
  for (const host of ['evil.example', 'app-1:3000']) {
    const headers = { Host: host, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'ftp' };
    const page = await rawRequest(server, `GET /${code}/screen`, headers);
    assert.is(statusOf(page), 200);
    assert.match(page, `events.example.org`);
    assert.not.match(page, /evil\.example|app-1/);
    const found = await rawRequest(server, `GET /?code=${code.toLowerCase()}`, headers);
    assert.match(found, `\r\nlocation: /${code}\r\n`);
  }
  const claimed = { Origin: 'http://evil.example', Host: 'evil.example' };
  assert.is(statusOf(await rawRequest(server, 'POST /api/events', claimed)), 403);
});

test('HTTP-23 what is asked by another method than ours is refused, and the answer names ours', async (t) => {
  const server = await startServer(t);
  const { code } = await createEvent(server);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    for (const path of ['/', `/${code}`, '/api/events', '/favicon.svg', '/healthz']) {
      const answer = await rawRequest(server, `${method} ${path}`);
      assert.is(statusOf(answer), 405, `${method} ${path}`);
      assert.match(answer, /\r\nAllow: GET, HEAD, POST\r\n/);
      assert.not.match(answer, /access-control|<html/i);
    }
  }
});

test('HTTP-24 a form or a script of another site changes nothing and reads nothing', async (t) => {
  const server = await startServer(t);
  const event = await createEvent(server);
  const { cookie } = await newBrowser(event);
  const foreign = { Origin: 'https://evil.example', Cookie: cookie };
  const form = { ...foreign, 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const path of ['/', `/${event.code}`, `/${event.code}/desk`]) {
    const answer = await post(server.url + path, 'a=1', form);
    assert.ok(answer.status === 403 || answer.status === 405, `${path}: ${answer.status}`);
  }
  for (const path of ['/api/events', `/api/events/${event.code}/session`]) {
    assert.is((await post(server.url + path, '{}', foreign)).status, 403, path);
    assert.is((await post(server.url + path, 'a=1', form)).status, 403, path);
    // No site can send JSON without asking first, and a plain text is not taken for it.
    const plain = { Cookie: cookie, 'Content-Type': 'text/plain' };
    assert.is((await post(server.url + path, '{"secret":"x"}', plain)).status, 400, path);
  }
  for (const path of [`/api/events/${event.code}`, `/${event.code}`, '/favicon.svg']) {
    const { headers } = await fetch(server.url + path, { headers: { Origin: server.url } });
    for (const [name] of headers) assert.not.match(name, /^access-control/, path);
  }
  const framed = await fetch(`${server.url}/${event.code}/desk`);
  assert.match(framed.headers.get('content-security-policy') ?? '', "frame-ancestors 'none'");
  const client = connect(t, { url: server.url, cookie }, event.code, 'phone', {
    headers: { Origin: 'https://evil.example' },
  });
  assert.ok(await until(() => client.refusal, { what: 'the refusal' }));
});

test('HTTP-25 pages may use no camera, microphone, place or other device, and are embedded nowhere', async (t) => {
  const server = await startServer(t);
  const { code } = await createEvent(server);
  for (const path of ['/', '/new', `/${code}`, `/${code}/desk`, `/${code}/overlay`, '/no/such']) {
    const { headers } = await fetch(server.url + path);
    const policy = headers.get('permissions-policy') ?? '';
    for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial']) {
      assert.match(policy, `${feature}=()`, `${path} ${feature}`);
    }
    for (const used of ['screen-wake-lock', 'fullscreen', 'clipboard-write', 'autoplay']) {
      assert.not.match(policy, used, 'what pages use stays allowed');
    }
    assert.is(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.is(headers.get('x-content-type-options'), 'nosniff');
  }
});

test('HTTP-26 an answer that went wrong tells nothing of the server, and takes no words of the request', async (t) => {
  const server = await startServer(t);
  const inserted = '%3Cscript%3Ealert(1)%3C/script%3E';
  for (const path of [
    `/${inserted}`,
    `/a/b/${inserted}`,
    `/?code=${inserted}`,
    '/_app/nothing.js',
  ]) {
    const response = await fetch(server.url + path);
    const text = await response.text();
    assert.not.match(text, /<script>alert|at .*\.(?:js|ts):\d+|node_modules|\/server\/src/, path);
  }
  const split = await fetch(`${server.url}/?code=ABC%0d%0aSet-Cookie:%20a=b`);
  assert.not.ok(split.headers.getSetCookie().some((cookie) => cookie.startsWith('a=')));
  assert.is(server.troubles.length, 0);
});

test('HTTP-28 no address leads to another site', async (t) => {
  const server = await startServer(t);
  const targets = ['/evil.example/', '//evil.example/', '/%2Fevil.example/', '/\\evil.example/'];
  const codes = ['//evil.example', 'https:%2F%2Fevil.example', '%5Cevil.example', 'evil.example'];
  for (const path of [...targets, ...codes.map((code) => `/?code=${code}`)]) {
    const answer = await rawRequest(server, `GET ${path}`);
    const [, location = ''] = /\r\nlocation: (.*)\r\n/i.exec(answer) ?? [];
    if (location) assert.is(new URL(location, `${server.url}${path}`).origin, server.url, path);
  }
});

test('HTTP-27 of the files on the disk those of the built pages are served, and no others', async (t) => {
  const server = await startServer(t);
  for (const path of [
    '/package.json',
    '/handler.js',
    '/server/index.js',
    '/_app/../../server/index.js',
    '/_app/%2e%2e/%2e%2e/package.json',
    '/_app/version.json/../../../package.json',
    '/.env',
    '/.git/config',
    '/rostrum.db',
    '/secret.key',
    '/_app/immutable/',
    '/_app/',
  ]) {
    const answer = await rawRequest(server, `GET ${path}`);
    assert.ok(statusOf(answer) >= 400 || /\r\ncontent-type: text\/html/.test(answer), path);
    assert.not.match(answer, /"(?:name|private)"|SQLite format|export /, path);
  }
});

run();
