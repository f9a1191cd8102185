import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { Chance } from '../../lib/chance.ts';
import { launchFor, visit } from '../../lib/chromium.ts';
import { newBrowser } from '../../lib/browser.ts';
import { connect, type Client } from '../../lib/client.ts';
import type { Context } from '../../lib/harness.ts';
import { figure } from '../figures.ts';
import { alone, eachRun } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { SEED } from '../seed.ts';
import { startSite, type Site } from '../site.ts';
import { percentile } from '../stats.ts';

const FULL = { approved: 500, pending: 500, votesASecond: 20, presses: 150 };
const QUICK = { approved: 500, pending: 500, votesASecond: 20, presses: 40 };
/** Milliseconds from one press to the next: as fast as one who knows the keys. */
const PACE_MS = { least: 60, most: 180 };
/** Times the podium is blanked, and shown again. */
const BLANKS = 40;
/** Phones the votes come from: none of them is held back for being too fast. */
const PHONES = 20;

interface Run {
  readonly move: readonly number[];
  readonly approve: readonly number[];
  readonly dismiss: readonly number[];
  readonly blank: readonly number[];
}

/** What a moderator feels while the room votes. */
export const desk: Scenario = {
  name: 'desk',
  summary: 'A key on the desk until its effect is drawn: 1,000 questions, 20 votes a second.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { approved, pending, presses, votesASecond } = bench.isQuick ? QUICK : FULL;
  const runs = await eachRun(bench, () =>
    alone(bench, async (t): Promise<Run> => {
      const site = await startSite(t, 'rostrum', { questions: approved, pending });
      const page = await openPage(t, site, 'desk');
      const podium = await openPage(t, site, 'podium');
      await vote(t, site, votesASecond);
      const chance = new Chance(SEED);
      const measure = async (...keys: readonly [string, ...string[]]) => {
        const times = [];
        for (let press = 0; press < presses; press += 1) {
          await sleep(PACE_MS.least + chance.next() * (PACE_MS.most - PACE_MS.least));
          times.push(...(await timed(page, keys)));
        }
        return times;
      };
      return {
        move: await measure('j'),
        approve: await measure('a'),
        dismiss: await measure('x', '1'),
        blank: await blanked(page, podium),
      };
    }),
  );
  const all = ({ move, approve, dismiss }: Run) => [...move, ...approve, ...dismiss];
  return [
    figure('key to effect p95', 'ms', runs, (each) => percentile(all(each), 0.95), { atMost: 50 }),
    figure('key to effect p50', 'ms', runs, (each) => percentile(all(each), 0.5)),
    figure('key to effect, the slowest', 'ms', runs, (each) => Math.max(...all(each))),
    figure('moving p95', 'ms', runs, ({ move }) => percentile(move, 0.95)),
    figure('approving p95', 'ms', runs, ({ approve }) => percentile(approve, 0.95)),
    figure('dismissing p95, each of two keys', 'ms', runs, (each) =>
      percentile(each.dismiss, 0.95),
    ),
    figure(
      'blank on the desk to a blank podium p95',
      'ms',
      runs,
      (each) => percentile(each.blank, 0.95),
      { atMost: 200 },
    ),
  ];
}

/** A surface that its moderator opens in a browser of its own. */
async function openPage(
  t: Context,
  { ports, code, moderator }: Site,
  surface: 'desk' | 'podium',
): Promise<Page> {
  const origin = `http://127.0.0.1:${ports[0]}`;
  const browser = await launchFor(t);
  const { page, context } = await visit(browser, origin, { width: 1440, height: 900 });
  const cookies = moderator.split('; ').map((each) => each.split('=') as [string, string]);
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })));
  await page.goto(`${origin}/${code}/${surface}`, { waitUntil: 'networkidle' });
  return page;
}

/** Blanks the podium and shows it again; of each, milliseconds from the key on the desk to the frame on the podium, by the clock they share. */
async function blanked(desk: Page, podium: Page): Promise<number[]> {
  const times: number[] = [];
  for (let press = 0; press < BLANKS; press += 1) {
    const seen = await podium.evaluateHandle(
      (isBlank) => {
        const took = new Promise<number>((resolve) => {
          const look = () => {
            if ((document.querySelector('.blank') !== null) === isBlank) return resolve(Date.now());
            return requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
        return { took };
      },
      press % 2 === 0,
    );
    const pressed = await desk.evaluateHandle(() => {
      const at = new Promise<number>((resolve) => {
        const onPress = () => resolve(Date.now());
        window.addEventListener('keydown', onPress, { capture: true, once: true });
      });
      return { at };
    });
    await desk.keyboard.press('b');
    times.push(
      (await seen.evaluate(({ took }) => took)) - (await pressed.evaluate(({ at }) => at)),
    );
    await sleep(PACE_MS.most);
  }
  return times;
}

/** Lets the room vote, for as long as `t` lasts. */
async function vote(t: Context, { ports, code, questions }: Site, rate: number): Promise<void> {
  const event = { url: `http://127.0.0.1:${ports[0]}`, code };
  const phones: Client[] = [];
  while (phones.length < PHONES) {
    phones.push(connect(t, await newBrowser(event), code, 'phone'));
  }
  let votes = 0;
  const timer = setInterval(() => {
    const phone = phones[votes % PHONES];
    // Another question each time, spread over all of them.
    const question = questions[(votes * 37) % questions.length];
    votes += 1;
    if (question) void phone?.act({ type: 'question.upvote', question });
  }, 1000 / rate);
  t.after(() => clearInterval(timer));
}

/** Presses the keys one after the other; of each, milliseconds until a frame with its effect was drawn. */
async function timed(page: Page, keys: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const key of keys) {
    const drawn = await page.evaluateHandle(() => {
      /** What a key changes at once: the card in hand, or the dialog. */
      const effect = () =>
        `${document.querySelector('[data-card][aria-current]')?.id} ${document.querySelector('dialog[open]') !== null}`;
      const before = effect();
      const took = new Promise<number>((resolve) => {
        const onPress = ({ timeStamp }: KeyboardEvent) => {
          const look = () => {
            if (effect() === before) return requestAnimationFrame(look);
            // A task after the frame's: it has been drawn by then.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - timeStamp);
            return port2.postMessage(0);
          };
          requestAnimationFrame(look);
        };
        window.addEventListener('keydown', onPress, { capture: true, once: true });
      });
      return { took };
    });
    await page.keyboard.press(key);
    times.push(await drawn.evaluate(({ took }) => took));
    await drawn.dispose();
  }
  return times;
}
