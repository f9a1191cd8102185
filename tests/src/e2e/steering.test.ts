import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('steering');
const HALL = { width: 1920, height: 1080 };

async function start(t: Context) {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const open = (surface: string) => visit(browser, `${event.url}/${event.code}/${surface}`, HALL);
  return { event, browser, open };
}

test('STEER-6 the caller finds, darkens, tells, turns and reloads a display, and it keeps that through a reload', async (t) => {
  const { event, browser, open } = await start(t);
  const screen = await open('screen?theme=light');
  const show = await visit(browser, linkOf(event, 'caller'), { width: 1440, height: 900 });
  await show.page.getByRole('button', { name: 'Displays' }).click();
  const row = show.page.getByRole('region', { name: /^Display 1:/ });
  await row.getByRole('button', { name: 'Identify' }).click();
  await screen.page.getByRole('status', { name: 'This is display 1' }).waitFor();
  await row.getByRole('textbox', { name: 'Message to show' }).fill('Lunch is served');
  await row.getByRole('button', { name: 'Send' }).click();
  await screen.page.getByText('Lunch is served').waitFor();
  await row.getByText('message', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Blank' }).click();
  await screen.page.getByText('This display is dark.').waitFor({ state: 'attached' });
  await row.getByText('blank', { exact: true }).waitFor();
  const reloaded = screen.page.waitForEvent('load');
  await row.getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await screen.page.getByText('This display is dark.').waitFor({ state: 'attached' });
  // The list may still tell of the page that was reloaded.
  const isLit = async () => {
    const button = row.getByRole('button', { name: 'Show again' });
    await button.click({ timeout: 1_000 }).catch(() => {});
    return (await screen.page.getByText('This display is dark.').count()) === 0;
  };
  await until(isLit, { what: 'the light' });
  await row.getByRole('button', { name: 'Take away' }).click();
  await screen.page.getByText('Lunch is served').waitFor({ state: 'detached' });
  for (const { complaints } of [screen, show]) assert.equal(complaints, []);
});

test('STEER-11 a display that the crew has darkened is dark before its script has run', async (t) => {
  const { event, browser, open } = await start(t);
  const show = await visit(browser, linkOf(event, 'caller'), { width: 1440, height: 900 });
  await show.page.getByRole('button', { name: 'Displays' }).click();
  for (const surface of ['screen', 'overlay']) {
    const { page, context } = await open(surface);
    const row = show.page.getByRole('region', { name: /^Display 1:/ });
    await row.getByRole('button', { name: 'Blank' }).click();
    await page.getByText('This display is dark.').waitFor({ state: 'attached' });
    // Its script never comes.
    await context.route('**/_app/**/*.js', () => {});
    await page.reload({ waitUntil: 'commit' });
    await page.locator('.stage').waitFor({ state: 'attached' });
    const seen = () => ({
      stage: getComputedStyle(document.querySelector('.stage') as Element).visibility,
      ground: getComputedStyle(document.body).backgroundColor,
    });
    const ground = surface === 'overlay' ? 'rgba(0, 0, 0, 0)' : 'rgb(0, 0, 0)';
    assert.equal(await page.evaluate(seen), { stage: 'hidden', ground });
    await context.unroute('**/_app/**/*.js');
    await page.reload();
    await page.getByText('This display is dark.').waitFor({ state: 'attached' });
    await row.getByRole('button', { name: 'Show again' }).click();
    await page.getByText('This display is dark.').waitFor({ state: 'detached' });
    await page.reload();
    assert.is(await page.locator('.went-dark').count(), 0);
    assert.is((await page.evaluate(seen)).stage, 'visible');
    await context.close();
    await row.waitFor({ state: 'detached' });
  }
});

test('STEER-10 a phone that opens a display only looks on', async (t) => {
  const { event, browser } = await start(t);
  const crew = await enter(t, event, 'show', 'caller');
  const phone = await browser.newContext({
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  const hand = await phone.newPage();
  await hand.goto(`${event.url}/${event.code}/timer`, { waitUntil: 'networkidle' });
  const { page } = await visit(browser, `${event.url}/${event.code}/timer`, HALL);
  await page.getByRole('timer').waitFor();
  await until(() => crew.presence?.displays?.length, { what: 'the display of the hall' });
  assert.is(crew.presence?.displays?.length, 1);
});

test('STEER-7 what a display is told to show is in its address, in the look it had', async (t) => {
  const { event, browser, open } = await start(t);
  const overlay = await open('overlay?theme=light');
  const desk = await visit(browser, linkOf(event, 'moderator'), { width: 1440, height: 900 });
  await desk.page.keyboard.press('Shift+D');
  const row = desk.page.getByRole('region', { name: /^Display 1:/ });
  const shows = row.getByRole('combobox', { name: 'What it shows' });
  assert.is(await shows.getByRole('option').count(), 5);
  await shows.selectOption({ label: 'Overlay: timer' });
  await overlay.page.waitForURL(/theme=light&show=timer$/);
  await desk.page.getByRole('region', { name: 'Display 1: Overlay: timer' }).waitFor();
  await overlay.page.reload();
  await desk.page.getByRole('region', { name: 'Display 1: Overlay: timer' }).waitFor();
  const screen = await open('screen?theme=light');
  const second = desk.page.getByRole('region', { name: 'Display 2: Screen' });
  await second.getByRole('combobox').selectOption({ label: 'Timer' });
  await screen.page.waitForURL(/timer\?theme=light$/);
  await desk.page.getByRole('region', { name: 'Display 2: Timer' }).waitFor();
  for (const { complaints } of [overlay, screen, desk]) assert.equal(complaints, []);
});

run();
