import * as assert from 'uvu/assert';
import type { Page } from 'playwright-core';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import type { Cue } from '@rostrum/shared/domain/cue';
import { createEvent, wantedEvent, type LiveEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { idOf, MINUTE } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { pdfPages } from '../lib/pdf.ts';
import { startChild, startServer, type Server } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('views');
const HALL = { width: 1920, height: 1080 };
const PHONE = { width: 360, height: 780 };
/** Seconds in which nothing may come but what keeps a connection alive. */
const QUIET_S = 5;

const camera = idOf<ColumnId>('camera');
const closing: Cue = {
  id: idOf<CueId>('closing'),
  title: 'Closing remarks',
  kind: 'closing',
  speakers: [{ name: 'The Executive Director', delegation: 'UNODC' }],
  durationMs: 5 * MINUTE,
};

/** An event that began to be due a while ago, with all a cue can have. */
function eventOn(server: Pick<Server, 'url'>, more: readonly Cue[] = []): Promise<LiveEvent> {
  const [opening, panel] = wantedEvent.programme.cues as [Cue, Cue];
  const cues: Cue[] = [
    {
      ...opening,
      number: 'A1',
      group: 'Morning',
      warningMs: 5 * MINUTE,
      dangerMs: MINUTE,
      custom: { [camera]: 'Wide' },
    },
    { ...panel, number: 'A2', group: 'Morning', publicNote: 'With interpretation' },
    { ...closing, id: idOf('film'), title: 'A film', kind: 'video', speakers: [], skip: true },
    closing,
    ...more,
  ];
  const startAt = Math.floor(Date.now() / MINUTE) * MINUTE - 15 * MINUTE;
  return createEvent(server, {
    programme: { startAt, cues, columns: [{ id: camera, name: 'Camera' }] },
  });
}

async function start(t: Context) {
  const event = await eventOn(await startServer(t));
  const show = await enter(t, event, 'show', 'caller');
  const browser = await launchFor(t);
  const open = (surface: string, size = HALL) =>
    visit(browser, `${event.url}/${event.code}/${surface}`, size);
  return { event, show, browser, open };
}

/** What is larger than the window. */
function overflow(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [Math.max(0, scrollWidth - innerWidth), Math.max(0, scrollHeight - innerHeight)];
  });
}

test('DISP-20 whoever has the code opens the timer, backstage and timeline, without a scroll bar', async (t) => {
  const { show, open } = await start(t);
  await show.act({ type: 'programme.start' });
  for (const surface of ['timer', 'backstage', 'timeline']) {
    for (const size of [PHONE, HALL]) {
      const { page, context, complaints } = await open(surface, size);
      await page.getByText('Opening').first().waitFor();
      assert.equal(await overflow(page), [0, 0], `${surface} at ${size.width}`);
      assert.is(await page.getByText('Lights down first').count(), 0);
      await page.locator('.display[data-still]').waitFor();
      assert.equal(complaints, []);
      await context.close();
    }
  }
});

test('DISP-21 the timer tells in a word and a shape how urgent it is, and counts up past its time', async (t) => {
  const { event, show, open } = await start(t);
  const { page, complaints } = await open('timer');
  await page.getByText('The programme has not started').waitFor();
  await show.act({ type: 'programme.start' });
  const opening = idOf<CueId>('opening');
  const timer = page.getByRole('timer');
  await page.getByRole('heading', { name: 'Opening' }).waitFor();
  assert.match((await timer.textContent()) ?? '', /^\s*(10:00|9:5\d)\s*$/);
  assert.is(await page.getByRole('progressbar').locator('.mark').count(), 2);
  const add = (addMs: number) => show.act({ type: 'programme.adjust', from: opening, addMs });
  for (const [minutes, word] of [
    [-6, 'little time left'],
    [-3.5, 'almost over'],
    [-0.5, 'over time'],
  ] as const) {
    await add(minutes * MINUTE);
    const mark = page.getByRole('status').getByText(word);
    await mark.waitFor();
    assert.is(await mark.locator('svg').count(), 1);
  }
  await page.getByText(/^\s*\+\d+:\d\d\s*$/).waitFor();
  await show.act({ type: 'programme.pause' });
  await page.getByRole('status').getByText('Paused').waitFor();
  await show.act({ type: 'programme.stop', from: opening });
  await page.getByText('Between two cues').waitFor();
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'stage.blank', on: true });
  await timer.waitFor({ state: 'detached' });
  assert.equal(complaints, []);
});

test('DISP-22 with its server gone the timer runs on and tells how old it is, and is soon current again', async (t) => {
  const folder = await tempFolder(t);
  const first = await startChild(t, folder);
  const event = await eventOn(first);
  const show = await enter(t, event, 'show', 'caller');
  await show.act({ type: 'programme.start' });
  const browser = await launchFor(t);
  const { page } = await visit(browser, `${event.url}/${event.code}/timer`, HALL);
  const digits = () => page.getByRole('timer').textContent();
  await page.getByRole('heading', { name: 'Opening' }).waitFor();
  first.kill('SIGKILL');
  await first.exited;
  // By its own reckoning: what it tells first is at most 5 s old.
  await page.getByText(/Last heard 0:0[0-5] ago/).waitFor();
  const before = await digits();
  await until(async () => (await digits()) !== before, { what: 'the next second' });
  await startChild(t, folder, { PORT: new URL(first.url).port });
  await page.getByText('Last heard').waitFor({ state: 'detached' });
  assert.match((await digits()) ?? '', /9:/);
});

