import * as assert from 'uvu/assert';
import { walkAllSurfaces } from '../lib/all-surfaces.ts';
import { createEvent } from '../lib/browser.ts';
import { launch, launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite } from '../lib/harness.ts';
import { loseEachScript } from '../lib/lost-scripts.ts';
import { oldChromium } from '../lib/old-chromium.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('old Chromium');

/** OBS 28 to 30.2 embed the first, CasparCG 2.4 the last. */
const VERSIONS = ['103.0.0', '111.0.0', '117.0.0'];

for (const version of VERSIONS) {
  test(`PAGE-30 every surface does its part in Chromium ${version}, and an overlay is transparent there`, async (t) => {
    const event = await createEvent(await startServer(t));
    const browser = await launch(await oldChromium(version));
    t.after(() => browser.close());
    assert.match(browser.version(), new RegExp(`^${version.split('.')[0]}\\.`));
    await walkAllSurfaces(browser, event);
    const { page } = await visit(browser, `${event.url}/${event.code}/overlay`);
    const grounds = await page.evaluate(() =>
      ['html', 'body', '.overlay'].map(
        (part) => getComputedStyle(document.querySelector(part) as Element).backgroundColor,
      ),
    );
    assert.equal(grounds, Array(3).fill('rgba(0, 0, 0, 0)'));
  });
}

const WORDS = 'Who pays for the shelters?';

for (const [surface, words] of [
  ['/overlay', WORDS],
  ['/timer', 'The test event'],
  ['/backstage', 'The test event'],
  ['/timeline', 'The test event'],
  ['/desk', 'This page needs its link'],
] as const) {
  test(`PAGE-31 whichever script is lost of ${surface || 'a phone'}, the page stays as the server wrote it`, async (t) => {
    const event = await createEvent(await startServer(t));
    const desk = await enter(t, event, 'desk', 'organiser');
    await desk.act({ type: 'settings.premoderation', on: false });
    const question = await (await enter(t, event, 'phone')).ask(WORDS);
    await desk.act({ type: 'moderation.stage', question });
    await loseEachScript(await launchFor(t), `${event.url}/${event.code}${surface}`, words);
  });
}

run();
