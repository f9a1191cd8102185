import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit, type Look } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('desk');
const LAPTOP = { width: 1440, height: 900 };

/** A desk in a browser, with these questions pending. */
async function openDesk(t: Context, texts: readonly string[], look: Look = {}) {
  const event = await createEvent(await startServer(t));
  const phone = await enter(t, event, 'phone');
  const ids = [];
  for (const text of texts) ids.push(await phone.ask(text));
  const browser = await launchFor(t);
  const desk = await visit(browser, linkOf(event, 'moderator'), { ...LAPTOP, ...look });
  const isLive = look.language === 'ar' ? 'مباشر' : 'Live';
  await desk.page.getByText(isLive, { exact: true }).waitFor();
  return { event, browser, phone, ids, ...desk };
}

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
