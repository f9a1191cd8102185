import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit, type Look } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('desk');
const LAPTOP = { width: 1440, height: 900 };

/** Questions that wait, of one asker. */
const EACH = 10;

/** A desk in a browser, with these questions pending. */
async function openDesk(t: Context, texts: readonly string[], look: Look = {}) {
  const event = await createEvent(await startServer(t));
  const ids = [];
  let phone = await enter(t, event, 'phone');
  for (const [at, text] of texts.entries()) {
    if (at > 0 && at % EACH === 0) phone = await enter(t, event, 'phone');
    ids.push(await phone.ask(text));
  }
  const browser = await launchFor(t);
  const desk = await visit(browser, linkOf(event, 'moderator'), { ...LAPTOP, ...look });
  const isLive = look.language === 'ar' ? 'مباشر' : 'Live';
  await desk.page.getByText(isLive, { exact: true }).waitFor();
  return { event, browser, phone, ids, ...desk };
}

/** So many questions that can be told apart. */
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `Question ${at + 1}?`);

test(
  'DESK-1 of a long list the page has what is in sight, and the keyboard goes through all of it',
  async (t) => {
    const { page, complaints } = await openDesk(t, numbered(80));
    const cards = page.locator('.lane.pending [data-card]');
    await page.locator('[data-card][aria-current]', { hasText: 'Question 1?' }).waitFor();
    for (let press = 0; press < 70; press += 1) await page.keyboard.press('j');
    const focused = page.locator('[data-card]:focus', { hasText: 'Question 71?' });
    await focused.waitFor();
    const row = page.locator('li', { has: focused });
    assert.is(await row.getAttribute('aria-posinset'), '71');
    assert.is(await row.getAttribute('aria-setsize'), '80');
    assert.ok(await focused.evaluate((card) => card.getBoundingClientRect().bottom < innerHeight));
    assert.ok((await cards.count()) < 50);

    // Who scrolls away reads on, and the key that comes next goes on from the card in hand.
    await page.locator('.lane.pending ul').evaluate((list) => (list.scrollTop = 0));
    await page.locator('[data-card]', { hasText: 'Question 2?' }).waitFor();
    await page.keyboard.press('j');
    await page.locator('[data-card]:focus', { hasText: 'Question 72?' }).waitFor();
    assert.equal(complaints, []);
  },
  { limitMs: 90_000 },
);

test(
  'PAL-1 the palette does what its command is called, and shows the key',
  async (t) => {
    const { page, complaints } = await openDesk(t, ['who pays', 'who decides']);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Find a command' });
    const option = palette.getByRole('option');
    await option.first().waitFor();
    await page.keyboard.type('appr');
    assert.match(await option.first().innerText(), /^Approve\s+A$/);
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'hidden' });
    await page.locator('.lane.approved').getByText('who pays').waitFor();
    // The keyboard goes on where the eye is.
    await page.locator('[data-card]:focus', { hasText: 'who decides' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('undo');
    await page.keyboard.press('Enter');
    await page.locator('.lane.pending').getByText('who pays').waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('reason dis');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Dismiss this question' }).waitFor();
    assert.equal(complaints, []);
  },
  { limitMs: 60_000 },
);

test(
  'PAL-3 what the palette has, the list of keys has, each with the same keys',
  async (t) => {
    const { page } = await openDesk(t, ['who pays']);
    const options = page.getByRole('dialog').getByRole('option');
    await page.keyboard.press('Control+k');
    await options.first().waitFor();
    const wordsOf = (texts: string[]) =>
      texts.map((text) => text.split(/\s+/).sort().join(' ')).sort();
    const commands = wordsOf(await options.allInnerTexts());
    await page.keyboard.press('Control+k');
    await options.first().waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    const rows = page.locator('dialog[open] dl > div');
    await rows.first().waitFor();
    assert.equal(wordsOf(await rows.allInnerTexts()), commands);
  },
  { limitMs: 60_000 },
);

test(
  'PAL-2 the palette is searched in either language',
  async (t) => {
    const { page } = await openDesk(t, ['من يدفع'], { language: 'ar' });
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog');
    for (const typed of ['قبول', 'approve']) {
      await palette.getByRole('combobox').fill(typed);
      await palette.getByRole('option', { selected: true }).getByText('قبول').waitFor();
    }
    await palette.getByRole('combobox').fill('zzzz');
    await palette.getByRole('option').first().waitFor({ state: 'hidden' });
  },
  { limitMs: 60_000 },
);

run();
