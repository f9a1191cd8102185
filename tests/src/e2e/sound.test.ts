import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter, type Client } from '../lib/client.ts';
import { idOf, MINUTE } from '../lib/event.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('sound');
const from = idOf<never>('opening');

/** Counts the tones that the page starts, from its next load on. */
function countTones(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const counted = globalThis as unknown as { tones: number };
    counted.tones = 0;
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function count(...args) {
      counted.tones += 1;
      start.apply(this, args);
    };
  });
}

const tones = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { tones: number }).tones);

/** Brings the opening, ten minutes long, to where so much is left. */
async function bringTo(show: Client, leftMs: number) {
  const { running } = show.view.onAir;
  const elapsedMs = Date.now() - (running?.startedAt ?? 0);
  const addMs = Math.round(leftMs + elapsedMs - 10 * MINUTE - (running?.addedMs ?? 0));
  assert.ok((await show.act({ type: 'programme.adjust', from, addMs })).ok);
}

async function hearPhases(page: Page, show: Client): Promise<void> {
  const sound = page.getByRole('button', { name: /^Sound/ });
  const says = (text: string) => sound.filter({ hasText: text }).waitFor();
  await says('Sound off');
  await bringTo(show, 1.5 * MINUTE);
  await page.getByText('little time left').first().waitFor();
  assert.is(await tones(page), 0, 'it is off at first');
  await sound.click();
  await says('Sound on');
  assert.is(await tones(page), 0, 'what began before is not heard');
  await bringTo(show, 25_000);
  await until(async () => (await tones(page)) === 2, { what: 'the two tones of danger' });
  await page.reload({ waitUntil: 'networkidle' });
  // Without a touch since, a browser may keep the page silent; either is said.
  await sound.filter({ hasText: /Sound (on|waits)/ }).waitFor();
  await page.keyboard.press('Shift');
  await says('Sound on');
  assert.is(await tones(page), 0, 'a reload repeats nothing');
  await bringTo(show, 0);
  await until(async () => (await tones(page)) === 3, { what: 'the three tones of overtime' });
}

async function open(event: LiveEvent, surface: 'show' | 'timer', page: Page) {
  await countTones(page);
  const address =
    surface === 'show' ? `${event.url}/${event.code}/show` : `${event.url}/${event.code}/timer`;
  await page.goto(address, { waitUntil: 'networkidle' });
}

for (const surface of ['show', 'timer'] as const) {
  test(`TIME-15 the ${surface} sounds at danger and overtime once it is allowed to, and says so`, async (t) => {
    const event = await createEvent(await startServer(t));
    const show = await enter(t, event, 'show', 'caller');
    const set = { warningMs: 5 * MINUTE, dangerMs: MINUTE };
    await show.act({ type: 'programme.edit', cue: from, set });
    await show.act({ type: 'programme.start' });
    const browser = await launchFor(t);
    const { page, complaints } = await visit(browser, linkOf(event, 'caller'), {
      width: 1366,
      height: 768,
    });
    await open(event, surface, page);
    await hearPhases(page, show);
    assert.equal(complaints, []);
  });
}

run();
