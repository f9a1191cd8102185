import jsQR from 'jsqr';
import type { Browser, Locator } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('displays');
const HALL = { width: 1920, height: 1080 };
const LIMIT = { limitMs: 60_000 };

async function start(t: Context) {
  const event = await createEvent(await startServer(t));
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

test(
  'DISP-1 whoever has the code opens the screen, and reads and scans there where to join',
  async (t) => {
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
  },
  LIMIT,
);

test(
  'DISP-2 the screen shows the question on stage, and between two those with the most votes',
  async (t) => {
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
  },
  LIMIT,
);

test(
  'DISP-3 the overlay is nothing but the question on stage, in its own direction',
  async (t) => {
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
  },
  LIMIT,
);

test(
  'DISP-4 one key blanks the screen and the overlay with the podium, and brings them back',
  async (t) => {
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
  },
  LIMIT,
);

run();
