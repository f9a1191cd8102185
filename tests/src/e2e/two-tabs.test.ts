import * as assert from 'uvu/assert';
import type { Page } from 'playwright-core';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('two tabs of one phone');

/** An event with a moderator at work, and two tabs of one browser that have joined it. */
async function joinTwice(t: Context) {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  const address = `${event.url}/${event.code}`;
  const { page: one, context } = await visit(await launchFor(t), address);
  const two = await context.newPage();
  await two.goto(address, { waitUntil: 'networkidle' });
  return { event, desk, context, address, one, two };
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByLabel('Your question').fill(text);
}

async function send(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Remote', { exact: true }).click();
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click();
}

test('PAGE-21 two tabs that ask without a connection both are heard, and once each', async (t) => {
  const { desk, context, address, one, two } = await joinTwice(t);
  await context.setOffline(true);
  for (const [page, text] of [
    [one, 'From the first tab?'],
    [two, 'From the second tab?'],
  ] as const) {
    await write(page, text);
    await page.getByText('You are offline.').waitFor();
    await send(page);
  }
  await one.close();
  await two.close();
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(address);
  const texts = () => Object.values(desk.view.questions).map(({ text }) => text);
  await until(() => texts().length === 2, { what: 'both questions' });
  assert.equal(new Set(texts()), new Set(['From the first tab?', 'From the second tab?']));
});

test('PAGE-24 a draft does not jump to another open tab, and is there after a reload', async (t) => {
  const { one, two } = await joinTwice(t);
  await write(one, 'Only here');
  await write(two, '');
  assert.is(await two.getByLabel('Your question').inputValue(), '');
  await two.getByLabel('Your question').fill('And only here');
  await one.reload({ waitUntil: 'networkidle' });
  await one.getByRole('button', { name: 'Ask a question' }).click();
  assert.is(await one.getByLabel('Your question').inputValue(), 'Only here');
  assert.is(await two.getByLabel('Your question').inputValue(), 'And only here');
});

test('PAGE-25 an edit survives a reload, and one that came too late is asked as a new question', async (t) => {
  const { desk, one, two } = await joinTwice(t);
  await two.close();
  await write(one, 'Who pays?');
  await send(one);
  await one.getByRole('button', { name: 'Edit', exact: true }).click();
  const field = one.getByRole('listitem').getByLabel('Your question');
  await field.fill('Who pays for the shelters?');
  await one.reload({ waitUntil: 'networkidle' });
  await one.getByRole('tab', { name: 'Mine' }).click();
  await field.waitFor();
  assert.is(await field.inputValue(), 'Who pays for the shelters?');
  const question = await until(() => Object.values(desk.view.questions)[0]?.id);
  await desk.act({ type: 'moderation.approve', question, revision: 1 });
  await one.getByRole('button', { name: 'Ask as a new question' }).click();
  const sheet = one.getByRole('dialog');
  assert.is(await sheet.getByLabel('Your question').inputValue(), 'Who pays for the shelters?');
  await send(one);
  await until(() => Object.values(desk.view.questions).length === 2);
});

run();
