import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('incident');

test(
  'INCIDENT-6 a burst is told on the desk, one key stops all for every phone, and the same key lets go on',
  async (t) => {
    const event = await createEvent(await startServer(t));
    const browser = await launchFor(t);
    const desk = await visit(browser, linkOf(event, 'moderator'), { width: 1440, height: 900 });
    const { page: phone } = await visit(browser, `${event.url}/${event.code}`);
    await desk.page.getByText('Live', { exact: true }).waitFor();

    const crowd = await Promise.all([1, 2, 3].map(() => enter(t, event, 'phone')));
    for (const each of crowd) {
      for (let count = 0; count < 6; count += 1) await each.ask(`Question ${count}?`);
    }
    const bar = desk.page.getByRole('status');
    await bar.filter({ hasText: 'Far more than in the minute before: questions' }).waitFor();

    await desk.page.keyboard.press('0');
    await bar.filter({ hasText: 'Stopped: new people, questions, votes, reports' }).waitFor();
    await phone
      .getByRole('contentinfo')
      .getByText('The moderators have stopped questions for a moment.')
      .waitFor();
    assert.is(await phone.getByRole('button', { name: 'Ask a question' }).count(), 0);
    const [troll] = crowd;
    const refused = await troll?.act({
      type: 'question.ask',
      text: 'One more?',
      asker: { mode: 'room' },
    });
    assert.equal(refused, { ok: false, reason: 'stopped' });

    await desk.page.keyboard.press('0');
    await phone.getByRole('button', { name: 'Ask a question' }).waitFor();
    await desk.page.keyboard.press('0');
    await bar.filter({ hasText: 'Stopped:' }).waitFor();
    await desk.page.keyboard.press('Control+z');
    await until(async () => (await bar.filter({ hasText: 'Stopped:' }).count()) === 0);
    assert.equal(desk.complaints, []);
  },
  { limitMs: 60_000 },
);

run();
