import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('incident');

test('INCIDENT-6 a burst is told on the desk, one key stops all for every phone, and the same key lets go on', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const desk = await visit(browser, linkOf(event, 'moderator'), { width: 1440, height: 900 });
  const { page: phone } = await visit(browser, `${event.url}/${event.code}`);
  await desk.page.getByText('Live', { exact: true }).waitFor();

  const crowd = await Promise.all([1, 2, 3].map(() => enter(t, event, 'phone')));
  for (const each of crowd) {
    for (let count = 0; count < 6; count += 1) await each.ask(`Question ${count}?`);
  }
  const bar = desk.page.getByRole('status');
  await bar.filter({ hasText: 'Far more than in the minute before: questions' }).waitFor();

  await desk.page.keyboard.press('0');
  await bar.filter({ hasText: 'Stopped: new people, questions, votes, reports' }).waitFor();
  await phone
    .getByRole('contentinfo')
    .getByText('The moderators have stopped questions for a moment.')
    .waitFor();
  assert.is(await phone.getByRole('button', { name: 'Ask a question' }).count(), 0);
  const [troll] = crowd;
  const refused = await troll?.act({
    type: 'question.ask',
    text: 'One more?',
    asker: { mode: 'room' },
  });
  assert.equal(refused, { ok: false, reason: 'stopped' });

  await desk.page.keyboard.press('0');
  await phone.getByRole('button', { name: 'Ask a question' }).waitFor();
  await desk.page.keyboard.press('0');
  await bar.filter({ hasText: 'Stopped:' }).waitFor();
  await desk.page.keyboard.press('Control+z');
  await until(async () => (await bar.filter({ hasText: 'Stopped:' }).count()) === 0);
  assert.equal(desk.complaints, []);
});

test('BULK-5 what a flood left is found by its time or its words, and dismissed by one act with one undo', async (t) => {
  const event = await createEvent(await startServer(t));
  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'moderator'), {
    width: 1440,
    height: 900,
  });
  const crowd = await Promise.all([1, 2, 3, 4, 5].map(() => enter(t, event, 'phone')));
  for (const each of crowd) {
    for (let count = 0; count < 9; count += 1) await each.ask(`Question ${count}?`);
  }
  const pending = (count: number) =>
    page.locator('#pending-heading .count').getByText(`${count}`, { exact: true }).waitFor();
  await pending(45);
  await page.getByLabel('Asked at any time').selectOption('in the last minute');
  await page.getByText('45 of 45 shown').waitFor();
  await page.getByLabel('Search questions and askers').fill('Question 3');
  await page.getByText('5 of 45 shown').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.getByLabel('Asked at any time').selectOption('in the last minute');
  await page.getByLabel('Asked at any time').blur();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('x');
  await page.getByRole('dialog', { name: 'Dismiss 45 questions' }).waitFor();
  await page.keyboard.press('1');
  await pending(0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('c');
  await pending(45);
  assert.equal(complaints, []);
});

run();
