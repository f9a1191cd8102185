import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import type { LabelId } from '@rostrum/shared/domain/ids';
import { violations } from '../lib/axe.ts';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit, type Language } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { idOf } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('accessibility');

interface Size {
  width: number;
  height: number;
}

const PHONE: Size = { width: 360, height: 780 };
const LAPTOP: Size = { width: 1440, height: 900 };
const HALL: Size = { width: 1920, height: 1080 };

interface PageToLookAt {
  name: string;
  url: (event: LiveEvent) => string;
  looks: Size[];
  /** A display: its theme is its address's, whatever the system prefers. */
  display?: true;
}

const PAGES: PageToLookAt[] = [
  { name: 'join', url: ({ url }) => url, looks: [PHONE] },
  { name: 'join with a wrong code', url: ({ url }) => `${url}/?code=ZZZZZZ`, looks: [PHONE] },
  { name: 'new', url: ({ url }) => `${url}/new`, looks: [PHONE, LAPTOP] },
  { name: 'phone', url: ({ url, code }) => `${url}/${code}`, looks: [PHONE, LAPTOP] },
  { name: 'desk without its link', url: ({ url, code }) => `${url}/${code}/desk`, looks: [PHONE] },
  { name: 'desk', url: (event) => linkOf(event, 'moderator'), looks: [PHONE, LAPTOP] },
  { name: 'show', url: (event) => linkOf(event, 'caller'), looks: [PHONE, LAPTOP] },
  {
    name: 'editor of the programme',
    url: (event) => linkOf(event, 'caller').replace('/show#', '/show/edit#'),
    looks: [PHONE, LAPTOP],
  },
  {
    name: 'podium',
    display: true,
    url: (event) => linkOf(event, 'chair'),
    looks: [PHONE, { width: 768, height: 1024 }, HALL],
  },
  {
    name: 'screen',
    display: true,
    url: ({ url, code }) => `${url}/${code}/screen`,
    looks: [PHONE, HALL],
  },
  {
    name: 'light screen',
    display: true,
    url: ({ url, code }) => `${url}/${code}/screen?theme=light&accent=ff0`,
    looks: [PHONE, HALL],
  },
  {
    name: 'timer',
    display: true,
    url: ({ url, code }) => `${url}/${code}/timer`,
    looks: [PHONE, HALL],
  },
  {
    name: 'light timer',
    display: true,
    url: ({ url, code }) => `${url}/${code}/timer?theme=light`,
    looks: [HALL],
  },
  {
    name: 'backstage',
    display: true,
    url: ({ url, code }) => `${url}/${code}/backstage`,
    looks: [PHONE, HALL],
  },
  {
    name: 'timeline',
    display: true,
    url: ({ url, code }) => `${url}/${code}/timeline`,
    looks: [PHONE, HALL],
  },
  {
    name: 'cue sheet',
    url: (event) => linkOf(event, 'caller').replace('/show#', '/show/sheet#'),
    looks: [PHONE, LAPTOP],
  },
  {
    name: 'overlay',
    display: true,
    url: ({ url, code }) => `${url}/${code}/overlay`,
    looks: [HALL],
  },
  {
    name: 'overlay of the speaker',
    display: true,
    url: ({ url, code }) => `${url}/${code}/overlay?show=speaker&theme=light`,
    looks: [HALL],
  },
  {
    name: 'overlay of the timer',
    display: true,
    url: ({ url, code }) => `${url}/${code}/overlay?show=timer`,
    looks: [HALL],
  },
];

