/**
 * Makes the pictures of every surface: all of them in `test-results/screenshots`,
 * and in `docs/images` the one of the README.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startApp } from '@rostrum/server/app';
import { readConfig } from '@rostrum/server/config';
import { demoOf } from '@rostrum/server/demo/make-demo';
import { pino } from 'pino';
import { launch, linkOf, visit, type Look } from '../lib/chromium.ts';
import type { LiveEvent } from '../lib/browser.ts';
import { addFonts, missingChromium } from '../lib/needs.ts';
import { composite } from './composite.ts';
import { playTheDemo } from './play-the-demo.ts';

const ROOT = join(import.meta.dirname, '../../..');
const OUT = join(ROOT, 'test-results/screenshots');

interface Shot {
  name: string;
  url: (event: LiveEvent) => string;
  looks: Look[];
}

const PHONE = { width: 360, height: 780, scale: 2 };
const TABLET = { width: 768, height: 1024 };
const LAPTOP = { width: 1440, height: 900 };
const STAGE = { width: 1920, height: 1080 };

/** The look in every language and, where a page has both, every scheme. */
function every(looks: Look[], schemes: NonNullable<Look['scheme']>[] = ['light', 'dark']): Look[] {
  return looks.flatMap((look) =>
    (['en', 'ar'] as const).flatMap((language) =>
      schemes.map((scheme) => ({ ...look, language, scheme })),
    ),
  );
}

const page = ({ url, code }: LiveEvent) => `${url}/${code}`;

const SHOTS: Shot[] = [
  { name: 'join', url: ({ url }) => url, looks: every([PHONE, LAPTOP]) },
  { name: 'new', url: ({ url }) => `${url}/new`, looks: every([PHONE, LAPTOP]) },
  { name: 'phone', url: page, looks: every([PHONE, TABLET, LAPTOP]) },
  {
    name: 'desk',
    url: (event) => linkOf(event, 'moderator'),
    looks: every([PHONE, TABLET, LAPTOP]),
  },
  { name: 'show', url: (event) => linkOf(event, 'caller'), looks: every([PHONE, TABLET, LAPTOP]) },
  {
    name: 'podium',
    url: (event) => linkOf(event, 'chair'),
    looks: every([TABLET, LAPTOP, STAGE], ['dark']),
  },
];

async function take(browser: Browser, event: LiveEvent, { name, url, looks }: Shot): Promise<void> {
  for (const look of looks) {
    const person = await visit(browser, url(event), look);
    const file = `${name}-${look.width}-${look.language}-${look.scheme}.png`;
    await person.page.screenshot({ path: join(OUT, file) });
    for (const complaint of person.complaints) console.error(`${file}: ${complaint}`);
    await person.context.close();
  }
}

const missing = missingChromium();
if (missing) throw new Error(missing);
addFonts();
const folder = await mkdtemp(join(tmpdir(), 'rostrum-screenshots-'));
const app = await startApp(
  readConfig({ HOST: '127.0.0.1', PORT: '0', ROSTRUM_DATA: folder, ROSTRUM_LOG_LEVEL: 'silent' }),
  pino({ level: 'silent' }),
);
const browser = await launch();
try {
  const demo = await demoOf(app, folder);
  if (!demo) throw new Error('there is no demo event');
  await playTheDemo(app, demo.code);
  await mkdir(OUT, { recursive: true });
  const event = { ...demo, url: `http://127.0.0.1:${app.port}` };
  for (const shot of SHOTS) await take(browser, event, shot);
  const surfaces = ['phone-360-en-light', 'desk-1440-en-light', 'podium-1920-en-dark'];
  const pictures = await Promise.all(surfaces.map((name) => readFile(join(OUT, `${name}.png`))));
  await mkdir(join(ROOT, 'docs/images'), { recursive: true });
  await writeFile(join(ROOT, 'docs/images/surfaces.png'), await composite(browser, pictures));
  console.log(`The pictures are in ${OUT}; the README's is docs/images/surfaces.png.`);
} finally {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}
