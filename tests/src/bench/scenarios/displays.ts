import { randomBytes } from 'node:crypto';
import { createEvent, type LiveEvent } from '../../lib/browser.ts';
import { launchFor, visit } from '../../lib/chromium.ts';
import { enter } from '../../lib/client.ts';
import type { Context } from '../../lib/harness.ts';
import { pageBytes } from '../../lib/page-bytes.ts';
import { startChild } from '../../lib/server.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { chooseCores, hold } from '../cores.ts';
import { figure, heldUp } from '../figures.ts';
import { forEach, Hall } from '../load/hall.ts';
import { beginWindow, measure } from '../load/measure.ts';
import type { Window } from '../load/orders.ts';
import { alone, eachRun } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { awayAndBack, type AwayAndBack } from './display-page.ts';

const FULL = { displays: 2_000, quietMs: 60_000 };
const QUICK = { displays: 200, quietMs: 6_000 };
/** The displays of the smaller room that bytes are compared with: this part of the full one. */
const SMALLER = 1 / 4;
/** Displays on their way in at a time: as many as a listening socket lets wait. */
const AT_ONCE = 500;

interface Joining {
  readonly tookMs: number;
  readonly bytes: number;
  readonly displays: number;
}

interface Run extends AwayAndBack {
  readonly pageBytes: number;
  readonly fewer: Joining;
  readonly all: Joining;
  readonly quiet: Window;
}

/** What a wall of displays costs while a timer runs. */
export const displays: Scenario = {
  name: 'displays',
  summary: 'A timer page: its bytes, 2,000 displays joining, a quiet minute, its server killed.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const { displays: count, quietMs } = bench.isQuick ? QUICK : FULL;
  const runs = await eachRun(bench, () =>
    alone(bench, async (t): Promise<Run> => {
      const site = await startStage(t);
      const hall = await Hall.gather({ target: site.target, phones: 1, observers: 1 });
      t.after(() => hall.phones.forEach((display) => display.drop()));
      const fewer = await join(hall, Math.round(count * SMALLER));
      const all = await join(hall, count - fewer.displays);
      const quiet = await measure(hall, [site.pid()], { fromMs: 2_000, lengthMs: quietMs });
      for (const display of hall.phones) display.drop();
      const browser = await launchFor(t);
      const timer = `${site.event.url}/${site.event.code}/timer`;
      const size = await pageBytes(browser, timer);
      const { page } = await visit(browser, timer, { width: 1920, height: 1080 });
      const away = await awayAndBack(page, site);
      return { pageBytes: size, fewer, all, quiet, ...away };
    }),
  );
  const each = ({ bytes, displays: joined }: Joining) => bytes / joined;
  const note = heldUp(runs.map(({ quiet }) => quiet));
  return [
    figure('timer page, compressed', 'kB', runs, (r) => r.pageBytes / 1000, { atMost: 90 }),
    {
      ...figure('all displays joined', 's', runs, ({ all }) => all.tookMs / 1000, { atMost: 10 }),
      note,
    },
    figure('bytes a display, joining', 'B', runs, ({ all }) => each(all)),
    figure('the same ÷ with a quarter of them', '×', runs, (r) => each(r.all) / each(r.fewer), {
      atMost: 1.1,
    }),
    {
      ...figure('patches while nothing changes', '', runs, ({ quiet }) => quiet.patches, {
        atMost: 0,
      }),
      isWorst: true,
    },
    figure('bytes a display and minute, heartbeats', 'B', runs, ({ quiet, all, fewer }) => {
      const there = all.displays + fewer.displays;
      return (60 * quiet.bytes) / quiet.seconds / there;
    }),
    {
      ...figure('timer stood still, its server gone', 's', runs, (r) => r.stoodMs / 1000, {
        atMost: 1.5,
      }),
      isWorst: true,
    },
    figure('marked as old after', 's', runs, ({ markedMs }) => markedMs / 1000, { atMost: 5 }),
    figure('current after the server’s return', 's', runs, (r) => r.currentMs / 1000, {
      atMost: 2,
    }),
  ];
}

/** A server with an event whose first cue is on air. */
async function startStage(t: Context) {
  const folder = await tempFolder(t);
  const secret = randomBytes(32).toString('base64url');
  const settings = { ROSTRUM_SECRET: secret };
  let server = await startChild(t, folder, settings);
  hold(server.pid, chooseCores()?.server);
  const event: LiveEvent = await createEvent(server);
  const show = await enter(t, event, 'show', 'caller');
  const started = await show.act({ type: 'programme.start' });
  if (!started.ok) throw new Error(`the programme did not start: ${started.reason}`);
  show.close();
  const port = new URL(server.url).port;
  const moderator = '';
  const target = { ports: [Number(port)], code: event.code, questions: [], secret, moderator };
  return {
    event,
    target,
    pid: () => server.pid,
    kill: async () => {
      server.kill('SIGKILL');
      await server.exited;
    },
    restart: async () => {
      server = await startChild(t, folder, { ...settings, PORT: port });
    },
  };
}

/** So many more displays come in, all at once. */
async function join(hall: Hall, count: number): Promise<Joining> {
  const joining = Array.from({ length: count }, () => hall.newPhone({ surface: 'screen' }));
  hall.phones.push(...joining);
  const end = beginWindow(hall, []);
  await forEach(joining, AT_ONCE, (display) => display.open());
  const { seconds, bytes } = end();
  return { tookMs: 1000 * seconds, bytes, displays: count };
}
