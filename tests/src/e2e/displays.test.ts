import type { CueId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import jsQR from 'jsqr';
import type { Browser, Locator } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { readableOn } from '../../../web/src/lib/display/contrast.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { idOf, MINUTE, START_AT } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('displays');
const HALL = { width: 1920, height: 1080 };

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"></svg>';

/** One who speaks alone, and then a dialogue. */
const SPEAKING: Programme = {
  startAt: START_AT,
  cues: [
    {
      id: idOf('statement'),
      title: 'Statement',
      kind: 'statement',
      speakers: [{ name: 'Amina Diallo', title: 'Minister of Justice', delegation: 'Senegal' }],
      durationMs: 5 * MINUTE,
    },
    {
      id: idOf('dialogue'),
      title: 'Dialogue',
      kind: 'dialogue',
      speakers: [],
      durationMs: 10 * MINUTE,
    },
  ],
};

async function start(t: Context, programme?: Programme) {
  const server = await startServer(t, { logos: ['https://logo.example'] });
  const event = await createEvent(server, programme ? { programme } : {});
  const desk = await enter(t, event, 'desk', 'organiser');
  const phone = await enter(t, event, 'phone');
  const browser = await launchFor(t);
  const open = (surface: string) => visit(browser, `${event.url}/${event.code}/${surface}`, HALL);
  const approve = async (text: string) => {
    const question = await phone.ask(text);
    await desk.act({ type: 'moderation.approve', question, revision: 1 });
    return question;
  };
  return { event, desk, phone, browser, open, approve };
}

/** What a phone's camera would read from this part of a page. */
async function scanned(browser: Browser, part: Locator): Promise<string | undefined> {
  const picture = (await part.screenshot()).toString('base64');
  const page = await browser.newPage();
  const { data, width, height } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    return { data: [...pixels.data], width: image.width, height: image.height };
  }, picture);
  await page.close();
  const read = (jsQR as unknown as typeof jsQR.default)(
    Uint8ClampedArray.from(data),
    width,
    height,
  );
  return read?.data;
}

test('DISP-1 whoever has the code opens the screen, and reads and scans there where to join', async (t) => {
  const { event, browser, open } = await start(t);
  const { page, complaints } = await open('screen');
  await page.getByRole('heading', { name: 'The test event' }).waitFor();
  const join = `${event.url}/${event.code}`;
  assert.is(await scanned(browser, page.getByRole('img')), join);
  await page.getByText(new URL(event.url).host).waitFor();
  await page.getByText(event.code, { exact: true }).waitFor();
  const overflows = () => document.documentElement.scrollHeight > window.innerHeight;
  assert.not(await page.evaluate(overflows));
  assert.equal(complaints, []);
});

test('DISP-2 the screen shows the question on stage, and between two those with the most votes', async (t) => {
  const { desk, phone, open, approve } = await start(t);
  const pending = 'Nobody has approved this';
  await phone.ask(pending);
  const [first, second] = [await approve('Who pays?'), await approve('When does it begin?')];
  await phone.act({ type: 'question.upvote', question: second });
  const { page, complaints } = await open('screen');
  const rows = page.getByRole('listitem');
  await rows.first().waitFor();
  const texts = (await rows.allTextContents()).map((text) => text.replaceAll(/\s+/g, ' '));
  assert.match(texts[0] ?? '', 'When does it begin?');
  assert.match(texts[1] ?? '', 'Who pays?');
  await desk.act({ type: 'moderation.stage', question: first });
  await page.getByRole('heading', { name: 'Being answered now' }).waitFor();
  await page.getByText('Who pays?').waitFor();
  assert.is(await rows.count(), 0);
  assert.is(await page.getByText(pending).count(), 0);
  assert.equal(complaints, []);
});

