import * as assert from 'uvu/assert';
import { violations } from '../lib/axe.ts';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('import');
const LAPTOP = { width: 1440, height: 900 };

/** A desk in a browser, with the dialog open. */
async function openImport(t: Context) {
  const event = await createEvent(await startServer(t));
  const desk = await visit(await launchFor(t), linkOf(event, 'moderator'), LAPTOP);
  const { page } = desk;
  await page.getByText('Live', { exact: true }).waitFor();
  await page.keyboard.press('Shift+U');
  const dialog = page.getByRole('dialog', { name: 'Import questions' });
  await dialog.waitFor();
  const choose = (name: string, buffer: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  const cards = page.locator('.lane.pending [data-card]');
  return { event, ...desk, dialog, choose, cards };
}

test('IMPORT-6 a file is imported in the order of its rows, and one undo takes all of it back', async (t) => {
  const { page, dialog, choose, cards, complaints } = await openImport(t);
  const rows = Array.from({ length: 120 }, (_, at) => `Question ${at + 1}?;Ana ${at + 1};Austria`);
  await choose('q.csv', Buffer.from(['Question;Name;Country', ...rows].join('\r\n')));
  await dialog.getByRole('status').getByText('120 questions will be imported').waitFor();
  await dialog.getByRole('button', { name: 'Import to pending' }).click();
  await page.locator('#pending-heading').getByText('120').waitFor();
  await page.getByText('Everything saved').waitFor();
  await page.locator('.lane.pending li').first().getByText('imported').waitFor();
  for (const at of [0, 1, 2, 3, 4]) {
    const card = await page.locator('.lane.pending li').nth(at).innerText();
    assert.match(card, `Question ${at + 1}?`);
    assert.match(card, `Ana ${at + 1}, Austria`);
  }

  await page.getByRole('contentinfo').getByText('120 questions imported').waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('#pending-heading').getByText('120').waitFor({ state: 'detached' });
  await page.getByText('Everything saved').waitFor();
  assert.is(await cards.count(), 0);
  assert.equal(complaints, []);
});

test('IMPORT-4 bad rows and repeated ones are shown before anything is sent, and what is chosen is imported', async (t) => {
  const { event, page, dialog, choose, cards, complaints } = await openImport(t);
  const phone = await enter(t, event, 'phone');
  await phone.ask('Who pays?');
  await choose('q.csv', Buffer.from('Question\nQui protège ?', 'latin1'));
  await dialog.getByRole('alert').getByText('This file is not in UTF-8').waitFor();
  assert.equal(await violations(page), []);

  const rows = [
    'No,Text,Who,Mode',
    '1,Where?,Ana,in person',
    '2,,Ben,online',
    `3,${'x'.repeat(501)},Cho,online`,
    '4,WHO PAYS?,Dua,online',
    '5,"Since when,\nand why?",Eva,perhaps',
  ];
  await choose('q.csv', Buffer.from(rows.join('\n')));
  await dialog.getByText('3 rows are left out').waitFor();
  await dialog.getByText('Row \u20663\u2069: no question').waitFor();
  await dialog.getByText('longer than 500 characters').waitFor();
  await dialog.getByText('neither in the room nor remote').waitFor();
  await dialog.getByText('1 row asks what is there already').waitFor();
  await dialog.getByRole('status').getByText('1 question will be imported').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.equal(await violations(page), []);
  }

  // Who asks was under a heading that nobody could guess.
  await dialog.getByLabel('Name', { exact: true }).selectOption({ label: '3: Who' });
  await dialog.getByLabel('In the room or remote').selectOption({ label: 'None' });
  await dialog.getByLabel('Import them as well').check();
  await dialog.getByRole('status').getByText('3 questions will be imported').waitFor();
  await dialog.getByRole('button', { name: 'Import and approve' }).click();
  await page.locator('.lane.approved [data-card]').nth(2).waitFor();
  const approved = await page.locator('.lane.approved').innerText();
  for (const words of ['Where?', 'WHO PAYS?', 'Since when, and why?', 'Eva']) {
    assert.match(approved, words);
  }
  assert.is(await cards.count(), 1);
  assert.equal(complaints, []);
});

test('IMPORT-7 rows imported without a connection arrive when it is back, and those refused are named', async (t) => {
  const { event, page, context, dialog, cards } = await openImport(t);
  const organiser = await enter(t, event, 'desk', 'organiser');
  await dialog.getByLabel('Rows').fill(`Question\tName\nWho pays?\tAna\n${'x'.repeat(60)}\tBen`);
  await dialog.getByRole('status').getByText('2 questions will be imported').waitFor();
  await context.setOffline(true);
  await page.getByText('Live', { exact: true }).waitFor({ state: 'hidden' });
  await organiser.act({ type: 'settings.set', questionLength: 50 });
  await dialog.getByRole('button', { name: 'Import to pending' }).click();
  await context.setOffline(false);
  await cards.getByText('Who pays?').waitFor();
  await page.getByText('1 question imported, 1 not.').waitFor();
  await page.getByText('Row \u20663\u2069 of the import.').waitFor();
});

run();
