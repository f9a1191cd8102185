import type { CDPSession } from 'playwright-core';
import * as assert from 'uvu/assert';
import type { Action } from '@rostrum/shared/domain/actions';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { ClockedLog } from '../lib/clocked-log.ts';
import { idOf, MINUTE } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('long run');
const HALL = { width: 1280, height: 720 };
/** Seconds of the show in one of ours: four hours pass in 36 seconds. */
const SPEED = 400;
const LENGTH_MS = 240 * MINUTE;
/** Of the show: a change comes each half a minute, and the heap is looked at each ten minutes. */
const CHANGE_EVERY_MS = 30_000;
const LOOK_EVERY_MS = 10 * MINUTE;
/** By how much a heap may end above its plateau. */
const LEAK = 0.1;

const cues: Cue[] = Array.from({ length: 48 }, (_, index) => ({
  id: idOf<CueId>(`cue${index}`),
  title: `Statement ${index + 1}`,
  kind: 'statement',
  speakers: [{ name: `Speaker ${index + 1}`, delegation: 'Fiji' }],
  durationMs: 5 * MINUTE,
  ...(index % 4 === 3 ? { linked: true as const } : {}),
}));

/** The clock of the show: it runs faster than ours, from now on. */
function fastClock() {
  const began = Date.now();
  return { began, now: () => Math.round(began + (Date.now() - began) * SPEED) };
}

/** A display whose page lives in that time: its dates, its ticks and its readings; not what keeps its socket alive. */
async function openFast(t: Context, url: string, began: number) {
  const browser = await launchFor(t);
  const { page, context, complaints } = await visit(browser, url, HALL);
  await page.addInitScript(
    ({ from, speed, quick }) => {
      const { setTimeout: after, setInterval: every } = globalThis;
      const rightNow = Date.now;
      const startedAt = performance.timeOrigin;
      const steady = performance.now.bind(performance);
      class FastDate extends Date {
        constructor(...args: unknown[]) {
          if (args.length === 0) super(FastDate.now());
          else super(...(args as [number]));
        }

        static override now(): number {
          return from + (rightNow() - from) * speed;
        }
      }
      performance.now = () => startedAt + steady() * speed;
      const scaled = (ms = 0) => (ms <= quick || ms > 60_000 ? ms / speed : ms);
      Object.assign(globalThis, {
        Date: FastDate,
        setTimeout: (call: () => void, ms?: number) => after(call, scaled(ms)),
        setInterval: (call: () => void, ms?: number) => every(call, scaled(ms)),
      });
    },
    { from: began, speed: SPEED, quick: 1_100 },
  );
  await page.goto(url, { waitUntil: 'networkidle' });
  const session = await context.newCDPSession(page);
  return { page, session, complaints };
}

/** Bytes in use, and nodes, after all that can be forgotten has been. */
async function heapOf(session: CDPSession): Promise<{ bytes: number; nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes };
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** What the caller does next: what a show has, in turns. */
function* changes(onAir: () => CueId | undefined): Generator<Action> {
  for (;;) {
    const from = onAir();
    if (!from) yield { type: 'programme.start' };
    else {
      yield { type: 'programme.adjust', from, addMs: 30_000 };
      yield { type: 'programme.speak', from, speaker: 0 };
      yield { type: 'programme.pause' };
      yield { type: 'programme.resume' };
      yield { type: 'programme.adjust', from, addMs: -30_000 };
      yield { type: 'programme.auxSet', timer: 0, label: 'Vote', durationMs: MINUTE };
      yield { type: 'programme.auxStart', timer: 0 };
      yield { type: 'programme.edit', cue: from, set: { publicNote: `Since ${from}` } };
      yield { type: 'programme.next', from };
    }
  }
}

test('TIME-17 displays left alone through four hours of a show leak nothing', async (t) => {
  const clock = fastClock();
  const log = new ClockedLog(await tempFolder(t), clock.now);
  const server = await startServer(t, {}, log);
  const event = await createEvent(server, {
    programme: { startAt: clock.now() + MINUTE, cues },
  });
  const show = await enter(t, event, 'show', 'caller');
  const urls = ['timer', 'backstage'].map((name) => `${event.url}/${event.code}/${name}`);
  const displays = await Promise.all(urls.map((url) => openFast(t, url, clock.began)));
  const heaps = displays.map(() => [] as { bytes: number; nodes: number }[]);
  const next = changes(() => show.view.onAir.running?.cue);
  const startedAt = clock.now();
  let told = 0;
  let looked = 0;
  while (clock.now() < startedAt + LENGTH_MS) {
    const due = startedAt + told * CHANGE_EVERY_MS;
    await until(() => clock.now() >= due, { everyMs: 5 });
    // Refused, as where a linked cue came first, it is a change that did not come.
    await show.act(next.next().value as Action);
    told += 1;
    if (clock.now() < startedAt + looked * LOOK_EVERY_MS) continue;
    looked += 1;
    for (const [index, { session }] of displays.entries()) {
      heaps[index]?.push(await heapOf(session));
    }
  }
  for (const [index, { page, session, complaints }] of displays.entries()) {
    const seen = heaps[index] ?? [];
    // The first third warms up: code is compiled, and caches fill.
    const plateau = seen.slice(Math.floor(seen.length / 3), -2);
    const end = [await heapOf(session), await heapOf(session), await heapOf(session)];
    const grown = (of: 'bytes' | 'nodes') =>
      median(end.map((each) => each[of])) / median(plateau.map((each) => each[of])) - 1;
    console.log(
      `note: ${urls[index]?.split('/').at(-1)}: ${(median(plateau.map(({ bytes }) => bytes)) / 1e6).toFixed(2)} MB, ` +
        `${(100 * grown('bytes')).toFixed(1)} % at the end, nodes ${(100 * grown('nodes')).toFixed(1)} %; ` +
        `${show.patches.length} patches, ${seen.map(({ bytes }) => (bytes / 1e6).toFixed(2)).join(' ')}`,
    );
    assert.ok(grown('bytes') < LEAK, `the heap grew by ${grown('bytes')}`);
    assert.ok(grown('nodes') < LEAK, `the page grew by ${grown('nodes')}`);
    assert.equal(complaints, []);
    // Only now: to be asked what it shows takes a page memory as well.
    const { title } = cues.find(({ id }) => id === show.view.onAir.running?.cue) ?? { title: '' };
    await page.getByText(title, { exact: true }).first().waitFor();
  }
});

run();
