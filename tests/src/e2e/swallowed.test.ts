import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor } from '../lib/chromium.ts';
import { TcpProxy } from '../faults/stage/tcp-proxy.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('swallowed upgrades');

/** A phone behind a network that answers nothing to an upgrade, and what it asked for. */
async function behind(t: Context) {
  const server = await startServer(t);
  const event = await createEvent(server);
  const proxy = await TcpProxy.start(t, server.app.port);
  proxy.swallowUpgrades();
  const page = await (await launchFor(t)).newPage();
  const asked = { sockets: 0, polls: 0, probes: 0 };
  page.on('websocket', () => (asked.sockets += 1));
  page.on('request', (request) => {
    if (request.url().includes('transport=polling')) asked.polls += 1;
    if (request.url().endsWith('/healthz')) asked.probes += 1;
  });
  await page.goto(`http://127.0.0.1:${proxy.port}/${event.code}`);
  await until(() => asked.sockets > 0, { what: 'a WebSocket' });
  return { page, proxy, asked };
}

test('PAGE-34 where a network swallows WebSockets and answers all else, a page is live by polling', async (t) => {
  const { page, asked } = await behind(t);
  await page.getByText('Live', { exact: true }).waitFor();
  assert.ok(asked.polls > 0);
  assert.is(asked.probes, 1);
  assert.is(asked.sockets, 1, 'the first upgrade is the last');
});

test('PAGE-34 a server that answers nothing at all is not asked by polling as well', async (t) => {
  const { proxy, asked } = await behind(t);
  proxy.stall();
  await until(() => asked.probes > 1, { what: 'two tiny requests' });
  assert.is(asked.polls, 0);
});

run();
