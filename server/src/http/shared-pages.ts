import { parseCookie } from 'cookie';
import type { Request, RequestHandler } from 'express';
import { codeSchema } from '@rostrum/shared/domain/ids';
import type { View } from '@rostrum/shared/domain/view';
import { LANGUAGE_COOKIE, PAGE_LANGUAGES } from '@rostrum/shared/protocol/page';
import { gateFor, originOf, type GateOptions, type Pages } from './pages.ts';
import { renderPage, type RenderedPage } from './rendered-page.ts';
import { triesOf } from './tries.ts';

/** Milliseconds for which a page is reused while nothing changes: its counters are as old. */
const REUSED_MS = 1_000;
/** Pages kept of one view, so that made-up addresses do not fill the memory. */
const KEPT = 32;

/** An event's phone, and the displays that show no more than a phone does. */
const FOR_EVERYONE = /^\/([^/]+)(?:\/(?:screen|overlay|timer|backstage|timeline))?$/;

interface Kept {
  readonly madeAt: number;
  readonly page: Promise<RenderedPage>;
}

/**
 * Serves the pages that show everyone the same. Each is rendered once for all who ask
 * for it until the event is another, which it is from a flush on, and for a second at
 * the most; those who come while it is rendered wait for it. All others it leaves to
 * what comes after it.
 */
export function sharedPages(pages: Pages, options: GateOptions): RequestHandler {
  const cache = new PageCache();
  return async (request, response, next) => {
    const view = await viewFor(options, request);
    const origin = originOf(options, request);
    if (!view || !URL.canParse(request.url, origin)) return next();
    const address = new URL(request.url, origin);
    const language = languageOf(request);
    const page = await cache.get(view, `${language} ${address.href}`, () =>
      renderPage(pages, address, language, gateFor(options, request)),
    );
    await page.send(request, response);
  };
}

/** The view that a page for everyone shows; undefined for any other request, and where it cannot be had now. */
async function viewFor(
  { rooms, sources }: GateOptions,
  request: Request,
): Promise<View | undefined> {
  const { method, path } = request;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const code = codeSchema.safeParse(FOR_EVERYONE.exec(path)?.[1]);
  if (!code.success) return undefined;
  try {
    const { codes } = triesOf(sources, request);
    const event = await codes.find(code.data, (each) => rooms.find(each));
    if (!event || event === 'too_fast') return undefined;
    return await rooms.with(event, (room) => room.view('public').view);
  } catch {
    // The page itself says why.
    return undefined;
  }
}

/** The language somebody chose, or else the first of theirs that pages are written in. */
function languageOf(request: Request): string {
  const chosen = parseCookie(request.headers.cookie ?? '')[LANGUAGE_COOKIE];
  const known = PAGE_LANGUAGES.find((language) => language === chosen);
  return known ?? (request.acceptsLanguages(...PAGE_LANGUAGES) || PAGE_LANGUAGES[0]);
}

class PageCache {
  readonly #byView = new WeakMap<View, Map<string, Kept>>();

  get(view: View, key: string, render: () => Promise<RenderedPage>): Promise<RenderedPage> {
    const pages = this.#byView.get(view) ?? new Map<string, Kept>();
    this.#byView.set(view, pages);
    const now = performance.now();
    const known = pages.get(key);
    const kept = known && now < known.madeAt + REUSED_MS ? known : { madeAt: now, page: render() };
    // The latest asked for stands last: what nobody asks for any more goes first.
    pages.delete(key);
    pages.set(key, kept);
    const [oldest] = pages.keys();
    if (pages.size > KEPT && oldest !== undefined) pages.delete(oldest);
    if (kept !== known) forgetIfBroken(pages, key, kept);
    return kept.page;
  }
}

/** What went wrong is told to those who wait for it, and to nobody else. */
function forgetIfBroken(pages: Map<string, Kept>, key: string, kept: Kept): void {
  const forget = () => {
    if (pages.get(key) === kept) pages.delete(key);
  };
  kept.page.then(({ status }) => {
    if (status !== 200) forget();
  }, forget);
}
