import * as assert from 'uvu/assert';
import type { Page } from 'playwright-core';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { createEvent, wantedEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit, type Language } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { MINUTE } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('displays-sizes');
const HALL = { width: 1920, height: 1080 };
const SIZES = [
  [1920, 1080],
  [1366, 768],
  [1280, 720],
  [360, 780],
] as const;
const LANGUAGES: readonly Language[] = ['en', 'ar'];

const PEOPLE: Cue['speakers'] = [
  { name: 'Amina Diallo', title: 'Minister of Justice', delegation: 'Senegal' },
  {
    name: 'سلمى الحسيني',
    title: 'المقررة الخاصة',
    delegation: 'مجلس حقوق الإنسان',
    mode: 'remote',
  },
  { name: 'María Fernández de la Vega', title: 'Directora General', delegation: 'España' },
];

/** Names as long as those of high-level events, in two scripts. */
function cueOf(index: number, changes: Partial<Cue> = {}): Cue {
  return {
    id: `cue${index}`.padEnd(16, 'x') as CueId,
    title:
      index % 2 === 0
        ? 'Interactive dialogue: the Protocol after twenty years, and what survivors ask of States'
        : 'حوار تفاعلي: البروتوكول بعد عشرين عامًا وما يطلبه الناجون من الدول',
    kind: 'dialogue',
    speakers: PEOPLE,
    durationMs: 20 * MINUTE,
    ...changes,
  };
}

async function start(t: Context) {
  const cues = [0, 1, 2, 3, 4].map((index) => cueOf(index, index === 3 ? { speakers: [] } : {}));
  const programme = { ...wantedEvent.programme, cues, startAt: Date.now() - 5 * MINUTE };
  const event = await createEvent(await startServer(t, { logos: ['https://logo.example'] }), {
    programme,
  });
  const desk = await enter(t, event, 'desk', 'organiser');
  const show = await enter(t, event, 'show', 'caller');
  const phone = await enter(t, event, 'phone');
  await desk.act({ type: 'settings.premoderation', on: false });
  const browser = await launchFor(t);
  const aux = async (timer: number, label: string, durationMs: number) => {
    await show.act({ type: 'programme.auxSet', timer, label, durationMs });
    await show.act({ type: 'programme.auxStart', timer });
  };
  return { event, desk, show, phone, browser, aux };
}

/**
 * What of a page's text is not to be seen: outside the window, or cut off by
 * something that does not say so with an ellipsis. A timeline may be longer than
 * its window.
 */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    const found: string[] = [];
    if (scrollHeight > innerHeight || scrollWidth > innerWidth) found.push('a scroll bar');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const limits = (element: Element) => {
      const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(element);
      if (overflowX === 'visible' || textOverflow === 'ellipsis') return false;
      return webkitLineClamp === 'none';
    };
    const shortens = (element: Element) => {
      const { textOverflow, webkitLineClamp } = getComputedStyle(element);
      return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
    };
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!parent || !text.textContent?.trim() || !parent.checkVisibility()) continue;
      if (parent.closest('.unseen, script, style, .window, [role=status] > .age')) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      let { left, right, top, bottom } = range.getBoundingClientRect();
      for (let at: Element | null = parent; at && at !== document.body; at = at.parentElement) {
        const frame = at.getBoundingClientRect();
        if (shortens(at)) {
          [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
          [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
        } else if (limits(at)) {
          const within =
            left >= frame.left - 1 &&
            right <= frame.right + 1 &&
            top >= frame.top - 1 &&
            bottom <= frame.bottom + 1;
          if (!within) found.push(`"${text.textContent.trim().slice(0, 30)}" in .${at.className}`);
        }
      }
    }
    return found;
  });
}

async function whole(page: Page, what: string): Promise<void> {
  let last: string[] = [];
  await until(
    async () => {
      last = await cutOff(page);
      return last.length === 0;
    },
    { what: `${what} to be whole` },
  ).catch(() => assert.equal(last, [], what));
}

async function eachSize(pages: Record<Language, Page>, what: string): Promise<void> {
  for (const language of LANGUAGES) {
    for (const [width, height] of SIZES) {
      await pages[language].setViewportSize({ width, height });
      await whole(pages[language], `${what} at ${width} × ${height} in ${language}`);
    }
  }
}

