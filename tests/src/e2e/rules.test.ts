import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { suite } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('rules');
const LAPTOP = { width: 1440, height: 900 };

test(
  'RULE-9 a setting counts at once for everyone, and is undone with the Q&A that followed it',
  async (t) => {
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
  },
  { limitMs: 60_000 },
);

run();
