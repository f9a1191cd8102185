import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('chair');
const SCREEN = { width: 1920, height: 1080 };

test('FLOW-8 the chair runs the questions from the podium with a presenter remote', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'settings.premoderation', on: false });
  const phone = await enter(t, event, 'phone');
  const texts = ['Who pays for this?', 'When does it begin?', 'What if it fails?'] as const;
  const asked = [];
  for (const text of texts) asked.push(await phone.ask(text));
  // The desk wants the last one first.
  for (const question of [asked[2], asked[0]]) {
    assert.ok((await desk.act({ type: 'moderation.deck', question: question as never })).ok);
  }
  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'chair'), SCREEN);
  const live = page.locator('section[aria-labelledby="live"] .text');
  const next = page.locator('footer .question');
  await next.getByText(texts[2]).waitFor();
  await next.getByText(texts[0]).waitFor();

  // The pointer is put away once the page runs: before that no key would be heard.
  await page.locator('.podium[data-still]').waitFor();
  await page.keyboard.press('PageDown');
  await live.getByText(texts[2]).waitFor();
  await page.keyboard.press('PageDown');
  await live.getByText(texts[0]).waitFor();
  await page.keyboard.press('PageUp');
  await live.getByText(texts[2]).waitFor();

  await page.keyboard.press('b');
  const dark = page.locator('.blank', { hasText: 'Blank' });
  await dark.first().waitFor();
  await page.keyboard.press('.');
  await page.waitForFunction(() => !document.querySelector('p.blank'));

  await page.mouse.move(200, 200);
  await page.getByRole('button', { name: 'Skip' }).click();
  await live.getByText(texts[0]).waitFor();
  await page.getByRole('button', { name: 'Answered, next' }).click();
  await live.getByText(texts[1]).waitFor();
  // What was passed over comes last, and is not lost.
  await next.getByText(texts[2]).waitFor();
  assert.equal(complaints, []);
});

test('FLOW-10 the desk says a word to the podium, and learns that it was read', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const podium = await visit(browser, linkOf(event, 'chair'), SCREEN);
  const phone = await enter(t, event, 'phone');
  const desk = await visit(browser, linkOf(event, 'moderator'), { width: 1440, height: 900 });
  await desk.page.getByText('Live', { exact: true }).waitFor();
  await desk.page.keyboard.press('g');
  await desk.page.keyboard.type('The minister leaves in five');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('not seen yet').waitFor();
  const show = await visit(browser, linkOf(event, 'caller'), { width: 1440, height: 900 });
  await show.page.getByText('To the chair, not seen yet').waitFor();
  await podium.page.getByRole('button', { name: 'The minister leaves in five' }).click();
  await desk.page.getByText('seen at').waitFor();
  await show.page.getByText('The chair has seen').waitFor();
  await podium.page.getByText('The minister').waitFor({ state: 'detached' });
  assert.not.match(JSON.stringify([phone.welcomes, phone.frames]), 'minister leaves');
  assert.equal([...podium.complaints, ...desk.complaints, ...show.complaints], []);
});

run();
