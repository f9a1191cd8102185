import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('overlay');
const WORDS = 'How can survivors take part in drafting national action plans?';

/** What was seen of the band, frame by frame. */
interface Seen {
  /** Milliseconds of its longest movement. */
  movedMs: number;
  /** What it said, each once. */
  texts: string[];
  /** In how many frames its words were higher or wider than its box. */
  cut: number;
}

/** Looks at the band in every frame from now on. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: Seen = { movedMs: 0, texts: [], cut: 0 };
    Object.assign(window, { seen });
    const look = () => {
      for (const band of document.querySelectorAll('.overlay > section')) {
        const text = band.querySelector('.text');
        const words = text?.textContent?.trim() ?? '';
        if (!seen.texts.includes(words)) seen.texts.push(words);
        if (text && text.scrollWidth > text.clientWidth) seen.cut += 1;
        for (const movement of band.getAnimations()) {
          const { endTime } = movement.effect?.getComputedTiming() ?? {};
          seen.movedMs = Math.max(seen.movedMs, Number(endTime ?? 0));
        }
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

async function seenOf(t: Context, motion: 'reduce' | 'no-preference'): Promise<Seen> {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'organiser');
  const phone = await enter(t, event, 'phone');
  await desk.act({ type: 'settings.premoderation', on: false });
  const question = await phone.ask(WORDS);
  const size = { width: 1280, height: 720 };
  const { page } = await visit(
    await launchFor(t),
    `${event.url}/${event.code}/overlay?show=question`,
    size,
  );
  await page.emulateMedia({ reducedMotion: motion });
  await watch(page);
  const band = page.getByRole('region', { name: 'Being answered now' });
  await desk.act({ type: 'moderation.stage', question });
  await band.getByText(WORDS).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.overlay > section')].every(
      (each) => each.getAnimations().length === 0,
    ),
  );
  await desk.act({ type: 'moderation.answered', question });
  await band.waitFor({ state: 'detached' });
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

test('DISP-36 the band comes and goes within 0.4 seconds, with its words whole to the end', async (t) => {
  const { movedMs, texts, cut } = await seenOf(t, 'no-preference');
  assert.ok(movedMs > 0 && movedMs <= 400, `${movedMs} ms`);
  assert.equal(texts, [WORDS]);
  assert.is(cut, 0);
});

test('DISP-36 where less movement is asked for the band is there and gone at once', async (t) => {
  const { movedMs, texts } = await seenOf(t, 'reduce');
  assert.is(movedMs, 0);
  assert.equal(texts, [WORDS]);
});

run();
