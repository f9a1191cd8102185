import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { RoleLink } from '@rostrum/shared/protocol/http';
import type { LiveEvent } from './browser.ts';
import type { Context } from './harness.ts';
import { WAIT_MS } from './limits.ts';
import { findChromium } from './needs.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Language = 'en' | 'ar';

export interface Look {
  width?: number;
  height?: number;
  language?: Language;
  scheme?: 'light' | 'dark';
  /** Device pixels a CSS pixel, for pictures. */
  scale?: number;
}

/** One person's own browser: nothing of it is shared with another's. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What its console said was wrong, the content security policy's refusals among it. */
  readonly complaints: string[];
}

/** Starts the browser; close it when you are done. */
export function launch(executablePath = findChromium()): Promise<Browser> {
  if (!executablePath) throw new Error('there is no Chromium on this machine');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A browser that ends with the test. */
export async function launchFor(t: Context): Promise<Browser> {
  const browser = await launch();
  t.after(() => browser.close());
  return browser;
}

/**
 * Opens an address as somebody new, and waits until the page has drawn itself.
 *
 * @param before runs in the page before any script of its own.
 */
export async function visit(
  browser: Browser,
  url: string,
  look: Look = {},
  before?: () => void,
): Promise<Person> {
  const { width = 360, height = 780, language = 'en', scheme = 'light', scale = 1 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    colorScheme: scheme,
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    // For the certificate that a test's proxy makes itself.
    ignoreHTTPSErrors: true,
  });
  context.setDefaultTimeout(WAIT_MS);
  await context.addCookies([
    { name: 'rostrum_language', value: language, url: new URL(url).origin },
  ]);
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, context, complaints };
}

/** The address of a role's surface, its secret included. */
export function linkOf(event: LiveEvent, role: RoleLink['role']): string {
  const link = event.links.find((each) => each.role === role);
  if (!link) throw new Error(`the event has no link for ${role}`);
  return `${event.url}${link.path}`;
}
