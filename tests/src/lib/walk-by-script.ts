import * as assert from 'uvu/assert';
import type { Browser, Page } from 'playwright-core';
import { linkOf, visit, type Person } from './chromium.ts';
import type { LiveEvent } from './browser.ts';

const DESKTOP = { width: 1440, height: 900 };
const HALL = { width: 1280, height: 720 };
const WORDS = 'Who pays for the shelters?';

/** Playwright's own looks at a page need Chromium 105: here the page is asked by a script of its own. */
function shows(page: Page, text: string): Promise<unknown> {
  return page.waitForFunction((wanted) => document.body.innerText.includes(wanted), text);
}

async function press(page: Page, selector: string, text = ''): Promise<void> {
  const wanted = [selector, text] as const;
  const find = ([css, words]: readonly [string, string]) => {
    const all = [...document.querySelectorAll<HTMLElement>(css)];
    const found = all.find((each) => each.innerText.includes(words));
    found?.click();
    return found !== undefined;
  };
  await page.waitForFunction(find, wanted);
}

/** A question on its way from a phone over the desk to every display, in a browser that Playwright cannot look into. */
export async function walkByScript(browser: Browser, event: LiveEvent): Promise<void> {
  const people: Person[] = [];
  const open = async (url: string, look = {}): Promise<Page> => {
    const person = await visit(browser, url, look);
    people.push(person);
    return person.page;
  };
  const at = (path: string) => `${event.url}/${event.code}${path}`;

  const phone = await open(at(''));
  await shows(phone, 'Live');
  await press(phone, 'button.ask');
  await phone.waitForFunction(() => document.activeElement?.matches('textarea'));
  await phone.keyboard.type(WORDS);
  await press(phone, 'dialog label', 'Remote');
  await press(phone, 'dialog button[type=submit]');
  await shows(phone, 'Waiting for a moderator');

  const desk = await open(linkOf(event, 'moderator'), DESKTOP);
  await shows(desk, WORDS);
  await shows(desk, 'Live');
  await desk.keyboard.press('j');
  await desk.keyboard.press('a');
  await shows(phone, 'Approved, everyone sees it');
  const other = await open(at(''));
  await shows(other, 'Live');
  await press(other, 'button.vote');
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('s');
  for (const [url, words] of [
    [at('/screen'), WORDS],
    [at('/overlay'), WORDS],
    [linkOf(event, 'chair'), WORDS],
    [at('/timer'), 'The programme has not started'],
    [at('/backstage'), 'The programme has not started'],
    [at('/timeline'), 'Planned'],
    [linkOf(event, 'caller'), 'Opening'],
  ] as const) {
    await shows(await open(url, HALL), words);
  }
  for (const { page, complaints } of people) {
    assert.equal(complaints, [], page.url());
    assert.is(await page.evaluate(() => document.getElementById('not-started')?.hidden), true);
  }
  for (const { context } of people) await context.close();
}
