import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { PAGE_LANGUAGES } from '@rostrum/shared/protocol/page';
import { createEvent, newBrowser } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('pages for everyone');

async function start(t: Context) {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  const get = (path = '', headers: Record<string, string> = {}) =>
    fetch(`${event.url}/${event.code}${path}`, { headers });
  return { event, desk, get };
}

/** When the page was rendered, on the log's clock. */
const madeAt = (html: string) => Number(/\bnow:(\d+)/.exec(html)?.[1] ?? NaN);

test('HTTP-11 whoever asks is given the same page, and nothing of it is anyone’s own', async (t) => {
  const { event, desk, get } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: false });
  const ana = await enter(t, event, 'phone');
  const shown = await ana.ask('Who pays?', 'Ana');
  await ana.act({ type: 'question.upvote', question: shown });
  await desk.act({ type: 'settings.premoderation', on: true });
  const waiting = await ana.ask('Only mine so far?');
  await until(() => desk.view.questions[waiting], { what: 'the flush' });
  const ben = await newBrowser(event);
  const cookies = ['', ana.browser.cookie, ben.cookie, desk.browser.cookie];
  const load = async () => {
    const pages = await Promise.all(
      cookies.map((Cookie) => get('', { Cookie, 'User-Agent': `browser of ${Cookie}` })),
    );
    return { pages, texts: await Promise.all(pages.map((page) => page.text())) };
  };
  // A machine that is busy may render a second one between two of them.
  const { pages, texts } = await until(
    async () => {
      const loaded = await load();
      return new Set(loaded.texts).size === 1 && loaded;
    },
    { what: 'the same page for each' },
  );
  const heads = pages.map(({ headers }) =>
    JSON.stringify([...headers].filter(([name]) => name !== 'date')),
  );
  assert.is(new Set(heads).size, 1);
  const [text = ''] = texts;
  assert.match(text, 'Who pays?');
  assert.not.match(text, 'Only mine so far?');
  assert.not.match(text, /\bmine:/);
});

test('HTTP-11 a page is rendered once for those who ask together, and anew when the event is another', async (t) => {
  const { event, desk, get } = await start(t);
  const load = async () => (await get()).text();
  const once = await Promise.all(Array.from({ length: 8 }, load));
  assert.is(new Set(once.map(madeAt)).size, 1);
  await desk.act({ type: 'settings.premoderation', on: false });
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('What came since?');
  await until(() => desk.view.questions[question], { what: 'the flush' });
  assert.match(await load(), 'What came since?');
});

test('HTTP-11 while nothing changes a page is as old as a second at most', async (t) => {
  const { get } = await start(t);
  const first = madeAt(await (await get()).text());
  await until(async () => madeAt(await (await get()).text()) >= first + 1_000, {
    everyMs: 100,
    what: 'a page made anew',
  });
});

test('HTTP-12 a page is in the language of whoever asks for it, and a display’s in that of its address', async (t) => {
  const { get } = await start(t);
  const language = async (path: string, headers: Record<string, string>) =>
    /<html lang="(\w+)"/.exec(await (await get(path, headers)).text())?.[1];
  for (const [path, headers, wanted] of [
    ['', {}, 'en'],
    ['', { 'Accept-Language': 'ar-EG,ar;q=0.9,en;q=0.5' }, 'ar'],
    ['', { 'Accept-Language': 'de-CH,de;q=0.9' }, 'en'],
    ['', { 'Accept-Language': 'en', Cookie: 'rostrum_language=ar' }, 'ar'],
    ['', { 'Accept-Language': 'ar', Cookie: 'rostrum_language=xx' }, 'ar'],
    ['/screen?lang=ar', { 'Accept-Language': 'en' }, 'ar'],
    ['/screen', { 'Accept-Language': 'en' }, 'en'],
  ] as const) {
    assert.is(await language(path, headers), wanted, `${path} ${JSON.stringify(headers)}`);
  }
});

test('HTTP-12 the server knows the languages that pages are written in', () => {
  const settings = new URL('../../../web/project.inlang/settings.json', import.meta.url);
  const { baseLocale, locales } = JSON.parse(readFileSync(settings, 'utf8')) as {
    baseLocale: string;
    locales: string[];
  };
  assert.equal([...PAGE_LANGUAGES], locales);
  assert.is(PAGE_LANGUAGES[0], baseLocale);
});

test('HTTP-13 what a form is answered is kept by no cache', async (t) => {
  const { event } = await start(t);
  for (const path of ['', '/screen', '/desk']) {
    const response = await fetch(`${event.url}/${event.code}${path}`, {
      method: 'POST',
      headers: { Origin: event.url, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'a=b',
    });
    assert.is(response.headers.get('cache-control'), 'no-store');
  }
});

test('HTTP-14 a page that needs a link is rendered for each who asks, by their own link', async (t) => {
  const { desk, get } = await start(t);
  for (const Cookie of [desk.browser.cookie, '', desk.browser.cookie]) {
    const text = await (await get('/desk', { Cookie })).text();
    assert.is(text.includes('The test event'), Cookie !== '');
  }
});

test('PAGE-41 the questions that a page does not carry are behind links that need no script', async (t) => {
  const { event, desk, get } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: false });
  for (let asked = 0; asked < 70; asked += 35) {
    const phone = await enter(t, event, 'phone');
    for (let at = 1; at <= 35; at += 1) await phone.ask(`Question ${asked + at}?`);
  }
  await until(() => Object.keys(desk.view.questions).length === 70, { what: 'the flush' });
  const seen: string[] = [];
  let path: string | undefined = '';
  while (path !== undefined) {
    const html: string = await (await get(path)).text();
    const rows = [...html.matchAll(/<p class="text[^>]*>(?:<!--[^>]*-->)?(Question \d+\?)/g)];
    seen.push(...rows.map(([, text = '']) => text));
    const links = [...html.matchAll(/<a href="[^"?]*(\?from=\d+)"/g)].map(([, link]) => link);
    const [, place = '1']: string[] = path.split('=');
    path = links.find((link) => Number(link?.split('=')[1]) > Number(place));
  }
  assert.equal(
    seen,
    Array.from({ length: 70 }, (_, at) => `Question ${at + 1}?`),
  );
});

run();
