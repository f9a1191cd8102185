import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit, type Look } from '../lib/chromium.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('editor');
const NONE = { x: 0, y: 0, width: 0, height: 0 };
const LAPTOP = { width: 1440, height: 900 };

test('EDIT-7 of two people who edit one cell the later sees both texts, and other cells do not collide', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const show = linkOf(event, 'caller');
  const one = await visit(browser, show, LAPTOP);
  await one.page.getByRole('link', { name: 'Edit' }).click();
  const two = await visit(browser, show.replace('/show#', '/show/edit#'), LAPTOP);
  const cell = (person: typeof one, text: string) =>
    person.page.getByRole('gridcell', { name: text, exact: true }).first();
  await cell(one, 'Opening').click();
  await cell(two, 'Opening').click();
  // The second has the cell open while the first writes in it.
  await two.page.keyboard.type('Welcome');
  await one.page.keyboard.type('Doors');
  await one.page.keyboard.press('Enter');
  await cell(one, 'Doors').waitFor();
  await one.page.getByText('Everything saved').first().waitFor();
  await two.page.keyboard.press('Enter');
  await two.page.getByRole('button', { name: 'Put yours in' }).waitFor();
  await two.page.getByText('Theirs: Doors').waitFor();
  await two.page.getByText('Yours: Welcome').waitFor();
  await two.page.getByRole('button', { name: 'Put yours in' }).click();
  await cell(one, 'Welcome').waitFor();

  await cell(two, 'Welcome').click();
  await two.page.keyboard.press('Control+z');
  await cell(one, 'Doors').waitFor();
  await two.page.keyboard.press('Control+Shift+z');
  await cell(one, 'Welcome').waitFor();
  assert.equal([...one.complaints, ...two.complaints], []);
});

async function openEditor(t: Context, look: Look = LAPTOP) {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const edit = linkOf(event, 'caller').replace('/show#', '/show/edit#');
  const person = await visit(browser, edit, look);
  const titles = () => person.page.locator('td.title').allInnerTexts();
  return { edit, browser, titles, ...person };
}

test('EDIT-8 the crew makes columns of its own, fills and renames them; a removed one comes back with its cells', async (t) => {
  const { edit, browser, page, complaints } = await openEditor(t);
  const colleague = await visit(browser, edit, LAPTOP);
  await page.getByRole('button', { name: 'Columns' }).click();
  const made = page.getByLabel('New column');
  await made.fill('Lights');
  await made.press('Enter');
  // An empty one is there for everyone.
  const heading = (name: string) => colleague.page.getByRole('columnheader', { name });
  await heading('Lights').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('td.own').first().click();
  await page.keyboard.type('Blue');
  await page.keyboard.press('Enter');
  await colleague.page.getByRole('gridcell', { name: 'Blue' }).waitFor();

  await colleague.page.getByRole('button', { name: 'Lights' }).click();
  const name = colleague.page.getByLabel('Name of the column “Lights”');
  await name.fill('Lamps');
  await name.press('Enter');
  await page.getByRole('columnheader', { name: 'Lamps' }).waitFor();
  await colleague.page.getByRole('button', { name: 'Remove the column “Lamps”' }).click();
  await page.getByRole('columnheader', { name: 'Lamps' }).waitFor({ state: 'detached' });
  await colleague.page.locator('dialog[open]').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('gridcell', { name: 'Blue' }).waitFor();
  assert.equal([...complaints, ...colleague.complaints], []);
});

test('EDIT-5 rows are dragged by their handle, with a mouse and with a finger, alone and together', async (t) => {
  const { page, context, titles, complaints } = await openEditor(t);
  const [first = '', second = '', third = ''] = await titles();
  const handle = async (title: string) => {
    const row = page.locator('tr', { has: page.getByRole('gridcell', { name: title }).first() });
    const { x, y, width, height } = (await row.locator('td.handle').boundingBox()) ?? NONE;
    return { x: x + width / 2, top: y + 4, y: y + height / 2, bottom: y + height - 4 };
  };
  const comeTo = (order: string[]) =>
    until(async () => (await titles()).join() === order.join(), { what: order.join() });
  const [from, to] = [await handle(first), await handle(second)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.bottom, { steps: 3 });
  await page.mouse.up();
  await comeTo([second, first, third]);

  // The first two together, behind the third, with a finger.
  await page.getByRole('gridcell', { name: second }).first().click();
  await page.keyboard.press('Shift+ArrowDown');
  const touch = await context.newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const [begin, end] = [await handle(second), await handle(third)];
  await finger('touchStart', { x: begin.x, y: begin.y });
  await finger('touchMove', { x: begin.x, y: begin.y + 20 });
  await finger('touchMove', { x: end.x, y: end.bottom });
  await finger('touchEnd');
  await comeTo([third, second, first]);
  await page.keyboard.press('Control+z');
  await comeTo([second, first, third]);
  assert.equal(complaints, []);
});

test('EDIT-9 a colour is chosen from a list that shows and names it, or by its first letter', async (t) => {
  const { page, complaints } = await openEditor(t);
  const cell = page.locator('td.colour').first();
  await cell.click();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Green' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('gridcell', { name: 'Green' }).waitFor();
  await cell.click();
  await page.keyboard.press('t');
  await page.keyboard.press('Tab');
  await page.getByRole('gridcell', { name: 'Teal' }).waitFor();
  assert.equal(complaints, []);
});

run();
