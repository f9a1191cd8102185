import * as assert from 'uvu/assert';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { createEvent, newBrowser, post } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { rawRequest, statusOf } from '../lib/raw-request.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('hostile-heads');
/** Bytes of a head that is still read; all of them together may have 16 KB. */
const LONG = 15_000;

const SHAPES = [
  ';',
  '=',
  ',',
  ' ',
  'a',
  'a=b; ',
  'rostrum_link_a=.; ',
  '1.',
  ':',
  '%',
  '"',
  '..',
  'a,',
  'q=1;',
];
const HEADS = [
  'Cookie',
  'X-Forwarded-For',
  'Authorization',
  'Accept-Language',
  'Accept-Encoding',
  'Origin',
  'Referer',
  'If-None-Match',
  'Range',
  'Content-Type',
];

test('SEC-3 heads of any shape are answered, and the server goes on', async (t) => {
  const server = await startServer(t, { proxyHops: 1 });
  const { code } = await createEvent(server);
  for (const head of HEADS) {
    for (const shape of SHAPES) {
      const value = shape.repeat(Math.floor(LONG / shape.length)).trim();
      const answer = await rawRequest(server, `GET /${code}/timer`, { [head]: value });
      assert.ok(statusOf(answer) < 500, `${head} of ${shape}: ${answer.slice(0, 80)}`);
    }
  }
  const large = await rawRequest(server, 'GET /', { Cookie: 'a'.repeat(20_000) });
  assert.is(statusOf(large), 431);
  assert.equal(server.troubles, []);
  assert.is((await fetch(`${server.url}/healthz`)).status, 200);
});

test('SEC-3 an address of any shape is answered, and none makes the server fail', async (t) => {
  const server = await startServer(t);
  for (const shape of ['a/', '%41', '%', '.', '?', '&a=b', '+', ';', '~', 'a=', '[', '%e2%80%8f']) {
    for (const before of ['/', '/?code=', '/api/events/', '/ABC234/screen?logo=', '/?']) {
      const target = before + shape.repeat(Math.floor(LONG / shape.length));
      const answer = await rawRequest(server, `GET ${target}`);
      assert.ok(statusOf(answer) < 500, `${before}${shape}: ${answer.slice(0, 80)}`);
    }
  }
  assert.equal(server.troubles, []);
});

test('SEC-2 no key of what is sent reaches a prototype', async (t) => {
  const server = await startServer(t);
  const event = await createEvent(server);
  const browser = await newBrowser(event);
  const api = `${server.url}/api/events`;
  const keys = [
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"title":"T","timeZone":"UTC","programme":{"startAt":0,"cues":[],"__proto__":{"polluted":1}}}',
    '[{"__proto__":{"polluted":1}}]',
  ];
  for (const body of keys) {
    assert.is((await post(api, body)).status, 400, body);
    assert.is((await post(`${api}/${event.code}/session`, body)).status, 400, body);
  }
  const query = '__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__.polluted=1';
  await fetch(`${api}/${event.code}/welcome?surface=phone&${query}`);
  await fetch(`${server.url}/${event.code}?${query}`);
  const phone = await enter(t, event, 'phone');
  for (const body of keys) {
    const message: unknown = JSON.parse(body);
    assert.equal(await phone.send('act', message), { ok: false, reason: 'invalid' });
    const id = 'a'.repeat(24);
    assert.equal(await phone.send('act', { id, action: message }), {
      ok: false,
      reason: 'invalid',
    });
  }
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
    assert.equal(await phone.send(name, {}), { ok: false, reason: 'unknown_message' });
  }
  const claim = JSON.parse(
    `{"v":${PROTOCOL_VERSION},"code":"${event.code}","surface":"desk","__proto__":{"role":"organiser"}}`,
  ) as object;
  const client = connect(t, browser, event.code, 'desk');
  client.socket.disconnect();
  client.socket.auth = { ...claim };
  client.socket.connect();
  assert.ok(await until(() => client.refusal, { what: 'the refusal' }));
  assert.is(({} as { polluted?: number }).polluted, undefined);
  assert.is(([] as { polluted?: number }).polluted, undefined);
});

run();
