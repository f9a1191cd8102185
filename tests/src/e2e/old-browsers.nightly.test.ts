import * as assert from 'uvu/assert';
import { walkAllSurfaces } from '../lib/all-surfaces.ts';
import { createEvent } from '../lib/browser.ts';
import { launch, visit } from '../lib/chromium.ts';
import { suite } from '../lib/harness.ts';
import { oldChromium } from '../lib/old-chromium.ts';
import { startServer } from '../lib/server.ts';
import { walkByScript } from '../lib/walk-by-script.ts';

const { test, run } = suite('old Chromium');

/** OBS 28 to 30.2 embed the first, CasparCG 2.4 the last. */
const VERSIONS = ['103.0.0', '111.0.0', '117.0.0'];

/** From which on Playwright can look into a page. */
const LOOKED_INTO = 105;

for (const version of VERSIONS) {
  test(`PAGE-30 every surface does its part in Chromium ${version}, and an overlay is transparent there`, async (t) => {
    const event = await createEvent(await startServer(t));
    const browser = await launch(await oldChromium(version));
    t.after(() => browser.close());
    assert.match(browser.version(), new RegExp(`^${version.split('.')[0]}\\.`));
    const walk = Number(version.split('.')[0]) < LOOKED_INTO ? walkByScript : walkAllSurfaces;
    await walk(browser, event);
    const { page } = await visit(browser, `${event.url}/${event.code}/overlay`);
    const grounds = await page.evaluate(() =>
      ['html', 'body', '.overlay'].map(
        (part) => getComputedStyle(document.querySelector(part) as Element).backgroundColor,
      ),
    );
    assert.equal(grounds, Array(3).fill('rgba(0, 0, 0, 0)'));
  });
}

run();
