import * as assert from 'uvu/assert';
import type { Page } from 'playwright-core';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('podium');

const SIZES = [
  [1920, 1080],
  [1366, 768],
  [1024, 768],
  [768, 1024],
  [844, 390],
] as const;

/** As long as a question may be, in scripts that break lines in different ways. */
const TEXTS = [
  'Why?',
  'How can survivors take part in drafting national action plans? '.repeat(8).slice(0, 499).trim(),
  'كيف يمكن ضمان حماية الضحايا أثناء الإجراءات القضائية العابرة للحدود؟ '
    .repeat(8)
    .slice(0, 499)
    .trim(),
  '如何加强各国在打击网络招募方面的合作？'.repeat(30).slice(0, 500),
  `https://example.org/${'w'.repeat(470)}`,
];

/** What of the question is outside the window, or below what stands under it; empty when it is whole. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const text = document.querySelector('section[aria-labelledby="live"] .text');
    const footer = document.querySelector('footer');
    if (!text || !footer) return ['there is no question'];
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const root = document.documentElement;
    return [
      ...(left < 0 || right > innerWidth || top < 0 ? ['outside the window'] : []),
      ...(bottom > footer.getBoundingClientRect().top + 1 ? ['behind what is below'] : []),
      ...(root.scrollHeight > innerHeight || root.scrollWidth > innerWidth ? ['a scroll bar'] : []),
    ];
  });
}

test(
  'PAGE-14 a question is whole on the podium, whatever its length, its script and the screen',
  async (t) => {
    const event = await createEvent(await startServer(t));
    const organiser = await enter(t, event, 'desk', 'organiser');
    await organiser.act({ type: 'settings.premoderation', on: false });
    await organiser.act({ type: 'programme.start' });
    const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'chair'));
    const asker = await enter(t, event, 'phone');
    for (const words of TEXTS) {
      const question = await asker.ask(words);
      await organiser.act({ type: 'moderation.stage', question });
      await page.getByText(words, { exact: true }).waitFor();
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        // The letters follow the window a frame later.
        await until(async () => (await cutOff(page)).length === 0, {
          what: `"${words.slice(0, 12)}…" whole at ${width} × ${height}`,
        });
      }
    }
    assert.equal(complaints, []);
  },
  { limitMs: 60_000 },
);

run();
