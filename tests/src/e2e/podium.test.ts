import * as assert from 'uvu/assert';
import type { Page } from 'playwright-core';
import type { Cue } from '@rostrum/shared/domain/cue';
import { createEvent, wantedEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { MINUTE } from '../lib/event.ts';
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

test('PAGE-14 a question is whole on the podium, whatever its length, its script and the screen', async (t) => {
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
});

/** Heights of capitals in millimetres, on a screen of 24 inches, by what is written in them. */
function capitals(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const millimetre = Math.hypot(innerWidth, innerHeight) / 609.6;
    const parts = {
      question: '.text[aria-live]',
      clock: '.digits',
      words: '.words',
      who: '.who',
      tag: '.tag',
      title: 'header h1',
      room: '.room',
      next: 'footer .text',
      then: 'footer .title',
      speakers: '.speakers .about',
      name: '.speakers .name',
      cue: '.box h1',
    };
    const shown = Object.entries(parts).flatMap(([name, part]) => {
      const [node] = [...document.querySelectorAll(part)].filter((each) => each.checkVisibility());
      if (!node) return [];
      const size = Number.parseFloat(getComputedStyle(node).fontSize);
      return [[name, (size * 0.72) / millimetre]];
    });
    return Object.fromEntries(shown) as Record<string, number>;
  });
}

const SCREENS = SIZES.slice(0, 4);

test('DISP-28 what stands on the podium is read from 5 m, and the longest question is whole', async (t) => {
  const event = await createEvent(await startServer(t));
  const organiser = await enter(t, event, 'desk', 'organiser');
  await organiser.act({ type: 'settings.premoderation', on: false });
  await organiser.act({ type: 'programme.start' });
  const browser = await launchFor(t);
  const asker = await enter(t, event, 'phone');
  for (const language of ['en', 'ar'] as const) {
    const { page } = await visit(browser, linkOf(event, 'chair'), { language });
    const [, english = '', arabic = ''] = TEXTS;
    const words = language === 'en' ? english : arabic;
    for (const [text, least] of [
      [words.slice(0, 120), 15],
      [words.slice(0, 280), 15],
      [words, 10],
    ] as const) {
      const question = await asker.ask(text.trim());
      await organiser.act({ type: 'moderation.stage', question });
      await page.getByText(text.trim(), { exact: true }).waitFor();
      for (const [width, height] of SCREENS) {
        await page.setViewportSize({ width, height });
        const what = `${text.length} letters at ${width} × ${height} in ${language}`;
        await until(
          async () => {
            const { question: size = 0 } = await capitals(page);
            return size >= least - 0.1 && (await cutOff(page)).length === 0;
          },
          { what },
        );
        const { clock = 0, ...others } = await capitals(page);
        assert.ok(clock >= 20, what);
        for (const [part, size] of Object.entries(others)) assert.ok(size > 9.9, `${part} ${what}`);
      }
    }
    await page.context().close();
  }
  // And with all that may stand around it.
  const { page } = await visit(browser, linkOf(event, 'chair'));
  for (const timer of [0, 1, 2]) {
    const label = `Timer of somebody ${timer}`;
    await organiser.act({ type: 'programme.auxSet', timer, label, durationMs: MINUTE });
    await organiser.act({ type: 'programme.auxStart', timer });
  }
  await organiser.act({ type: 'moderation.message', text: 'Please wrap up now. '.repeat(3) });
  await page.getByText('Please wrap up now.').waitFor();
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await until(async () => (await cutOff(page)).length === 0, {
      what: `all of it at ${width} × ${height}`,
    });
  }
});

test('DISP-28 who speaks, and for how long, is read from 5 m too', async (t) => {
  const [, panel] = wantedEvent.programme.cues;
  const speakers = [
    { name: 'Amina Diallo', title: 'Minister of Justice', delegation: 'Senegal' },
    { name: 'Carlos Ruiz', title: 'Director General', delegation: 'IOM' },
  ];
  const programme = { ...wantedEvent.programme, cues: [{ ...panel, speakers } as Cue] };
  const event = await createEvent(await startServer(t), { programme });
  const show = await enter(t, event, 'show', 'caller');
  await show.act({ type: 'programme.start' });
  const { page } = await visit(await launchFor(t), linkOf(event, 'chair'));
  await page.getByText('Amina Diallo').waitFor();
  for (const [width, height] of SCREENS) {
    await page.setViewportSize({ width, height });
    await until(
      async () => {
        const { clock = 0, cue = 0, name = 0, speakers: about = 0 } = await capitals(page);
        return clock >= 20 && cue >= 15 && name >= 10 && about > 9.9;
      },
      { what: `the speakers at ${width} × ${height}` },
    );
  }
});

test('DISP-29 the chair reads for how many more questions there is time, while questions are asked', async (t) => {
  const [opening, panel, closing] = wantedEvent.programme.cues as [Cue, Cue, Cue];
  const dialogue: Cue = { ...panel, kind: 'dialogue', durationMs: 31 * MINUTE };
  const startAt = Date.now();
  const programme = { startAt, cues: [opening, dialogue, closing] };
  const event = await createEvent(await startServer(t), { programme });
  const show = await enter(t, event, 'show', 'caller');
  await show.act({ type: 'programme.start' });
  const hall = { width: 1366, height: 768 };
  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'chair'), hall);
  await page.getByText('The President').waitFor();
  assert.is(await page.getByText('more questions').count(), 0, 'a speaker need not know');
  await show.act({ type: 'programme.next', from: opening.id });
  // What the opening did not need is theirs too.
  await page.getByText('Room for 13 more questions').waitFor();
  await page.getByText(/(40:[0-5]\d|41:00) for questions/).waitFor();
  assert.equal(complaints, []);
});

run();
