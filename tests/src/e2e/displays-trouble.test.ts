import { hashSecret, newId, newSecret } from '@rostrum/server/identity/secrets';
import type { LinkId } from '@rostrum/shared/domain/ids';
import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { MINUTE } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('displays-trouble');
const HALL = { width: 1366, height: 768 };

/** What nobody should see on a display: something to press, a bar, a pointer, and what a programmer reads. */
async function calm(page: Page): Promise<void> {
  await page.locator('.trouble[data-still]').waitFor();
  const seen = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return {
      pressed: document.querySelectorAll('a, button').length,
      bars: scrollHeight > innerHeight || scrollWidth > innerWidth,
      cursor: getComputedStyle(document.querySelector('.trouble') as Element).cursor,
      text: document.body.innerText,
    };
  });
  const { text, ...rest } = seen;
  assert.equal(rest, { pressed: 0, bars: false, cursor: 'none' });
  assert.not.match(text, /Error|\bat \w+|\.js\b|\b500\b/);
}

test('DISP-32 a display of no event says so, without anything to press, and an overlay shows nothing', async (t) => {
  const { url } = await startServer(t);
  const browser = await launchFor(t);
  for (const surface of ['screen', 'timer', 'backstage', 'timeline', 'podium']) {
    const { page, context } = await visit(browser, `${url}/ZZZ999/${surface}`, HALL);
    await page.getByRole('heading', { name: 'No event with this code' }).waitFor();
    await calm(page);
    await context.close();
  }
  const { page } = await visit(browser, `${url}/ZZZ999/overlay`, HALL);
  const heading = page.getByRole('heading', { name: 'No event with this code' });
  await heading.waitFor({ state: 'attached' });
  await calm(page);
  const grounds = () =>
    ['html', 'body', '.trouble'].map(
      (part) => getComputedStyle(document.querySelector(part) as Element).backgroundColor,
    );
  assert.equal(await page.evaluate(grounds), Array(3).fill('rgba(0, 0, 0, 0)'));
  const box = await page.locator('.trouble > div').boundingBox();
  assert.ok(box && box.width <= 1 && box.height <= 1, 'its words are heard, not seen');
});

test('DISP-32 a podium whose link is revoked closes calmly, in the look it had', async (t) => {
  const event = await createEvent(await startServer(t));
  const organiser = await enter(t, event, 'desk', 'organiser');
  const browser = await launchFor(t);
  const [id, secret] = [newId<LinkId>(), newSecret()];
  const expiresAt = Date.now() + 60 * MINUTE;
  const link = { id, role: 'display' as const, hash: hashSecret(secret), expiresAt };
  await organiser.act({ type: 'roles.grant', link });
  const url = `${event.url}/${event.code}/podium?theme=light#${secret}`;
  const { page } = await visit(browser, url, HALL);
  await page.getByRole('heading', { name: 'The test event' }).waitFor();
  await organiser.act({ type: 'roles.revoke', link: id });
  await page.getByRole('heading', { name: 'This page is closed' }).waitFor();
  await calm(page);
  const ground = () =>
    getComputedStyle(document.querySelector('.trouble') as Element).backgroundColor;
  assert.is(await page.evaluate(ground), 'rgb(255, 255, 255)');
});

test('DISP-33 a display that is loaded while the server fails, or is away, comes back by itself', async (t) => {
  const server = await startServer(t);
  const event = await createEvent(server);
  const browser = await launchFor(t);
  const { page, context } = await visit(browser, `${event.url}/${event.code}/timer`, HALL);
  await page.getByRole('timer').waitFor();
  const { rooms } = server.app;
  const find = rooms.find.bind(rooms);
  rooms.find = () => Promise.reject(new Error('the disk is gone'));
  await page.reload();
  await page.getByRole('heading', { name: 'One moment, please' }).waitFor();
  await calm(page);
  assert.ok(server.troubles.length > 0);
  // And then it cannot be reached at all.
  await context.setOffline(true);
  const failed = page.waitForEvent('requestfailed');
  await failed;
  await page.getByRole('heading', { name: 'One moment, please' }).waitFor();
  rooms.find = find;
  await context.setOffline(false);
  await page.getByRole('timer').waitFor();
});

run();
