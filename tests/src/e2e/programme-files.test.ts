import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { xlsxOf } from '../../../web/src/lib/programme-files/xlsx.ts';
import { violations } from '../lib/axe.ts';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('programme-files');
const LAPTOP = { width: 1440, height: 900 };
/** A caller’s page in a browser, with the dialog open. */
async function openFiles(t: Context) {
  const event = await createEvent(await startServer(t));
  const show = await visit(await launchFor(t), linkOf(event, 'caller'), LAPTOP);
  const { page } = show;
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Import, export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Programme files' });
  await dialog.waitFor();
  const choose = (name: string, buffer: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer });
  return { event, ...show, dialog, choose };
}

test('FILE-10 a workbook of 100 rows is imported as one act, and one undo sets the programme back', async (t) => {
  const { page, dialog, choose, complaints } = await openFiles(t);
  const rows = Array.from({ length: 100 }, (_, at) => [
    ...[`${at + 1}`, `Statement ${at + 1}`, '3:00', `Speaker ${at + 1} (Minister, Austria)`],
    `Camera ${at % 4}`,
  ]);
  const blob = await xlsxOf([['No.', 'Agenda item', 'Duration', 'Speaker', 'Camera'], ...rows]);
  const file = Buffer.from(await blob.arrayBuffer());

  const before = performance.now();
  await choose('run-of-show.xlsx', file);
  await dialog.getByRole('status').getByText('100 cues will come').waitFor();
  const previewMs = Math.round(performance.now() - before);
  await dialog.getByLabel('5: Camera').selectOption({ label: 'A column of its own' });
  await dialog.getByText('In place of the programme: its 3 cues go').waitFor();
  const pressed = performance.now();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('100 cues imported').waitFor();
  await page.getByText('Statement 100').first().waitFor({ state: 'attached' });
  const importMs = Math.round(performance.now() - pressed);
  console.log(`note: 100 rows of a workbook: preview ${previewMs} ms, import ${importMs} ms`);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Statement 100').first().waitFor({ state: 'detached' });
  await page.getByText('Panel').first().waitFor();
  assert.equal(complaints, []);
});

test('FILE-5 bad rows hold an import back until they are left out, and the cue on air is not removed', async (t) => {
  const { event, page, dialog, complaints } = await openFiles(t);
  await dialog.getByLabel('Rows').fill('Item\tMin\tCountry\nHello\t5\tAustria\nOdd\tsoon\tSpain');
  await dialog.getByText('1 row cannot be imported').waitFor();
  await dialog.getByText('Row \u20663\u2069: Duration: cannot be read').waitFor();
  const go = dialog.getByRole('button', { name: 'Import', exact: true });
  assert.ok(await go.isDisabled());
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.equal(await violations(page), []);
  }
  await dialog.getByLabel('Import without them').check();
  assert.not.ok(await go.isDisabled());

  const caller = await enter(t, event, 'show', 'caller');
  await caller.act({ type: 'programme.start' });
  await dialog.getByRole('alert').getByText('This would remove the cue on air').waitFor();
  assert.ok(await go.isDisabled());
  await dialog.getByLabel('After its 3 cues').check();
  await go.click();
  await page.getByText('1 cue imported').waitFor();
  await page.getByText('Hello').first().waitFor();
  assert.equal(complaints, []);
});

test('FILE-1 what is exported on the page is read there again', async (t) => {
  const { page, dialog, choose, complaints } = await openFiles(t);
  for (const format of [
    'Excel',
    'CSV',
    'Rostrum JSON',
    'Calendar',
    'Schedule JSON',
    'Schedule XML',
  ]) {
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: format, exact: true }).click();
    const download = await saved;
    const bytes = readFileSync(await download.path());
    await choose('other.csv', Buffer.from('Title\nNothing'));
    await dialog.getByText('0 cues will come').waitFor();
    await choose(download.suggestedFilename(), bytes);
    await dialog.getByText('3 cues will come').waitFor();
  }
  assert.equal(complaints, []);
});

run();
