import { randomBytes } from 'node:crypto';
import * as assert from 'uvu/assert';
import { bindWarnings, ConfigError, readConfig } from '@rostrum/server/config';
import { isSecret } from '@rostrum/server/identity/is-secret';
import { createEvent } from '../lib/browser.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('safe-settings');

test('RUN-20 what signs sessions is random and long, or is refused with how to make one', () => {
  for (const weak of [
    'a'.repeat(64),
    '0'.repeat(31) + '1',
    'password'.repeat(5),
    'changeme-changeme-changeme-changeme-2026',
    'correct horse battery staple, correct horse',
    'correcthorsebatterystaplecorrecthouse',
    'my-secret-key-for-rostrum-in-production-2026',
    '0123456789abcdefghijklmnopqrstuvwxyz',
    '0123456789abcdef0123456789abcdef',
    '12345678901234567890123456789012',
    'deadbeef'.repeat(8),
    randomBytes(15).toString('hex'),
  ]) {
    assert.not.ok(isSecret(weak), weak);
    assert.throws(
      () => readConfig({ ROSTRUM_SECRET: weak }),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.message.includes('openssl rand -hex 32') &&
        !error.message.includes(weak),
    );
  }
});

test('RUN-20 what generators make is taken', () => {
  const refused = Array.from({ length: 2_000 }, () => [
    randomBytes(16).toString('hex'),
    randomBytes(32).toString('hex'),
    randomBytes(32).toString('base64'),
    randomBytes(32).toString('base64url'),
    crypto.randomUUID(),
  ])
    .flat()
    .filter((secret) => !isSecret(secret));
  // One in some thousands is: whoever has it makes another.
  assert.ok(refused.length < 20, refused.join('\n'));
});

test('RUN-21 a server that others can reach says so where no origin is set', () => {
  const origin = 'https://events.example.org';
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    assert.equal(bindWarnings({ host, origin: undefined }), []);
  }
  for (const host of ['0.0.0.0', '::', '192.168.1.20', '127.0.0.1.example.org']) {
    assert.match(bindWarnings({ host, origin: undefined })[0] ?? '', 'ROSTRUM_ORIGIN is not set');
    assert.equal(bindWarnings({ host, origin }), []);
  }
});

test('RUN-22 the figures have a port of their own where one is set, and are nowhere else', async (t) => {
  const server = await startServer(t, { metricsPort: 0 });
  const { code } = await createEvent(server);
  const { metricsPort } = server.app;
  assert.ok(metricsPort && !server.url.endsWith(`:${metricsPort}`));
  const figures = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  assert.match(await figures.text(), 'rostrum_rooms 1');
  for (const path of ['/', '/healthz', `/${code}`, `/api/events/${code}`]) {
    assert.is((await fetch(`http://127.0.0.1:${metricsPort}${path}`)).status, 404, path);
  }
  assert.not.match(await (await fetch(`${server.url}/metrics`)).text(), 'rostrum_rooms');
  await server.app.stop();
  const gone = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).catch(() => undefined);
  assert.is(gone, undefined);
});

test('RUN-22 a port for the figures that cannot be had is named, and nothing is left running', async (t) => {
  const { port } = new URL((await startServer(t)).url);
  const why: unknown = await startServer(t, { metricsPort: Number(port) }).catch(
    (error: unknown) => error,
  );
  assert.match(String(why), `ROSTRUM_METRICS_PORT ${port} cannot be listened on`);
});

test('DISP-7 an origin for logos is one host over HTTPS, and nothing that a policy could read otherwise', () => {
  const named = (list: string) => readConfig({ ROSTRUM_LOGOS: list }).logos;
  assert.equal(named('https://a.example, HTTPS://B.example:8443'), [
    'https://a.example',
    'https://b.example:8443',
  ]);
  assert.equal(named(''), []);
  for (const list of [
    'https://a;script-src',
    "https://a.example 'unsafe-inline'",
    'https://*.example.org',
    'https://*',
    '*',
    'https:',
    'data:',
    'http://a.example',
    'https://a.example/path',
    'https://user@a.example',
    'https://a.example\nhttps://b;x',
  ]) {
    assert.throws(() => named(list), /ROSTRUM_LOGOS is /, list);
  }
});

test('DISP-7 displays take pictures from the origins that are named, and nothing from their address', async (t) => {
  const server = await startServer(t, { logos: ['https://logos.example'] });
  const { code } = await createEvent(server);
  const policyOf = async (path: string) =>
    (await fetch(`${server.url}/${code}${path}`)).headers.get('content-security-policy') ?? '';
  for (const logo of [
    'https://logos.example/a.svg',
    'https://a;script-src',
    'https://a%3bscript-src%20*',
    'https://evil.example/a.png',
    'https://a,b/',
    "https://a'self'/",
  ]) {
    const query = `?logo=${encodeURIComponent(logo)}`;
    for (const display of ['/screen', '/overlay', '/timer', '/podium']) {
      const policy = await policyOf(display + query);
      assert.match(policy, "img-src https://logos.example 'self' data:;", logo);
      assert.not.match(policy, /evil|script-src (?!'self')|a;|a,/, logo);
    }
    for (const page of ['', '/desk', '/show']) {
      assert.not.match(await policyOf(page + query), 'logos.example', page);
    }
  }
});

run();
