import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { createEvent, newBrowser, post } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { freeProxyPorts, startCaddy } from './caddy.ts';
import { ROOT } from './compose-file.ts';
import { startTopology } from './topology.ts';
import { enterPhones, socketsOf, startEvent } from './visits.ts';

const tests = suite('proxy');
const { test, run } = tests;

const topology = await startTopology(tests);

test('DEPLOY-10 people land on both nodes, and what is done on one is seen on the other', async (t) => {
  const { event, desk } = await startEvent(t, topology);
  const phones = await enterPhones(t, topology, event, 6);
  const on = (node: number) => phones.filter((phone) => phone.node === node);
  assert.ok(on(0).length > 1 && on(1).length > 1, 'both nodes have several phones');

  const [asker, voter] = [on(0)[0]?.client, on(1)[0]?.client];
  if (!asker || !voter) return;
  const question = await asker.ask('Who pays for the shelters?');
  await until(() => desk.view.questions[question]);
  await desk.act({ type: 'moderation.approve', question, revision: 1 });
  await until(() => voter.view.questions[question]);
  assert.ok((await voter.act({ type: 'question.upvote', question })).ok);
  for (const { client } of phones) {
    await until(() => client.view.questions[question]?.votes === 1);
  }
});

test('DEPLOY-5 a node that runs keeps no file', async (t) => {
  const { desk } = await startEvent(t, topology);
  await desk.ask('Where is this kept?');
  for (const { dataFolder } of topology.nodes) assert.not.ok(existsSync(dataFolder));
});

test('DEPLOY-11 a socket that polls stays on the node that knows it', async (t) => {
  const { event } = await startEvent(t, topology);
  const polling = `${event.url}/socket.io/?EIO=4&transport=polling`;
  const opened = await fetch(polling);
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  assert.match(cookie, /^rostrum_node=/);
  const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
  const send = async (headers: Record<string, string>) => {
    // An empty message of Engine.IO, which the node that knows the socket takes.
    const response = await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: '6', headers });
    return response.status;
  };
  for (let times = 0; times < 20; times += 1) assert.is(await send({ Cookie: cookie }), 200);
  // Without its cookie it would come to the other node, which knows nothing of it.
  await until(async () => (await send({})) === 400);

  const browser = await newBrowser(event);
  browser.cookie += `; ${cookie}`;
  const phone = connect(t, browser, event.code, 'phone', { transports: ['polling'] });
  await until(() => phone.welcomes.length > 0, { what: 'the welcome by polling' });
  await phone.ask('Does polling work?');
  assert.is(
    (await socketsOf(topology)).reduce((a, b) => a + b),
    2,
  );
});

test('DEPLOY-14 what the nodes tell whoever runs them is not told outside', async () => {
  const { url, nodes } = topology;
  for (const probe of ['metrics', 'readyz']) {
    for (const node of nodes) assert.is((await fetch(`${node.url}/${probe}`)).status, 200);
    for (const path of [`/${probe}`, `/${probe}/`, `/${probe.toUpperCase()}`, `//${probe}`]) {
      const response = await fetch(url + path);
      assert.is(response.status, 404, path);
      assert.is(await response.text(), '', path);
    }
  }
  assert.is((await fetch(`${url}/healthz`)).status, 200);
});

test('DEPLOY-15 everything goes by HTTPS, under the one origin that people open', async (t) => {
  const { url, plainUrl } = topology;
  const sent = await fetch(`${plainUrl}/new`, { redirect: 'manual' });
  assert.is(sent.status, 308);
  assert.match(sent.headers.get('location') ?? '', /^https:\/\/localhost\/new$/);

  const page = await fetch(`${url}/new`);
  assert.match(page.headers.get('strict-transport-security') ?? '', /max-age/);

  const event = await createEvent(topology);
  const given = await fetch(`${url}/api/events/${event.code}/mine`);
  assert.match(given.headers.getSetCookie()[0] ?? '', /; HttpOnly; Secure; SameSite=Lax$/);
  const own = await enter(t, event, 'phone', 'attendee', { headers: { Origin: url } });
  await own.ask('Is this the right address?');
  for (const origin of ['https://evil.example', plainUrl, topology.nodes[0].url]) {
    assert.is((await post(`${url}/api/events`, {}, { Origin: origin })).status, 403, origin);
    const headers = { Origin: origin };
    const foreign = connect(t, own.browser, event.code, 'phone', { headers });
    await until(() => foreign.refusal, { what: `the refusal of ${origin}` });
    assert.is(foreign.welcomes.length, 0);
  }
});

/** A node that begins every page and breaks off. */
async function startBrokenNode(t: Context): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/readyz') return response.end('ready');
    response.writeHead(200, { 'Content-Length': '1000' });
    return response.write('half a page', () => setImmediate(() => request.socket.destroy()));
  }).listen(0, '127.0.0.1');
  t.after(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('DEPLOY-18 the proxy logs what goes wrong, and nothing of whose request it was', async (t) => {
  const node = await startBrokenNode(t);
  const file = join(ROOT, 'examples/compose/Caddyfile');
  const proxy = await startCaddy(t, file, [node], await freeProxyPorts());
  const headers = { 'User-Agent': 'Somebody in particular', Cookie: 'rostrum=whoever' };
  const page = await fetch(`${proxy.url}/ABC234`, { headers });
  await page.text().catch(() => {});
  const isError = (line: string) => /"level":"(error|warn)".*reverse_proxy/.test(line);
  const logged = () => proxy.output().split('\n').filter(isError);
  await until(() => logged().length > 0, { what: 'a line in the log' });
  for (const telling of ['Somebody', 'whoever', 'ABC234', 'remote_']) {
    assert.not.match(proxy.output(), telling);
  }
});

run();
