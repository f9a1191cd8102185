import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('merge');
const LAPTOP = { width: 1440, height: 900 };

test('FLOW-11 a question is merged with one key, its asker is led to the other, and one key takes it back', async (t) => {
  const event = await createEvent(await startServer(t));
  const colleague = await enter(t, event, 'desk', 'organiser');
  const [ben, cleo] = [await enter(t, event, 'phone'), await enter(t, event, 'phone')];
  const wanted = await ben.ask('Which money goes to the shelters for survivors?');
  await colleague.act({ type: 'moderation.approve', question: wanted, revision: 1 });

  const browser = await launchFor(t);
  const asker = await visit(browser, `${event.url}/${event.code}`);
  await asker.page.getByRole('button', { name: 'Ask a question' }).click();
  await asker.page.getByLabel('Your question').fill('What money goes to shelters for survivors?');
  await asker.page.getByRole('dialog').getByText('Remote').click();
  await asker.page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.page.getByText('Waiting for a moderator').waitFor();

  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  const suggestions = desk.page.getByRole('region', { name: 'May ask the same' });
  await suggestions.getByText('Which money goes').waitFor();
  await desk.page.keyboard.press('m');
  await desk.page.getByText('1 merged', { exact: true }).waitFor();

  await asker.page.getByText('Merged with a similar question').waitFor();
  await asker.page.getByRole('button', { name: 'Which money goes' }).click();
  await asker.page.locator('main [data-question]:focus', { hasText: 'Which money' }).waitFor();

  await cleo.act({ type: 'question.upvote', question: wanted });
  await desk.page.keyboard.press('Control+z');
  await desk.page.getByText('1 merged', { exact: true }).waitFor({ state: 'hidden' });
  // It is in hand again, where it was.
  await desk.page.locator('#lane-pending [aria-current]', { hasText: 'What money' }).waitFor();
  await asker.page.getByRole('tab', { name: /^Mine/ }).click();
  await asker.page.getByText('Waiting for a moderator').waitFor();
  await until(() => colleague.view.questions[wanted]?.votes === 1, { what: 'the vote' });
  assert.equal([...desk.complaints, ...asker.complaints], []);
});

run();
