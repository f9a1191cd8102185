import * as assert from 'uvu/assert';
import { launchFor, visit } from '../lib/chromium.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('create-page');

test('CREATE-4 the page asks for the token, or takes it from its address and clears it there', async (t) => {
  const server = await startServer(t, { create: 'token' });
  const [, token = ''] = server.app.newEventPath?.split('#') ?? [];
  const browser = await launchFor(t);
  const { page, complaints } = await visit(browser, `${server.url}/new`);
  const field = page.getByLabel('Token');
  await field.fill('not the token');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('This is not the token of this server').waitFor();
  await field.fill(`${server.url}/new#${token}`);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Made with the token');
  // A refused token is a refused request, which browsers tell of.
  assert.ok(
    complaints.every((complaint) => complaint.includes('40')),
    complaints.join('\n'),
  );

  const other = await visit(browser, `${server.url}${server.app.newEventPath}`);
  await other.page.getByLabel('Title', { exact: true }).fill('From the address');
  assert.is(other.page.url(), `${server.url}/new`);
  await other.page.getByRole('button', { name: 'Create the event' }).click();
  await other.page.getByRole('heading', { name: 'From the address' }).waitFor();
  await other.page.getByRole('heading', { name: 'Organiser: everything' }).waitFor();
});

test('CREATE-4 a page of a server on which nobody makes events says so', async (t) => {
  const server = await startServer(t, { create: 'off' });
  const browser = await launchFor(t);
  const { page } = await visit(browser, `${server.url}/new`, { language: 'ar' });
  await page.getByRole('heading', { name: 'القائم على الخادم هو من ينشئ الفعاليات' }).waitFor();
  assert.is(await page.getByRole('textbox').count(), 0);
  await page.getByRole('link').click();
  await page.getByRole('button').first().waitFor();
  assert.is(await page.locator('a[href$=new]').count(), 0);
});

run();
