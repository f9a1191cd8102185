import * as assert from 'uvu/assert';
import { walkAllSurfaces } from '../lib/all-surfaces.ts';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite } from '../lib/harness.ts';
import { loseEachScript } from '../lib/lost-scripts.ts';
import { withoutNewerApis } from '../lib/newer-apis.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('old browsers');

test('PAGE-30 every surface does its part in a browser without what the oldest ones lack', async (t) => {
  const event = await createEvent(await startServer(t));
  await walkAllSurfaces(await launchFor(t), event, withoutNewerApis);
});

test('PAGE-31 whichever script is lost, the page stays as the server wrote it, and says so', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'organiser');
  const asker = await enter(t, event, 'phone');
  const question = await asker.ask('Who pays for the shelters?');
  await desk.act({ type: 'moderation.approve', question, revision: 1 });
  await desk.act({ type: 'moderation.stage', question });
  const browser = await launchFor(t);
  for (const path of ['', '/screen']) {
    await loseEachScript(
      browser,
      `${event.url}/${event.code}${path}`,
      'Who pays for the shelters?',
    );
  }
});

test('PAGE-31 where a page throws as it begins, it stays as the server wrote it', async (t) => {
  const event = await createEvent(await startServer(t));
  const breakIt = () => {
    // What only a component of the page calls.
    document.fonts.addEventListener = () => {
      throw new Error('broken on purpose');
    };
    Object.defineProperty(window, 'matchMedia', {
      value: () => {
        throw new Error('broken on purpose');
      },
    });
  };
  const browser = await launchFor(t);
  const url = `${event.url}/${event.code}`;
  const { page } = await visit(browser, `${url}/overlay`, {}, breakIt);
  await page.locator('#not-started').waitFor({ state: 'attached' });
  assert.is(await page.getByText('Something went wrong').count(), 0);
  assert.is(await page.locator('main.overlay').count(), 1);
});

run();
