import * as assert from 'uvu/assert';
import type { BrowserContext, Page } from 'playwright-core';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('first visit');
const PHONE = { locale: 'en', viewport: { width: 360, height: 780 } };

/** An event at which nobody waits for a moderator. */
async function start(t: Context) {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  await desk.act({ type: 'settings.premoderation', on: false });
  return { event, desk, browser: await launchFor(t) };
}

async function askMany(t: Context, event: LiveEvent, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 35) {
    const phone = await enter(t, event, 'phone');
    for (let at = asked + 1; at <= Math.min(asked + 35, count); at += 1) {
      await phone.ask(`Question ${at}?`);
    }
    phone.close();
  }
}

const texts = (page: Page) => page.locator('.questions li .text').allTextContents();

/** Opens the event in two tabs at once, and tells how many sessions the browser was given. */
async function inTwoTabs(context: BrowserContext, event: LiveEvent) {
  let given = 0;
  let asked = 0;
  const second = Promise.withResolvers<undefined>();
  await context.route('**/mine', async (route) => {
    asked += 1;
    const isFirst = asked === 1;
    // The first is answered when the other tab runs as well, and has asked if it does not wait.
    if (isFirst) await second.promise;
    const response = await route.fetch();
    if (response.headersArray().some(({ name }) => name.toLowerCase() === 'set-cookie')) given += 1;
    await route.fulfill({ response });
  });
  const [one, two] = [await context.newPage(), await context.newPage()];
  const url = `${event.url}/${event.code}`;
  await Promise.all([one.goto(url), two.goto(url)]);
  for (const page of [one, two]) {
    const tab = page.getByRole('button', { name: 'Programme', exact: true });
    await until(
      async () => {
        await tab.click();
        return (await tab.getAttribute('aria-current')) === 'true';
      },
      { what: 'the page’s script' },
    );
    await page.getByRole('button', { name: 'Questions', exact: true }).click();
  }
  second.resolve(undefined);
  for (const page of [one, two]) await page.getByText('Live', { exact: true }).waitFor();
  return { one, two, given: () => given };
}

test('SESS-9 two tabs that are opened at once in a new browser are one person', async (t) => {
  const { event, browser } = await start(t);
  const context = await browser.newContext(PHONE);
  const { one, two, given } = await inTwoTabs(context, event);
  assert.is(given(), 1);
  await one.getByRole('button', { name: 'Ask a question' }).click();
  await one.getByLabel('Your question').fill('Am I one person?');
  await one.getByRole('dialog').getByText('Remote').click();
  await one.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await two.getByRole('tab', { name: 'Mine · 1' }).waitFor();
});

test('SESS-9 and so they are where the browser has no locks, as over plain HTTP', async (t) => {
  const { event, browser } = await start(t);
  const context = await browser.newContext(PHONE);
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
  );
  const { one, given } = await inTwoTabs(context, event);
  assert.is(given(), 1);
  const kept = await one.evaluate(() => localStorage.getItem('rostrum session'));
  assert.is(kept, null, 'whoever had its turn has left it');
});

test('SESS-10 a page asks until it has its session, and its socket waits for that', async (t) => {
  const { event, browser } = await start(t);
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  let asked = 0;
  let sockets = 0;
  page.on('websocket', () => (sockets += 1));
  await context.route('**/mine', async (route) => {
    asked += 1;
    assert.is(sockets, 0);
    if (asked < 3) await route.abort();
    else await route.continue();
  });
  await page.goto(`${event.url}/${event.code}`);
  await page.getByText('Reconnecting').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  assert.is(asked, 3);
  assert.is(sockets, 1);
});

test('PAGE-42 the list stays as it stands when the rest of the questions comes, and grows as it is read', async (t) => {
  const { event, browser } = await start(t);
  await askMany(t, event, 100);
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const held = Promise.withResolvers<undefined>();
  await context.route('**/mine', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${event.url}/${event.code}`);
  const first = Array.from({ length: 30 }, (_, at) => `Question ${at + 1}?`);
  assert.equal(await texts(page), first);
  await page.getByText('Questions 1 to 30 of 100').waitFor();
  const at = await page.getByText('Question 7?').boundingBox();
  held.resolve(undefined);
  await page.getByText('Questions 1 to 30 of 100').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('Question 7?').boundingBox(), at);
  assert.equal((await texts(page)).slice(0, 30), first);
  assert.is(await page.locator('.waiting').count(), 0);
  assert.ok((await texts(page)).length < 100, 'rows that nobody sees are not made');
  await until(
    async () => {
      await page.mouse.wheel(0, 5_000);
      return (await texts(page)).length === 100;
    },
    { what: 'the last question' },
  );
  assert.is((await texts(page)).at(-1), 'Question 100?');
});

test('PAGE-41 without scripts a reader comes to the older questions, and back', async (t) => {
  const { event, browser } = await start(t);
  await askMany(t, event, 40);
  const context = await browser.newContext({ locale: 'en', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${event.url}/${event.code}`);
  await page.getByRole('link', { name: 'More questions' }).click();
  await page.getByText('Questions 31 to 40 of 40').waitFor();
  assert.is((await texts(page)).at(-1), 'Question 40?');
  await page.getByRole('link', { name: 'Previous questions' }).click();
  await page.getByText('Questions 1 to 30 of 40').waitFor();
});

test('PAGE-40 a desk that begins with a part says how many there are, and has all once it is live', async (t) => {
  const { event, desk, browser } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: true });
  for (let asked = 0; asked < 60; asked += 10) {
    const phone = await enter(t, event, 'phone');
    for (let at = 1; at <= 10; at += 1) await phone.ask(`Waiting ${asked + at}?`);
    phone.close();
  }
  const { page } = await visit(browser, `${event.url}/${event.code}/screen`);
  const [name = '', value = ''] = desk.browser.cookie.split('; ')[1]?.split('=') ?? [];
  const [own = '', session = ''] = desk.browser.cookie.split('; ')[0]?.split('=') ?? [];
  await page.context().addCookies(
    [
      { name, value },
      { name: own, value: session },
    ].map((cookie) => ({ ...cookie, url: event.url })),
  );
  const html = await (await page.context().request.get(`${event.url}/${event.code}/desk`)).text();
  assert.match(html, 'Waiting 30?');
  assert.not.match(html, 'Waiting 31?');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${event.url}/${event.code}/desk`);
  const count = page.locator('#pending-heading .count');
  assert.is(await count.textContent(), '60');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.keyboard.press('Control+a');
  await page.getByRole('status').getByText('60 selected').waitFor({ state: 'attached' });
});

run();
