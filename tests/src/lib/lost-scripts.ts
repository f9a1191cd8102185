import type { Browser, Page } from 'playwright-core';
import * as assert from 'uvu/assert';

/** The files of scripts that a page asks for. */
async function scriptsOf(page: Page, url: string): Promise<string[]> {
  const found = new Set<string>();
  const note = (request: { url(): string }) => {
    if (/\/_app\/.*\.js$/.test(request.url())) found.add(request.url());
  };
  page.on('request', note);
  await page.goto(url, { waitUntil: 'networkidle' });
  page.off('request', note);
  return [...found];
}

/** Loads a page without each of its scripts in turn: its words stand, and with all of them it comes back by itself. */
export async function loseEachScript(browser: Browser, url: string, words: string): Promise<void> {
  const page = await browser.newPage();
  const notice = page.locator('#not-started');
  const scripts = await scriptsOf(page, url);
  assert.ok(scripts.length > 2, scripts.join(' '));
  for (const script of scripts) {
    await page.route(script, (route) => route.abort());
    await page.goto(url, { waitUntil: 'commit' });
    // An overlay says nothing.
    await notice.and(page.locator(':not([hidden])')).waitFor({ state: 'attached' });
    await page.getByText(words).first().waitFor();
    assert.is(await page.getByText('Something went wrong').count(), 0, script);
    await page.unroute(script);
  }
  await notice.and(page.locator('[hidden]')).waitFor({ state: 'attached' });
  await page.close();
}
