import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('edit');

test('FLOW-9 of two moderators who edit one question, the later sees both texts and loses no word', async (t) => {
  const event = await createEvent(await startServer(t));
  const colleague = await enter(t, event, 'desk', 'organiser');
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('who pays');
  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'moderator'), {
    width: 1440,
    height: 900,
  });
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('who pays').waitFor();
  await page.keyboard.press('e');
  const field = page.locator('dialog[open] textarea');
  await field.fill('Who pays for the shelters?');

  const edit = { type: 'moderation.edit', question, revision: 1, approve: false } as const;
  assert.ok((await colleague.act({ ...edit, text: 'Who will pay?' })).ok);
  const theirs = page.getByRole('alert').filter({ hasText: 'Who will pay?' });
  await theirs.waitFor();

  await page.keyboard.press('Escape');
  // The keyboard is back where the eye is.
  await page.locator('[data-card]:focus').waitFor();
  await page.keyboard.press('e');
  await theirs.waitFor();
  assert.is(await field.inputValue(), 'Who pays for the shelters?');

  await page.keyboard.press('Control+Enter');
  await until(() => phone.view.questions[question]?.text === 'Who pays for the shelters?', {
    what: 'the wording on the phone',
  });
  assert.equal(complaints, []);
});

run();
