import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('editor');
const LAPTOP = { width: 1440, height: 900 };

test(
  'EDIT-7 of two people who edit one cell the later sees both texts, and other cells do not collide',
  async (t) => {
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
  },
  { limitMs: 60_000 },
);

run();
