import type { Browser, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import type { LiveEvent } from './browser.ts';
import { linkOf, visit, type Look, type Person } from './chromium.ts';

const DESKTOP = { width: 1440, height: 900 };
const HALL = { width: 1280, height: 720 };
const WORDS = 'Who pays for the shelters?';

/** Waits until the page shows these words. Playwright's own way asks what Chromium 103 has not. */
async function sees(page: Page, words: string): Promise<void> {
  await page.waitForFunction((text) => document.body.innerText.includes(text), words);
}

/** Clicks the first of its kind whose name begins so, once it is there. */
async function click(page: Page, kind: string, name: string): Promise<void> {
  const found = await page.waitForFunction(
    ([selector, begin]) => {
      const element = [...document.querySelectorAll<HTMLElement>(selector)].find((each) =>
        (each.ariaLabel ?? each.innerText).trim().startsWith(begin),
      );
      element?.scrollIntoView({ block: 'center' });
      const box = element?.getBoundingClientRect();
      return box && box.width > 0 ? [box.x + box.width / 2, box.y + box.height / 2] : undefined;
    },
    [kind, name] as const,
  );
  const [x = 0, y = 0] = (await found.jsonValue()) ?? [];
  await page.mouse.click(x, y);
}

/**
 * Everyone with their part of an event in this browser: a question goes from a phone to every display.
 *
 * @param before runs in each page before any script of its own.
 */
export async function walkAllSurfaces(
  browser: Browser,
  event: LiveEvent,
  before?: () => void,
): Promise<void> {
  const people: Person[] = [];
  const open = async (url: string, look: Look = {}): Promise<Page> => {
    const person = await visit(browser, url, look, before);
    people.push(person);
    return person.page;
  };
  const at = (path: string) => `${event.url}/${event.code}${path}`;

  const phone = await open(at(''));
  await click(phone, 'button', 'Ask a question');
  await phone.waitForFunction(() => document.activeElement?.matches('dialog textarea'));
  await phone.keyboard.type(WORDS);
  await click(phone, 'dialog label', 'Remote');
  await click(phone, 'dialog [type="submit"]', 'Ask');

  const desk = await open(linkOf(event, 'moderator'), DESKTOP);
  await sees(desk, WORDS);
  await desk.keyboard.press('j');
  await desk.keyboard.press('a');
  await sees(phone, 'Approved, everyone sees it');
  const other = await open(at(''));
  await click(other, 'button', 'Upvote');
  await sees(desk, '1 vote');
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('s');

  for (const display of ['/screen', '/overlay']) await sees(await open(at(display), HALL), WORDS);
  await sees(await open(linkOf(event, 'chair'), HALL), WORDS);
  const show = await open(linkOf(event, 'caller'), DESKTOP);
  await show.keyboard.press('Space');
  await sees(phone, 'Opening');
  for (const [display, words] of [
    ['/timer', 'Opening'],
    ['/backstage', 'Opening'],
    // Its plan is long ago: the axis is too long for a cue's words.
    ['/timeline', 'Planned'],
  ] as const) {
    await sees(await open(at(display), HALL), words);
  }
  await open(`${event.url}/new`);
  await open(event.url);
  for (const { page, context, complaints } of people) {
    assert.equal(complaints, [], page.url());
    const standsStill = await page.evaluate(() => !document.querySelector('#not-started[hidden]'));
    assert.is(standsStill, false, page.url());
    await context.close();
  }
}
