import type { Browser, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import type { LiveEvent } from './browser.ts';
import { linkOf, visit, type Look, type Person } from './chromium.ts';

const DESKTOP = { width: 1440, height: 900 };
const HALL = { width: 1280, height: 720 };
const WORDS = 'Who pays for the shelters?';

/** Everyone with their part of an event in this browser: a question goes from a phone to every display. */
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
  await phone.getByRole('button', { name: 'Ask a question' }).click();
  await phone.getByLabel('Your question').fill(WORDS);
  await phone.getByRole('dialog').getByText('Remote').click();
  await phone.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();

  const desk = await open(linkOf(event, 'moderator'), DESKTOP);
  await desk.getByText(WORDS).first().waitFor();
  await desk.keyboard.press('j');
  await desk.keyboard.press('a');
  await phone.getByText('Approved, everyone sees it').waitFor();
  const other = await open(at(''));
  await other
    .getByRole('button', { name: /^Upvote/ })
    .first()
    .click();
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('s');

  for (const display of ['/screen', '/overlay']) {
    const page = await open(at(display), HALL);
    await page.getByText(WORDS).first().waitFor();
  }
  const podium = await open(linkOf(event, 'chair'), HALL);
  await podium.getByText(WORDS).first().waitFor();
  const show = await open(linkOf(event, 'caller'), DESKTOP);
  await show.keyboard.press('Space');
  for (const [display, words] of [
    ['/timer', 'Opening'],
    ['/backstage', 'Opening'],
    // Its plan is long ago: the axis is too long for a cue's words.
    ['/timeline', 'Planned'],
  ] as const) {
    const page = await open(at(display), HALL);
    await page.getByText(words).first().waitFor();
  }
  await open(`${event.url}/new`);
  await open(event.url);
  for (const { page, complaints } of people) {
    assert.equal(complaints, [], page.url());
    assert.is(await page.locator('#not-started').isVisible(), false, page.url());
  }
  for (const { context } of people) await context.close();
}
