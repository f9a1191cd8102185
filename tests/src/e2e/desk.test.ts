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

test('DESK-1 of a long list the page has what is in sight, and the keyboard goes through all of it', async (t) => {
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
});

test('DESK-2 a search and filters narrow every list, say how many they show, and go by one key', async (t) => {
  const texts = [
    'Who pays for shelters?',
    '谁来支付庇护所的费用？',
    'When do shelters open?',
    'Why?',
  ];
  const { page, complaints } = await openDesk(t, texts);
  const cards = page.locator('.lane.pending [data-card]');
  await page.keyboard.press('/');
  await page.keyboard.type('shelters');
  await page.getByText('2 of 4 shown').waitFor();
  assert.is(await cards.count(), 2);
  await page.keyboard.press('Enter');
  // What is in hand is one of those that are shown, and keys go to it again.
  await page.keyboard.press('j');
  await page.locator('[data-card]:focus', { hasText: 'When do shelters open?' }).waitFor();
  await page.keyboard.press('a');
  await page.locator('#approved-heading').getByText('1 of 1').waitFor();
  await page.keyboard.press('c');
  await page.getByText('of 4 shown').waitFor({ state: 'detached' });
  assert.is(await cards.count(), 3);

  await page.getByRole('combobox', { name: 'Any language' }).selectOption('zh');
  await page.getByText('1 of 4 shown').waitFor();
  await page.getByRole('combobox', { name: 'Room and remote' }).selectOption('remote');
  await page.getByText('0 of 4 shown').waitFor();
  await page.locator('.lane.pending').getByText('Nothing here is what you look for.').waitFor();
  assert.equal(complaints, []);
});

test('DESK-3 lists are sorted by votes or by age at a key, and what is on deck stays first in its order', async (t) => {
  const { event, ids, page } = await openDesk(t, numbered(4));
  const colleague = await enter(t, event, 'desk', 'organiser');
  for (const question of ids) {
    assert.ok((await colleague.act({ type: 'moderation.approve', question, revision: 1 })).ok);
  }
  const [, second, third, fourth] = ids;
  assert.ok(second && third && fourth);
  await colleague.act({ type: 'moderation.deck', question: second });
  await colleague.act({ type: 'question.upvote', question: third });
  const order = async (...numbers: number[]) => {
    const wanted = numbers.map((number) => `Question ${number}?`).join();
    await page.waitForFunction((texts) => {
      const cards = document.querySelectorAll('.lane.approved [data-card]');
      return [...cards].map(({ textContent }) => textContent).join() === texts;
    }, wanted);
  };
  await order(2, 3, 1, 4);
  await page.keyboard.press('f');
  await order(2, 3, 1, 4);
  await page.keyboard.press('f');
  await order(2, 4, 3, 1);
  await page.keyboard.press('f');
  await order(2, 1, 3, 4);
  await page.locator('li', { hasText: 'Question 2?' }).getByText('on deck 1').waitFor();
});

test('FOCUS-1 a desk shows which question a colleague has in hand, and that they edit it', async (t) => {
  const { event, browser, page, complaints } = await openDesk(t, numbered(3));
  const other = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  await other.page.getByText('Live', { exact: true }).waitFor();
  await other.page.keyboard.press('j');
  const card = page.locator('.lane.pending li', { hasText: 'Question 2?' });
  await card.getByText('Colleague B').waitFor();
  await other.page.keyboard.press('e');
  await card.getByText('edits').waitFor();
  await other.page.keyboard.press('Escape');
  await card.getByText('edits').waitFor({ state: 'detached' });
  await other.context.close();
  await card.getByText('Colleague B').waitFor({ state: 'detached' });
  assert.equal(complaints, []);
});

test('DESK-4 a question is dragged to another list, along the deck and on stage', async (t) => {
  const { event, ids, page, complaints } = await openDesk(t, numbered(4));
  const colleague = await enter(t, event, 'desk', 'organiser');
  const [first, second, third, fourth] = ids;
  assert.ok(first && second && third && fourth);
  for (const question of [first, second, third]) {
    await colleague.act({ type: 'moderation.approve', question, revision: 1 });
    await colleague.act({ type: 'moderation.deck', question });
  }
  const row = (number: number) =>
    page.locator('.lane.approved li', { hasText: `Question ${number}?` });
  await row(3).getByText('on deck 3').waitFor();
  // By its words: what is under its middle may be a button.
  const taken = { sourcePosition: { x: 120, y: 20 } };
  await row(3).dragTo(row(1), { ...taken, targetPosition: { x: 100, y: 8 } });
  await row(3).getByText('on deck 1').waitFor();
  await row(2).getByText('on deck 3').waitFor();

  const pending = page.locator('.lane.pending');
  const waiting = pending.locator('li', { hasText: 'Question 4?' });
  await waiting.dragTo(page.locator('.lane.approved'), taken);
  await row(4).waitFor();
  await row(2).dragTo(pending, taken);
  await pending.getByText('Question 2?').waitFor();
  await page.keyboard.press('Control+z');
  await row(2).waitFor();
  await row(4).dragTo(page.locator('section.stage'), taken);
  await page.locator('section.stage').getByText('Question 4?').waitFor();
  assert.is(colleague.view.questions[fourth]?.state, 'live');
  assert.equal(complaints, []);
});

