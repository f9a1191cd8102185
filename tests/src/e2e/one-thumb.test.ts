import * as assert from 'uvu/assert';
import type { Locator, Page } from 'playwright-core';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('one thumb');
/** More than a small phone shows at once. */
const MANY = 9;

/** A small phone among many questions, and who moderates them. */
async function join(t: Context) {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  const other = await enter(t, event, 'phone');
  for (let asked = 0; asked < MANY; asked += 1) {
    const question = await other.ask(
      `Question ${asked}: who pays for the shelters, and who is to?`,
    );
    await desk.act({ type: 'moderation.approve', question, revision: 1 });
  }
  const browser = await launchFor(t);
  const { page } = await visit(browser, `${event.url}/${event.code}`, { width: 360, height: 640 });
  return { page, desk };
}

async function isInSight(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  const size = page.viewportSize();
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByLabel('Your question').fill(text);
  await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
}

test('PAGE-17 what keeps a question from being sent comes into sight when one tries to send it', async (t) => {
  const { page } = await join(t);
  await ask(page, 'Where do I stand?');
  const missing = page.getByText('Choose one, so that the chair knows where you are.');
  await missing.waitFor();
  await until(() => isInSight(page, missing), { what: 'what is missing in sight' });
});

test('PAGE-18 a question just asked, and a view just chosen, are in sight wherever the page was left', async (t) => {
  const { page } = await join(t);
  const toEnd = () => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await toEnd();
  await page.getByRole('button', { name: 'Programme' }).click();
  const first = page.getByRole('heading', { name: 'Opening' });
  await until(() => isInSight(page, first), { what: 'the first cue in sight' });
  await page.getByRole('button', { name: 'Questions' }).click();
  await toEnd();
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByRole('dialog').getByText('Remote').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await ask(page, 'Is mine in sight?');
  const mine = page.locator('main').getByText('Is mine in sight?');
  await until(() => isInSight(page, mine), { what: 'the question just asked in sight' });
});

test('BLOCK-2 who is blocked is told so within the page’s width, and is offered no edit', async (t) => {
  const { page, desk } = await join(t);
  await ask(page, 'Am I blocked?');
  await page.getByRole('dialog').getByText('Remote').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  const [mine] = Object.values(desk.view.questions).filter(({ state }) => state === 'pending');
  if (!mine) throw new Error('nothing is pending');
  await desk.act({ type: 'moderation.block', question: mine.id });
  const says = page.getByRole('contentinfo').getByText('A moderator has stopped you');
  await says.waitFor();
  await page.getByText('Waiting for a moderator').waitFor();
  assert.is(await page.getByRole('button', { name: 'Edit' }).count(), 0);
  assert.is(await page.getByRole('button', { name: 'Withdraw' }).count(), 1);
  const wide = () => document.documentElement.scrollWidth - window.innerWidth;
  assert.is(await page.evaluate(wide), 0);
});

run();
