import type { Browser, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('clocks');
const HALL = { width: 1280, height: 720 };
const HOUR = 3_600_000;
/** Milliseconds by which two displays in one room may differ. */
const ALIKE_MS = 50;
/** Turns of a second that are compared. */
const TURNS = 12;

/** A display on a machine whose clock is wrong. It notes when its digits turn, on a clock that is not. */
async function openWrong(browser: Browser, url: string, wrongMs: number): Promise<Page> {
  const { page } = await visit(browser, url, HALL);
  await page.addInitScript((byMs) => {
    const rightNow = Date.now;
    const turns: Turn[] = [];
    class WrongDate extends Date {
      constructor(...args: unknown[]) {
        if (args.length === 0) super(WrongDate.now());
        else super(...(args as [number]));
      }

      static override now(): number {
        return rightNow() + byMs;
      }
    }
    Object.assign(globalThis, { Date: WrongDate, turns });
    new MutationObserver(() => {
      const digits = document.querySelector('[role=timer]')?.textContent?.trim() ?? '';
      if (digits !== turns.at(-1)?.digits) turns.push({ digits, at: rightNow() });
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, wrongMs);
  await page.goto(url, { waitUntil: 'networkidle' });
  return page;
}

interface Turn {
  digits: string;
  at: number;
}

const turnsOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { turns: Turn[] }).turns);

/** By digits, by how much two displays differ in when they came to them. */
async function differences([one, other]: [Page, Page], after: string): Promise<number[]> {
  const late = new Map((await turnsOf(other)).map(({ digits, at }) => [digits, at]));
  const turns = await turnsOf(one);
  const from = turns.findIndex(({ digits }) => digits === after);
  return turns.slice(from + 1).flatMap(({ digits, at }) => {
    const then = late.get(digits);
    return then === undefined ? [] : [at - then];
  });
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

test('TIME-13 two displays whose machines are an hour ahead and an hour behind turn within 50 ms of each other, also without a connection', async (t) => {
  const server = await startServer(t);
  const event = await createEvent(server);
  const show = await enter(t, event, 'show', 'caller');
  await show.act({ type: 'programme.start' });
  const browser = await launchFor(t);
  const url = `${event.url}/${event.code}/timer`;
  const pages: [Page, Page] = [
    await openWrong(browser, url, HOUR),
    await openWrong(browser, url, -HOUR),
  ];
  const digits = (page: Page) => page.getByRole('timer').textContent();
  for (const page of pages) {
    await until(async () => /^(10:00|9:\d\d)$/.test((await digits(page)) ?? ''), {
      what: 'the time left',
    });
  }
  const seen = async (after: string, count: number) =>
    until(async () => (await differences(pages, after)).length >= count, {
      what: `${count} turns after ${after}`,
    });
  const first = (await digits(pages[1])) ?? '';
  await seen(first, TURNS);
  // A machine under load may draw one second late; what its clock is off, it is off at every turn.
  const off = Math.abs(median(await differences(pages, first)));
  assert.ok(off < ALIKE_MS, `${off} ms`);

  await server.app.stop();
  for (const page of pages) await page.getByText(/Last heard 0:0\d/).waitFor();
  const then = (await digits(pages[1])) ?? '';
  await seen(then, TURNS / 2);
  const away = Math.abs(median(await differences(pages, then)));
  assert.ok(away < ALIKE_MS, `${away} ms without a connection`);
  console.log(`note: two displays with clocks two hours apart: ${off} ms, ${away} ms alone`);
});

run();
