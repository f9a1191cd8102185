import * as assert from 'uvu/assert';
import { createEvent, wantedEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('show');

test('SHOW-2 a caller runs the show by keys alone', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const show = await visit(browser, linkOf(event, 'caller'), { width: 1366, height: 768 });
  const { page } = show;
  const { keyboard } = page;
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  const saved = () => page.getByText('Everything saved').waitFor();

  /** A press right after a step is taken for a slip: again, until it no longer is. */
  const step = (key: string, onAir: string | undefined) =>
    until(
      async () => {
        await keyboard.press(key);
        const rows = await page.locator('tr[aria-current]').allTextContents();
        return onAir === undefined ? rows.length === 0 : rows[0]?.includes(onAir) === true;
      },
      { what: `${onAir} on air` },
    );

  await step('Space', 'Opening');
  await keyboard.press('t');
  await keyboard.type('90 seconds');
  await keyboard.press('Enter');
  await page.getByText('Type minutes, or minutes and seconds').waitFor();
  assert.is(await page.getByLabel('Time left').last().inputValue(), '90 seconds');
  await page.getByLabel('Time left').last().fill('1:30');
  await keyboard.press('Enter');
  await until(async () => /^1:(30|2\d)$/.test((await timer(page)) ?? ''), {
    what: 'the typed time',
  });
  await keyboard.press('.');
  await until(async () => /^1:3\d$/.test((await timer(page)) ?? ''), {
    what: 'ten seconds more',
  });

  // What a choice costs stands there before it is taken.
  await keyboard.press('ArrowDown');
  const choice = page.getByRole('region', { name: 'Panel' });
  await choice
    .getByText(/saves \d+ min/)
    .first()
    .waitFor();
  await keyboard.press('k');
  await row('Panel').getByText('skipped').waitFor();
  await keyboard.press('k');
  await row('Panel').getByText('skipped').waitFor({ state: 'detached' });
  await keyboard.press('ArrowDown');
  await keyboard.press('l');
  await row('Closing').getByText('Next').waitFor();
  await keyboard.press('ArrowUp');
  await saved();
  await step('g', 'Panel');

  await keyboard.press('2');
  await page
    .getByRole('button', { name: /An expert/ })
    .getByText('speaks')
    .waitFor();
  await keyboard.press('0');
  await page.getByText('speaks').waitFor({ state: 'detached' });
  await saved();
  await step('s', undefined);
  await page.getByRole('button', { name: /Start: Closing/ }).waitFor();
  assert.equal(show.complaints, []);
});

test('SHOW-3 the head of a block leaves the rows under it their width, on a phone too', async (t) => {
  const { programme } = wantedEvent;
  const cues = programme.cues.map((cue) => ({ ...cue, group: 'Morning' }));
  const server = await startServer(t);
  const event = await createEvent(server, { programme: { ...programme, cues } });
  const browser = await launchFor(t);
  const { page } = await visit(browser, linkOf(event, 'caller'), { width: 360, height: 780 });
  await page.getByRole('button', { name: 'Morning' }).waitFor();
  const title = page.getByRole('row').filter({ hasText: 'Panel' }).getByRole('cell').nth(1);
  const box = await title.boundingBox();
  assert.ok((box?.width ?? 0) > 180, `${box?.width} px`);
});

function timer(page: Awaited<ReturnType<typeof visit>>['page']) {
  return page
    .getByRole('timer', { name: 'Time left' })
    .textContent()
    .then((text) => text?.trim());
}

run();