test('BULK-1 questions are chosen by key, by click with a modifier, by their box, and let go by Escape', async (t) => {
  const { page } = await openDesk(t, numbered(6));
  const chosen = async (count: number) =>
    page.getByRole('group', { name: `${count} selected` }).waitFor();
  await page.keyboard.press('y');
  await chosen(1);
  for (const count of [2, 3]) {
    await page.keyboard.press('Shift+ArrowDown');
    await chosen(count);
  }
  await page.keyboard.press('Shift+ArrowUp');
  await chosen(2);
  const card = (number: number) => page.locator('[data-card]', { hasText: `Question ${number}?` });
  await card(5).click({ modifiers: ['Control'] });
  await chosen(3);
  await page.getByRole('checkbox', { name: 'Question 1?' }).click();
  await chosen(2);
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'selected' }).waitFor({ state: 'detached' });
  await card(2).click();
  await card(4).click({ modifiers: ['Shift'] });
  await chosen(3);
  await page.keyboard.press('Control+a');
  await chosen(6);
});

test('BULK-2 what is done to all that are chosen is one act, taken back by one key', async (t) => {
  const { page, complaints } = await openDesk(t, numbered(8));
  const count = (lane: string) => page.locator(`#${lane}-heading .count`);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  await count('approved').getByText('8', { exact: true }).waitFor();
  await page.locator('footer').getByText('8 approved').first().waitFor();
  await page.keyboard.press('Control+z');
  await count('pending').getByText('8', { exact: true }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('x');
  await page.getByRole('dialog', { name: 'Dismiss 8 questions' }).waitFor();
  await page.keyboard.press('1');
  await count('pending').getByText('0', { exact: true }).waitFor();
  await page.keyboard.press('Control+z');
  await count('pending').getByText('8', { exact: true }).waitFor();
  assert.equal(complaints, []);
});

test('BULK-3 of an act on many that was refused for some it is told for how many, and what they are by now', async (t) => {
  const { event, ids, page } = await openDesk(t, numbered(5));
  await page.keyboard.press('Control+a');
  await page.getByRole('group', { name: '5 selected' }).waitFor();
  const colleague = await enter(t, event, 'desk', 'organiser');
  const [first] = ids;
  assert.ok(first);
  await colleague.act({ type: 'moderation.dismiss', question: first, reason: 'off_topic' });
  // It was in hand, and stays where it is.
  await page.getByText('dismissed meanwhile').waitFor();
  await page.keyboard.press('a');
  const told = page.getByRole('alert');
  await told.getByText('4 approved, 1 not. 1 was already dismissed.').waitFor();
  await page.keyboard.press('Escape');
  await told.getByText('4 approved').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await page.locator('#pending-heading .count').getByText('4', { exact: true }).waitFor();
  // The colleague's act stands.
  assert.is(colleague.view.questions[first]?.state, 'dismissed');
});

test('BULK-4 of the chosen no wording is approved that came after they were chosen', async (t) => {
  const { event, ids, page } = await openDesk(t, numbered(3));
  await page.keyboard.press('Control+a');
  await page.getByRole('group', { name: '3 selected' }).waitFor();
  const colleague = await enter(t, event, 'desk', 'organiser');
  const [first] = ids;
  assert.ok(first);
  const edit = { type: 'moderation.edit', question: first, revision: 1, approve: false } as const;
  assert.ok((await colleague.act({ ...edit, text: 'Question one?' })).ok);
  await page.locator('.lane.pending').getByText('Question one?', { exact: true }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('alert').getByText('2 approved, 1 not. The wording was changed').waitFor();
  assert.is(colleague.view.questions[first]?.state, 'pending');
});

test('PAL-1 the palette does what its command is called, and shows the key', async (t) => {
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
});

test('PAL-3 what the palette has, the list of keys has, each with the same keys', async (t) => {
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
  // No key stands for two.
  const keys = await page.locator('dialog[open] dl kbd').allInnerTexts();
  assert.is(new Set(keys).size, keys.length, keys.join(' '));
});

test('PAL-2 the palette is searched in either language', async (t) => {
  const { page } = await openDesk(t, ['من يدفع'], { language: 'ar' });
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  for (const typed of ['قبول', 'approve']) {
    await palette.getByRole('combobox').fill(typed);
    await palette.getByRole('option', { selected: true }).getByText('قبول').waitFor();
  }
  await palette.getByRole('combobox').fill('zzzz');
  await palette.getByRole('option').first().waitFor({ state: 'hidden' });
});

run();