test('DISP-23 backstage names who is on and who stands by, and when each is expected', async (t) => {
  const { show, open } = await start(t);
  const { page, complaints } = await open('backstage');
  await page.getByText('The programme has not started').waitFor();
  await show.act({ type: 'programme.start' });
  await page.getByRole('region', { name: 'On now' }).getByText('The President').waitFor();
  const rows = page.getByRole('region', { name: 'Standing by' }).locator('ol > li');
  const texts = (await rows.allTextContents()).map((text) => text.replaceAll(/\s+/g, ' '));
  assert.is(texts.length, 2, 'what is skipped is not called');
  assert.match(texts[0] ?? '', /in 10 min planned \d\d:\d\d Panel A2 · Panel A minister An expert/);
  assert.match(texts[1] ?? '', /Closing remarks.*The Executive Director UNODC/);
  await page.getByText('over', { exact: false }).first().waitFor();
  assert.equal(complaints, []);
});

test('DISP-24 the timeline puts what was planned and what is expected on one axis, with a line at now', async (t) => {
  const { show, open } = await start(t);
  await show.act({ type: 'programme.start' });
  const { page, complaints } = await open('timeline');
  const row = page.locator('li[aria-current="step"]');
  await row.getByText('Opening').waitFor();
  const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? NaN;
  const planned = await top('li[aria-current] .planned');
  const expected = await top('li[aria-current] .expected');
  const now = await top('.now');
  assert.ok(planned < expected - 50, 'it began a quarter of an hour late');
  assert.ok(Math.abs(now - expected) < 30, 'it began just now');
  assert.equal(complaints, []);
});

test('DISP-25 the cue sheet has the notes and columns of the crew, behind the link of the show', async (t) => {
  const { event, browser, open } = await start(t);
  const stranger = await open('show/sheet');
  await stranger.page.getByText('This page needs its link').waitFor();
  const { page, complaints } = await visit(browser, linkOf(event, 'caller'), HALL);
  await page.getByRole('link', { name: 'Print' }).click();
  await page.getByText('As it stands').waitFor();
  await page.getByText('Lights down first').waitFor();
  await page.getByRole('columnheader', { name: 'Camera' }).waitFor();
  await page.getByRole('row', { name: /A1 Opening.*Wide/ }).waitFor();
  assert.equal(complaints, []);
});

test('DISP-26 on paper the cue sheet repeats its header, keeps each row whole and numbers its pages', async (t) => {
  const many = Array.from({ length: 40 }, (_, index): Cue => ({
    ...closing,
    id: `statement${index}`.padEnd(16, 'x') as CueId,
    title: `Statement number ${index + 1}`,
    notes: 'The microphone is on the right. '.repeat(1 + (index % 4)).trim(),
  }));
  const event = await eventOn(await startServer(t), many);
  const { page } = await visit(await launchFor(t), linkOf(event, 'caller'), HALL);
  await page.getByRole('link', { name: 'Print' }).click();
  // The show has its cues too.
  await page.getByText('As it stands').waitFor();
  const file = await page.pdf({ preferCSSPageSize: true });
  const pages = pdfPages(file).map((text) => text.replaceAll(/\s+/g, ' '));
  assert.ok(pages.length >= 3 && pages.length <= 6, `${pages.length} pages`);
  for (const [index, text] of pages.entries()) {
    assert.match(text, /Planned.*Length.*Notes.*Camera/, `the header of page ${index + 1}`);
    assert.match(text, `${index + 1} / ${pages.length}`);
    assert.not.match(text, 'Back to the show');
  }
  const all = pages.join(' ');
  for (const { title } of many) assert.is(all.split(`${title} `).length, 2, title);
  assert.match(all, 'Lights down first');
  // The last line of a row is on the page of its title.
  const last = pages.findIndex((text) => text.includes('Statement number 40 '));
  assert.is(last, pages.length - 1);
  const sizes = file.toString('latin1').match(/\/MediaBox \[0 0 [\d.]+ [\d.]+\]/g);
  assert.match(sizes?.[0] ?? '', / 84[12][\d.]* 59[456]/);
});

test('DISP-27 nothing is sent to a display while nothing changes, though its timer runs', async (t) => {
  const { event, show, browser } = await start(t);
  await show.act({ type: 'programme.start' });
  const { page } = await visit(browser, `${event.url}/${event.code}`, HALL);
  const frames: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
  );
  await page.goto(`${event.url}/${event.code}/timer`, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { name: 'Opening' }).waitFor();
  await until(() => frames.some((frame) => frame.includes('welcome') || frame.startsWith('43')), {
    what: 'the connection',
  });
  const secondsLeft = async () => {
    const [minutes = 0, seconds = 0] = ((await page.getByRole('timer').textContent()) ?? '')
      .split(':')
      .map(Number);
    return 60 * minutes + seconds;
  };
  const passed = (seconds: number, from: number) =>
    until(async () => (await secondsLeft()) <= from - seconds, {
      what: `${seconds} seconds on the timer`,
    });
  // By then it has read the server's clock.
  await passed(2, await secondsLeft());
  frames.length = 0;
  await passed(QUIET_S, await secondsLeft());
  /** Engine.IO's ping. */
  assert.equal(
    frames.filter((frame) => frame !== '2'),
    [],
  );
});

run();