for (const surface of ['screen', 'timer', 'backstage', 'timeline', 'podium', 'overlay'] as const) {
  test(`DISP-34 at every size, in both directions, all of ${surface} is in sight`, async (t) => {
    const { event, desk, show, phone, browser, aux } = await start(t);
    const base = `${event.url}/${event.code}/${surface}`;
    const url = surface === 'podium' ? linkOf(event, 'chair') : base;
    const open = async (language: Language) => (await visit(browser, url, { language })).page;
    const pages = { en: await open('en'), ar: await open('ar') };
    await eachSize(pages, `${surface} before the start`);
    await show.act({ type: 'programme.start' });
    await aux(0, 'Speaker', 3 * MINUTE);
    await aux(1, 'تصويت', MINUTE);
    await eachSize(pages, surface);
    if (surface !== 'podium' && surface !== 'screen' && surface !== 'overlay') return;
    const question = await phone.ask(
      'How can survivors take part in drafting national action plans? '.repeat(2).trim(),
    );
    await desk.act({ type: 'moderation.stage', question });
    await eachSize(pages, `${surface} with a question`);
  });
}

test('DISP-30 a speaker’s limit is on timer, podium and backstage, and over a picture only where it is asked for', async (t) => {
  const { event, show, browser, aux } = await start(t);
  await show.act({ type: 'programme.start' });
  await show.act({ type: 'programme.auxSet', timer: 1, label: 'Vote', durationMs: MINUTE });
  await aux(0, 'Speaker', 3 * MINUTE);
  const base = `${event.url}/${event.code}`;
  const urls = [`${base}/timer`, `${base}/backstage`, `${base}/overlay?show=aux`];
  for (const url of [...urls, linkOf(event, 'chair')]) {
    const { page, context, complaints } = await visit(browser, url, HALL);
    const timer = page.getByRole('timer', { name: 'Speaker' });
    await timer.getByText(/^[23]:\d\d$/).waitFor();
    assert.is(await page.getByText('Vote').count(), 0, 'one that only stands ready');
    assert.equal(complaints, []);
    await context.close();
  }
  const { page } = await visit(browser, `${base}/overlay`, HALL);
  await page.getByText('Amina Diallo').waitFor();
  assert.is(await page.getByRole('timer').count(), 0);
});

test('DISP-31 the logo of its address is on every display, in nobody’s way', async (t) => {
  const { event, show, browser } = await start(t);
  await show.act({ type: 'programme.start' });
  const logo = encodeURIComponent('https://logo.example/a.svg');
  const chair = linkOf(event, 'chair').replace('#', `?logo=${logo}#`);
  const others = ['timer', 'backstage', 'timeline', 'screen', 'overlay'];
  for (const url of [
    chair,
    ...others.map((each) => `${event.url}/${event.code}/${each}?logo=${logo}`),
  ]) {
    const context = await browser.newContext({ viewport: HALL });
    await context.route('https://logo.example/**', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="1000"></svg>',
      }),
    );
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForFunction(() =>
      [...document.images].some(({ src, naturalWidth }) => /logo/.test(src) && naturalWidth > 0),
    );
    const box = await page.locator('img[src*=logo]').boundingBox();
    assert.ok(box && box.x >= 0 && box.y >= 0 && box.height <= HALL.height / 6, url);
    await context.close();
  }
});

test('DISP-35 no line of the timeline crosses a time, however short its cue', async (t) => {
  const { event, show, browser } = await start(t);
  await show.act({ type: 'programme.start' });
  const { page } = await visit(browser, `${event.url}/${event.code}/timeline`, HALL);
  await page.locator('.now').waitFor({ state: 'attached' });
  const layers = await page.evaluate(() => {
    const of = (part: string) => getComputedStyle(document.querySelector(part) ?? document.body);
    return {
      line: Number(of('.now').zIndex),
      words: Number(of('.expected .words').zIndex),
      time: Number(of('.planned .time').zIndex),
      ground: of('.planned .time').backgroundColor,
    };
  });
  assert.ok(layers.time > layers.line && layers.words > layers.line);
  assert.is.not(layers.ground, 'rgba(0, 0, 0, 0)');
  // The mark of now is not over a time of the axis either.
  const [mark, ...ticks] = await Promise.all(
    ['.now > span', '.tick > span'].map((part) =>
      page
        .locator(part)
        .evaluateAll((all) =>
          all.map((each) => each.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]),
        ),
    ),
  );
  const [top = 0, bottom = 0] = mark?.[0] ?? [];
  for (const [from = 0, to = 0] of ticks.flat()) assert.ok(to <= top || from >= bottom);
});

run();