test('DISP-8 while nobody asks the hall sees who is speaking, as what and for whom', async (t) => {
  const { desk, open, approve } = await start(t, SPEAKING);
  const live = await approve('Who pays?');
  await approve('When does it begin?');
  await desk.act({ type: 'programme.start' });
  const { page, complaints } = await open('screen');
  await page.getByText('Amina Diallo').waitFor();
  await page.getByText('Minister of Justice, Senegal').waitFor();
  assert.is(await page.getByText('Who pays?').count(), 0);
  await desk.act({ type: 'moderation.stage', question: live });
  await page.getByText('Who pays?').waitFor();
  await desk.act({ type: 'moderation.answered', question: live });
  await page.getByText('Amina Diallo').waitFor();
  await desk.act({ type: 'programme.next', from: idOf<CueId>('statement') });
  await page.getByRole('heading', { name: 'Top questions' }).waitFor();
  assert.equal(complaints, []);
});

test('DISP-9 the overlay shows what its address says, and by itself the question or who is speaking', async (t) => {
  const { desk, open, approve } = await start(t, SPEAKING);
  const question = await approve('Who pays?');
  await desk.act({ type: 'programme.start' });
  const [auto, only, speaker, timer] = [
    await open('overlay'),
    await open('overlay?show=question'),
    await open('overlay?show=speaker'),
    await open('overlay?show=timer'),
  ];
  for (const { page } of [auto, speaker]) {
    const band = page.getByRole('region', { name: 'Speaking now' });
    await band.getByText('Amina Diallo').waitFor();
    await band.getByText('Minister of Justice, Senegal').waitFor();
    const box = await band.boundingBox();
    assert.is(box && Math.round(box.y + box.height), HALL.height * 0.9);
  }
  assert.is((await only.page.locator('main').innerText()).trim(), '');
  await timer.page
    .getByRole('timer', { name: 'Timer' })
    .getByText(/^[0-9]:[0-9]{2}$/)
    .waitFor();
  await desk.act({ type: 'moderation.stage', question });
  for (const { page } of [auto, only]) await page.getByText('Who pays?').waitFor();
  assert.is(await speaker.page.getByText('Who pays?').count(), 0);
  for (const { complaints } of [auto, only, speaker, timer]) assert.equal(complaints, []);
});

test('DISP-5 a display has the theme, the colour and the margin of its address', async (t) => {
  const { open } = await start(t);
  const { page, complaints } = await open('screen?theme=light&accent=ffcc00&margin=12&lang=xx');
  const stage = page.locator('.screen');
  const look = await stage.evaluate((node) => ({
    ground: getComputedStyle(node).backgroundColor,
    accent: getComputedStyle(node).getPropertyValue('--accent'),
    inset: getComputedStyle(node.firstElementChild as Element).paddingTop,
  }));
  assert.is(look.ground, 'rgb(255, 255, 255)');
  assert.is(look.accent, readableOn('#ffffff', '#ffcc00'));
  assert.is(Number.parseFloat(look.inset), HALL.height * 0.12);
  assert.equal(complaints, []);
});

test('DISP-7 a logo of a named origin is shown, and one of another leaves no trace', async (t) => {
  const { event, open } = await start(t);
  const { page, context, complaints } = await open('screen');
  await context.route('https://logo.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: LOGO }),
  );
  const base = `${event.url}/${event.code}`;
  await page.goto(`${base}/screen?logo=${encodeURIComponent('https://logo.example/a.svg')}`);
  const loaded = () => (document.querySelector('aside img') as HTMLImageElement).naturalWidth > 0;
  await page.waitForFunction(loaded);
  assert.equal(complaints, []);
  let asked = 0;
  await context.route('https://elsewhere.example/**', (route) => {
    asked += 1;
    return route.fulfill({ contentType: 'image/svg+xml', body: LOGO });
  });
  await page.goto(`${base}/screen?logo=${encodeURIComponent('https://elsewhere.example/a.svg')}`);
  await page.waitForLoadState('networkidle');
  assert.is(asked, 0);
  const box = await page.locator('aside img').boundingBox();
  assert.ok(!box || box.width * box.height === 0, 'no torn picture');
});

