import * as assert from 'uvu/assert';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('session');
const LAPTOP = { width: 1440, height: 900 };
const QUESTIONS = 300;
const CLEARED = 100;
/** Questions that wait, of one asker. */
const EACH = 10;

async function seed(t: Context, event: LiveEvent): Promise<void> {
  for (let asked = 0; asked < QUESTIONS; asked += EACH) {
    const phone = await enter(t, event, 'phone');
    const numbers = Array.from({ length: EACH }, (_, at) => asked + at + 1);
    for (const number of numbers) await phone.ask(`What about point ${number}?`);
    phone.close();
  }
}

/** A moderator who has no pointer, and whose key presses are counted. */
async function moderatorOf(browser: Awaited<ReturnType<typeof launchFor>>, url: string) {
  const { page, complaints } = await visit(browser, url, LAPTOP);
  await page.getByText('Live', { exact: true }).waitFor();
  const moderator = {
    page,
    complaints,
    pressed: 0,
    async press(...keys: string[]) {
      for (const key of keys) await page.keyboard.press(key);
      moderator.pressed += keys.length;
    },
    lane: (lane: string, count: number) =>
      page.locator(`#${lane}-heading .count`).getByText(String(count), { exact: true }).waitFor(),
  };
  return moderator;
}

test('DESK-6 two moderators run a session of 300 questions by keyboard alone, two keys a question at most', async (t) => {
  const event = await createEvent(await startServer(t));
  await seed(t, event);
  const browser = await launchFor(t);
  const phones = [];
  for (let at = 0; at < 3; at += 1) {
    phones.push(await visit(browser, `${event.url}/${event.code}`));
  }
  const [ana, ben, eve] = phones;
  assert.ok(ana && ben && eve);
  const clearing = await moderatorOf(browser, linkOf(event, 'moderator'));
  const staging = await moderatorOf(browser, linkOf(event, 'organiser'));
  await clearing.lane('pending', QUESTIONS);

  // Two of three are approved, the third is off topic.
  for (let at = 0; at < CLEARED; at += 1) {
    if (at % 3 === 2) await clearing.press('x', '1');
    else await clearing.press('a');
  }
  assert.ok(clearing.pressed <= 2 * CLEARED, `${clearing.pressed} keys`);
  console.log(`note: ${CLEARED} questions cleared with ${clearing.pressed} keys`);
  await staging.lane('pending', QUESTIONS - CLEARED);
  await staging.lane('approved', 67);

  // The colleague fills the deck, in another order, and brings the first on stage.
  await staging.press('ArrowRight', 'd', 'j', 'd', 'Alt+ArrowUp');
  await staging.page.locator('.lane.approved li', { hasText: 'on deck 1' }).waitFor();
  await staging.press('n');
  await ana.page.getByRole('heading', { name: 'Being answered now' }).waitFor();
  await eve.page.getByRole('heading', { name: 'Being answered now' }).waitFor();

  // Meanwhile the first takes back and goes on; the rest is approved by one act.
  await clearing.press('Control+z');
  await clearing.lane('pending', QUESTIONS - CLEARED + 1);
  await clearing.press('Control+a', 'a');
  await clearing.lane('pending', 0);
  await staging.press(' ');
  await ben.page
    .getByRole('heading', { name: 'Being answered now' })
    .waitFor({ state: 'detached' });
  await clearing.press('Control+z');
  await staging.lane('pending', QUESTIONS - CLEARED + 1);
  for (const { complaints } of [...phones, clearing, staging]) assert.equal(complaints, []);
});

run();
