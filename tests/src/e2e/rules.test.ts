import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('rules');
const LAPTOP = { width: 1440, height: 900 };

test('RULE-9 a setting counts at once for everyone, and is undone with the Q&A that followed it', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const desk = await visit(browser, linkOf(event, 'organiser'), LAPTOP);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  const ask = phone.page.getByRole('button', { name: 'Ask a question' });
  await ask.waitFor();

  await desk.page.keyboard.press('o');
  const dialog = desk.page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByLabel('While the Q&A is closed').fill('Back after the panel');
  await dialog.getByLabel('Ask in advance').uncheck();
  await phone.page.getByText('Back after the panel').waitFor();
  assert.is(await ask.count(), 0);

  await desk.page.keyboard.press('Control+z');
  await ask.waitFor();
  assert.ok(await dialog.getByLabel('Ask in advance').isChecked());
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

test('RULE-2 the phone counts slow mode down, and keeps what was written', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'settings.set', slowModeMs: 60_000 });
  const { page } = await visit(await launchFor(t), `${event.url}/${event.code}`);
  const sheet = page.getByRole('dialog');
  const open = () => page.getByRole('button', { name: 'Ask a question' }).click();
  await open();
  await sheet.getByLabel('Your question').fill('Who pays?');
  await sheet.getByLabel('Remote').check();
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('Waiting for a moderator').waitFor();
  await open();
  await sheet.getByLabel('Your question').fill('And who decides?');
  await sheet.getByText('You can ask again in 0:').waitFor();
  assert.ok(await sheet.getByRole('button', { name: 'Ask', exact: true }).isDisabled());
  await desk.act({ type: 'settings.set', slowModeMs: 0 });
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('And who decides?').waitFor();
});

test('REPORT-1 a report is confirmed on the phone, marks the question on the desk, and is taken back', async (t) => {
  const event = await createEvent(await startServer(t));
  const client = await enter(t, event, 'desk', 'organiser');
  await client.act({ type: 'settings.premoderation', on: false });
  await (await enter(t, event, 'phone')).ask('Who pays?');
  const browser = await launchFor(t);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  await phone.page.getByRole('button', { name: 'Report' }).click();
  await phone.page.getByRole('button', { name: 'Yes, report it' }).click();
  await desk.page.getByText('reported (1)').waitFor();
  await phone.page.getByRole('button', { name: 'Take back' }).click();
  await desk.page.getByText('reported (1)').waitFor({ state: 'hidden' });
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

test('REPORT-5 what three sessions report stays on the phones, and one key on the desk keeps it all', async (t) => {
  const event = await createEvent(await startServer(t));
  const crew = await enter(t, event, 'desk', 'organiser');
  await crew.act({ type: 'settings.premoderation', on: false });
  await crew.act({ type: 'settings.screen', reportsToHide: 5 });
  const asker = await enter(t, event, 'phone');
  const questions: QuestionId[] = [];
  for (let count = 0; count < 10; count += 1) questions.push(await asker.ask(`Why ${count}?`));
  for (let session = 0; session < 3; session += 1) {
    const phone = await enter(t, event, 'phone');
    for (const question of questions) await phone.act({ type: 'question.report', question });
  }
  assert.is(Object.keys((await enter(t, event, 'phone')).view.questions).length, 10);

  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'moderator'), LAPTOP);
  const kept = () => Object.values(crew.view.questions).filter((each) => each.kept).length;
  await page.getByRole('button', { name: 'Reported 10' }).click();
  await page.locator('#lane-approved [data-card]').first().click();
  await page.keyboard.press('z');
  await page.getByText('kept, reported (3)').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('z');
  await until(() => kept() === 10, { what: 'all kept' });
  await page.getByText('9 kept').first().waitFor();
  await page.keyboard.press('Control+z');
  await until(() => kept() === 1, { what: 'those kept last let go' });
  assert.equal(complaints, []);
});

test('REHEARSE-2 a rehearsal is said on every phone, and is wiped once that is confirmed', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const desk = await visit(browser, linkOf(event, 'organiser'), LAPTOP);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  await desk.page.keyboard.press('o');
  await desk.page.getByRole('button', { name: 'Start', exact: true }).click();
  const mark = phone.page.getByText('Rehearsal', { exact: true });
  await mark.waitFor();
  await desk.page.keyboard.press('Escape');

  await desk.page.keyboard.press('u');
  const added = desk.page.getByRole('dialog', { name: 'Add a question' });
  await added.getByLabel('Your question').fill('Who pays?');
  await added.getByRole('button', { name: 'Add and approve' }).click();
  await phone.page.getByText('Who pays?').waitFor();

  await desk.page.keyboard.press('o');
  await desk.page.getByRole('button', { name: 'End and wipe' }).click();
  const sure = desk.page.getByRole('dialog', { name: 'Wipe the rehearsal?' });
  await sure.getByRole('button', { name: 'End and wipe' }).click();
  await phone.page.getByText('Who pays?').waitFor({ state: 'hidden' });
  await mark.waitFor({ state: 'hidden' });
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

run();
