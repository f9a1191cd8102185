import { mock } from 'node:test';
import timers from 'node:timers';
import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('quiet');
const SECOND = 1_000;
/** In a minute, one each 15 seconds. */
const HEARTBEATS = 4;

/** Turns of the loop in which what was sent arrives and is answered. */
const TURNS = 20;

const turn = () => new Promise((done) => setImmediate(done));

/** Lets the timers of server and clients run as time does, until the work is done. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = work.finally(() => (isDone = true));
  let last = performance.now();
  while (!isDone) {
    await turn();
    const passedMs = Math.floor(performance.now() - last);
    last += passedMs;
    if (passedMs > 0) mock.timers.tick(passedMs);
  }
  return ended;
}

/** Mocked timers that can be set anew, as those of heartbeats are; Node's own mocks cannot. */
function mockTimers(): void {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const latest = new WeakMap<object, NodeJS.Timeout>();
  const setTimeout = ((...args: Parameters<typeof set>) => {
    const timer = set(...args);
    timer.refresh = () => {
      clear(latest.get(timer) ?? timer);
      latest.set(timer, set(...args));
      return timer;
    };
    return timer;
  }) as typeof set;
  const clearTimeout = ((timer?: NodeJS.Timeout) =>
    clear(timer && (latest.get(timer) ?? timer))) as typeof clear;
  for (const where of [globalThis, timers]) Object.assign(where, { setTimeout, clearTimeout });
}

async function everySurface(t: Context) {
  const event = await createEvent(await startServer(t));
  return Promise.all([
    enter(t, event, 'show', 'caller'),
    enter(t, event, 'desk', 'moderator'),
    enter(t, event, 'podium', 'chair'),
    enter(t, event, 'screen'),
    enter(t, event, 'phone'),
  ]);
}

test('TIME-12 in a minute in which nothing changes nobody is sent anything but heartbeats, though timers run', async (t) => {
  mockTimers();
  try {
    const clients = await soon(everySurface(t));
    const [show] = clients;
    await soon(show.act({ type: 'programme.start' }));
    await soon(
      show.act({ type: 'programme.auxSet', timer: 0, label: 'Vote', durationMs: 90 * SECOND }),
    );
    await soon(show.act({ type: 'programme.auxStart', timer: 0 }));
    const isTold = () => clients.every(({ seq }) => seq === show.seq && show.seq > 3);
    /** Of each client, the types of what it was sent. */
    const told = clients.map(() => [] as string[]);
    const move = async (until: () => boolean) => {
      for (let seconds = 0; !until(); seconds += 1) {
        assert.ok(seconds < 2 * 60, 'two minutes are over');
        mock.timers.tick(SECOND);
        for (let turns = 0; turns < TURNS; turns += 1) await turn();
      }
    };
    await move(isTold);
    for (const [index, { socket }] of clients.entries()) {
      socket.io.engine.on('packet', ({ type }) => told[index]?.push(type));
    }
    // The crew may still be told who is there: a heartbeat later it knows.
    await move(() => told.every((types) => types.includes('ping')));
    for (const types of told) types.length = 0;
    await move(() => told.every((types) => types.length >= HEARTBEATS));
    for (const types of told) assert.equal([...new Set(types)], ['ping']);
  } finally {
    mock.timers.reset();
  }
});

run();
