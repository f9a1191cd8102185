import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor } from '../lib/chromium.ts';
import { suite } from '../lib/harness.ts';
import { pageBytes } from '../lib/page-bytes.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('weight');

/** Kilobytes over the wire at the first visit, with heads. The screen has its code to scan in it. */
const MOST = { timer: 90, backstage: 100, timeline: 100, overlay: 100, screen: 100 };

test('PAGE-20 a display has little to load', async (t) => {
  const server = await startServer(t);
  const { url, code } = await createEvent(server);
  const browser = await launchFor(t);
  for (const [display, most] of Object.entries(MOST)) {
    const bytes = await pageBytes(browser, `${url}/${code}/${display}`);
    console.log(`note: ${display} ${bytes}`);
    assert.ok(bytes <= 1000 * most, `${display}: ${bytes} bytes`);
  }
});

run();