/** An event with something in every list, and a cue on air. */
async function busyEvent(t: Context): Promise<LiveEvent> {
  const event = await createEvent(await startServer(t));
  const organiser = await enter(t, event, 'desk', 'organiser');
  const ana = await enter(t, event, 'phone');
  const words = ['Who pays?', 'من يدفع؟', '谁来付钱？', 'Кто платит?', 'Qui paie ?'];
  const [live, approved, answered, dismissed] = await Promise.all(
    words.map((text, index) => ana.ask(text, index === 0 ? 'Ana' : undefined)),
  );
  if (!live || !approved || !answered || !dismissed) throw new Error('too few questions');
  for (const question of [live, approved, answered]) {
    await organiser.act({ type: 'moderation.approve', question, revision: 1 });
  }
  await organiser.act({ type: 'moderation.stage', question: live });
  await organiser.act({ type: 'moderation.message', text: 'Please wrap up' });
  await organiser.act({ type: 'moderation.answered', question: answered });
  await organiser.act({ type: 'moderation.pin', question: approved });
  const label = idOf<LabelId>('label');
  await organiser.act({ type: 'settings.label', label, name: 'Funding', colour: 'green' });
  await organiser.act({ type: 'moderation.label', question: approved, label, on: true });
  await organiser.act({ type: 'moderation.note', question: approved, text: 'Ask her first' });
  await organiser.act({ type: 'moderation.answer', question: answered, text: 'The fund does.' });
  await organiser.act({ type: 'moderation.dismiss', question: dismissed, reason: 'off_topic' });
  await organiser.act({ type: 'programme.start' });
  return event;
}

/** Every look of a page, in one language: what axe finds, and what is wider than the window. */
async function faults(
  browser: Browser,
  event: LiveEvent,
  { name, url, looks, display }: PageToLookAt,
  language: Language,
): Promise<string[]> {
  const found: string[] = [];
  const { page, context } = await visit(browser, url(event), { language });
  for (const { width, height } of looks) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of display ? (['dark'] as const) : (['light', 'dark'] as const)) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(
        (scheme) => window.matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
        colorScheme,
      );
      const place = `${name}, ${width} px, ${colorScheme}`;
      for (const violation of await violations(page)) found.push(`${place}: ${violation}`);
    }
    const { wide, dir } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - window.innerWidth,
      dir: document.documentElement.dir,
    }));
    if (wide > 0) found.push(`${name}, ${width} px: ${wide} px wider than the window`);
    if (dir !== (language === 'ar' ? 'rtl' : 'ltr')) found.push(`${name} runs ${dir}`);
  }
  await context.close();
  return found;
}

for (const language of ['en', 'ar'] as const) {
  test(`ACC-1 no page has a fault that axe finds, or is wider than its window, in ${language}`, async (t) => {
    const event = await busyEvent(t);
    const browser = await launchFor(t);
    const found: string[] = [];
    for (const page of PAGES) found.push(...(await faults(browser, event, page, language)));
    assert.equal(found, []);
  });
}

test('ACC-2 the sheet to ask in, and what it says is wrong, have no fault that axe finds', async (t) => {
  const event = await busyEvent(t);
  const browser = await launchFor(t);
  const { page } = await visit(browser, `${event.url}/${event.code}`);
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('Write your question first.').waitFor();
  assert.equal(await violations(page), []);
});

for (const language of ['en', 'ar'] as const) {
  test(`ACC-2 the dialogs of the desk and the show have no fault that axe finds, in ${language}`, async (t) => {
    const event = await busyEvent(t);
    const browser = await launchFor(t);
    // Displays, for the dialog that lists them.
    for (const surface of ['screen', 'overlay']) {
      await visit(browser, `${event.url}/${event.code}/${surface}`);
    }
    const desk = await visit(browser, linkOf(event, 'moderator'), { ...LAPTOP, language });
    const show = await visit(browser, linkOf(event, 'caller'), { ...LAPTOP, language });
    for (const [{ page }, keys] of [
      [desk, ['?']],
      [desk, ['j', 'x']],
      [desk, ['v']],
      [desk, ['m']],
      [desk, ['Control+k']],
      [desk, ['u']],
      [desk, ['Shift+U']],
      [desk, ['o']],
      [desk, ['x', '9']],
      [desk, ['Shift+N']],
      [desk, ['Shift+L']],
      [desk, ['Shift+S']],
      [desk, ['Shift+Q']],
      [desk, [language === 'ar' ? 'ArrowLeft' : 'ArrowRight', 'Shift+W']],
      [desk, ['Shift+D']],
      [show, ['?']],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      assert.equal(await violations(page), [], keys.join(' '));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });
}

run();