test('DISP-10 the language of a display is its own', async (t) => {
  const { event, open } = await start(t);
  const { page, complaints } = await open('screen?lang=ar');
  const language = () => page.locator('html').getAttribute('lang');
  assert.is(await language(), 'ar');
  await page.getByText('اسأل وصوّت').waitFor();
  await page.goto(`${event.url}/${event.code}/overlay`);
  assert.is(await language(), 'en');
  await page.goto(`${event.url}/${event.code}?lang=ar`);
  assert.is(await language(), 'en');
  assert.equal(complaints, []);
});

test('DISP-11 the podium has everything in sight, and speakers with title and delegation', async (t) => {
  const { event, desk, browser } = await start(t, SPEAKING);
  await desk.act({ type: 'programme.start' });
  const { page, complaints } = await visit(browser, linkOf(event, 'chair'), HALL);
  for (const [width, height] of [
    [1920, 1080],
    [1024, 768],
    [768, 1024],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const words of ['Amina Diallo', 'Minister of Justice, Senegal']) {
      const box = await page.getByText(words).boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${words} at ${width}`);
      assert.ok(box.y >= 0 && box.y + box.height <= height, `${words} at ${width}`);
    }
    const overflows = () =>
      document.documentElement.scrollHeight > window.innerHeight ||
      document.documentElement.scrollWidth > window.innerWidth;
    assert.not(await page.evaluate(overflows), `${width}`);
  }
  assert.equal(complaints, []);
});

test('DISP-12 the podium is turned around where its address asks for it', async (t) => {
  const { event, browser } = await start(t);
  const { page, complaints } = await visit(browser, linkOf(event, 'chair'), HALL);
  const turned = () => page.locator('.podium').evaluate((node) => getComputedStyle(node).transform);
  assert.is(await turned(), 'none');
  await page.goto(`${event.url}/${event.code}/podium?mirror`);
  assert.is(await turned(), 'matrix(-1, 0, 0, 1, 0, 0)');
  assert.equal(complaints, []);
});

test('DISP-3 the overlay is nothing but the question on stage, in its own direction', async (t) => {
  const { desk, open, approve } = await start(t);
  const question = await approve('من يدفع تكاليف الملاجئ؟');
  const { page, complaints } = await open('overlay');
  const ground = () => getComputedStyle(document.body).backgroundColor;
  assert.is(await page.evaluate(ground), 'rgba(0, 0, 0, 0)');
  assert.is((await page.locator('main').innerText()).trim(), '');
  await desk.act({ type: 'moderation.stage', question });
  const band = page.getByRole('region', { name: 'Being answered now' });
  await band.getByText('من يدفع').waitFor();
  assert.is(await band.getAttribute('dir'), 'rtl');
  await desk.act({ type: 'moderation.answered', question });
  await band.waitFor({ state: 'detached' });
  assert.equal(complaints, []);
});

test('DISP-4 one key blanks the screen and the overlay with the podium, and brings them back', async (t) => {
  const { desk, open, approve } = await start(t);
  const question = await approve('Who pays?');
  await desk.act({ type: 'moderation.stage', question });
  const [screen, overlay] = [await open('screen'), await open('overlay')];
  for (const { page } of [screen, overlay]) await page.getByText('Who pays?').waitFor();
  await desk.act({ type: 'stage.blank', on: true });
  for (const { page } of [screen, overlay]) {
    await page.getByText('Who pays?').waitFor({ state: 'detached' });
  }
  assert.is(await screen.page.getByRole('img').count(), 0);
  await desk.act({ type: 'stage.blank', on: false });
  for (const { page } of [screen, overlay]) await page.getByText('Who pays?').waitFor();
  assert.equal([...screen.complaints, ...overlay.complaints], []);
});

run();
