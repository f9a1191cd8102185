import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { launchFor, visit } from '../lib/chromium.ts';
import type { Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startTopology } from './topology.ts';
import { keepComing, socketsOf, startEvent } from './visits.ts';

const tests = suite('page');
const { test, run } = tests;

/** What a page may show of a node's end: the badge, and that what is sent now is kept. */
const BADGES = [
  'Live',
  'Connecting',
  'Reconnecting',
  'You are offline. Your question is kept and sent as soon as the connection is back.',
];

const topology = await startTopology(tests);
const browser = await launchFor(tests);

/** An event, its moderator, and somebody's phone on one of the nodes. */
async function joined(t: Context) {
  const { event, desk } = await startEvent(t, topology);
  keepComing(desk, event.code);
  const before = await socketsOf(topology);
  const person = await visit(browser, `${event.url}/${event.code}`);
  t.after(() => person.context.close());
  await person.page.getByText('Live', { exact: true }).waitFor();
  const after = await socketsOf(topology);
  const index = after.findIndex((sockets, at) => sockets > (before[at] ?? 0));
  const node = topology.nodes[index];
  if (!node) throw new Error('the phone is on no node');
  return { desk, node, ...person };
}

/** Begins to note every text that appears or goes on a page, and every time the focus leaves a field. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen = { texts: new Set<string>(), blurs: 0 };
    const note = (node: Node) => {
      const text = node.textContent?.trim();
      if (text) seen.texts.add(text);
    };
    const observer = new MutationObserver((records) => {
      for (const { target, type, addedNodes, removedNodes } of records) {
        if (type === 'characterData') note(target);
        else for (const node of [...addedNodes, ...removedNodes]) note(node);
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    document.addEventListener('focusout', () => (seen.blurs += 1));
    Object.assign(globalThis, { seen });
  });
}

/** What was noted since `watch`; nothing, when the page was loaded anew. */
function noted(page: Page): Promise<{ texts: string[]; blurs: number } | undefined> {
  return page.evaluate(() => {
    const { seen } = globalThis as { seen?: { texts: Set<string>; blurs: number } };
    return seen && { texts: [...seen.texts], blurs: seen.blurs };
  });
}

const timesAsked = (desk: Client, text: string) =>
  Object.values(desk.view.questions).filter((question) => question.text === text).length;

async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByRole('dialog').getByText('Remote').click();
  await page.getByLabel('Your question').focus();
}

function send(page: Page): Promise<void> {
  return page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
}

test('DEPLOY-17 whoever is typing while their node dies notices a badge and nothing else, and asks once', async (t) => {
  const { page, desk, node, complaints } = await joined(t);
  await openSheet(page);
  await page.keyboard.type('Half a ');
  await watch(page);
  node.kill('SIGKILL');
  await page.keyboard.type('thought, ');
  await page.getByText('Reconnecting').waitFor();
  await page.keyboard.type('and the other half?');
  await page.getByText('Live', { exact: true }).waitFor();
  const text = 'Half a thought, and the other half?';
  const field = page.getByLabel('Your question');
  assert.is(await field.inputValue(), text);
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  const seen = await noted(page);
  assert.is(seen?.blurs, 0);
  // Characters left; and a programme that has not begun moves on with the minute.
  const isOwn = (shown: string) => /^(expected )?\d+(:\d+)?$/.test(shown);
  assert.equal(
    seen?.texts.filter((shown) => !isOwn(shown) && !BADGES.includes(shown)),
    [],
  );
  assert.ok(seen?.texts.includes('Reconnecting'));
  await send(page);
  await page.getByText('Waiting for a moderator').waitFor();
  await until(() => timesAsked(desk, text) === 1);
  assert.equal(complaints, []);
});

test('DEPLOY-17 what is on its way to a node that dies is kept, and arrives once', async (t) => {
  const { page, desk, node } = await joined(t);
  await openSheet(page);
  await page.keyboard.type('Is anybody there?');
  await watch(page);
  // It takes the question in, and dies before it reads it.
  node.kill('SIGSTOP');
  await send(page);
  await page.getByText('Sending…').waitFor();
  node.kill('SIGKILL');
  await page.getByText('Waiting for a moderator').waitFor();
  await until(() => desk.socket.connected && timesAsked(desk, 'Is anybody there?') === 1);
  assert.ok(await noted(page), 'the page was not loaded anew');
  // A second copy would come before what is asked after it.
  await openSheet(page);
  await page.keyboard.type('And now?');
  await send(page);
  await until(() => timesAsked(desk, 'And now?') === 1);
  assert.is(timesAsked(desk, 'Is anybody there?'), 1);
});

/** In a page: as where something on the way lets no WebSocket through. */
function failWebSockets(): void {
  class FailingSocket extends EventTarget {
    onerror: (() => void) | undefined;
    constructor() {
      super();
      setTimeout(() => this.onerror?.());
    }
    close(): void {}
  }
  Object.assign(globalThis, { WebSocket: FailingSocket });
}

test('DEPLOY-11 a browser without WebSockets takes part by polling, and moves when its node dies', async (t) => {
  const { page, desk } = await joined(t);
  await page.addInitScript(failWebSockets);
  const refused: string[] = [];
  let polls = 0;
  page.on('response', (response) => {
    if (!response.url().includes('transport=polling')) return;
    polls += 1;
    if (response.status() !== 200) refused.push(`${response.status()} ${response.url()}`);
  });
  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  await openSheet(page);
  await page.keyboard.type('Does polling work?');
  await send(page);
  await page.getByText('Waiting for a moderator').waitFor();
  const [question] = await until(() => {
    const asked = Object.values(desk.view.questions);
    return asked.length > 0 && asked;
  });
  if (!question) return;
  await desk.act({ type: 'moderation.approve', question: question.id, revision: 1 });
  await page.getByText('Approved, everyone sees it').waitFor();
  assert.ok(polls > 5);
  assert.equal(refused, []);

  const sockets = await socketsOf(topology);
  assert.is(
    sockets.reduce((a, b) => a + b),
    2,
  );
  for (const node of topology.nodes) {
    node.kill('SIGKILL');
    await node.ended();
    await openSheet(page);
    await page.keyboard.type('Still here?');
    await send(page);
    await node.start();
  }
  await until(() => desk.socket.connected && timesAsked(desk, 'Still here?') === 2);
});

run();
