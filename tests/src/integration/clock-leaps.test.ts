import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ENTRY_VERSION } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import type { Actor } from '@rostrum/shared/domain/turn';
import { newId } from '@rostrum/server/identity/secrets';
import type { Log, StoredEntry } from '@rostrum/server/log/log';
import { firstMark, markAfter } from '@rostrum/server/log/mark';
import { openRedisLog } from '@rostrum/server/log/redis';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { lookAtClock } from '@rostrum/server/rooms/look-at-clock';
import type { Room } from '@rostrum/server/rooms/room';
import { Rooms } from '@rostrum/server/rooms/rooms';
import { hash, idOf, linkOf, MINUTE, testCreate } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const leaps = suite('clock-leaps');
const { test, run } = leaps;
const DAY = 24 * 60 * MINUTE;
/** Milliseconds by which times may differ on a machine that is busy; the leaps are far beyond. */
const NEAR_MS = 30_000;
const CODE = 'ABC234' as Code;

const nobody = { patch() {}, mine() {}, links() {}, broken() {}, costMs: () => 0 };
const open = { type: 'settings.qa', open: true } as const;
const organiser: Actor = { participant: idOf('olga'), link: linkOf('organiser') };
const redis = await startRedis(leaps);

/** Both logs, each as a node opens it that has just started. */
const logs = {
  SQLite: async (t: Context) => {
    const file = join(await tempFolder(t), 'rostrum.db');
    return () => openSqliteLog({ file });
  },
  Redis: async () => {
    await redis.client().flushall();
    return () => openRedisLog({ url: redis.url, notify() {} });
  },
};

/** One start: the clock is looked at, as it is before the server listens. */
async function start(t: Context, opened: Promise<Log>) {
  const log = await opened;
  const warnings: string[] = [];
  const onWarning = (message: string) => void warnings.push(message);
  const onTrouble = (error: unknown) => {
    throw error;
  };
  const rooms = new Rooms({ log, fanout: nobody, onTrouble, onWarning });
  const stop = async () => {
    await rooms.close();
    await log.close();
  };
  t.after(stop);
  await lookAtClock(log, rooms, { onWarning, onTrouble });
  const [event] = (await log.codes()).flatMap(([, id]) => id);
  const use = <T>(ask: (room: Room) => T | Promise<T>) => rooms.with(event as EventId, ask);
  return { log, warnings, use, stop };
}

/** An event whose links end a day from now, and whose entries were stamped `byMs` after now. */
async function eventStamped(log: Log, byMs: number): Promise<EventId> {
  const event = newId<EventId>();
  const now = log.now();
  const links = testCreate.links.map((link) => ({ ...link, hash, expiresAt: now + DAY }));
  const bodies = [
    { id: newId(), action: { ...testCreate, links } },
    { id: newId(), by: { participant: idOf<never>('ana') }, action: open },
  ].map((logged) => encodeBody({ v: ENTRY_VERSION, actions: [logged] }));
  let mark = firstMark(event);
  const entries = bodies.map((body, index): StoredEntry => {
    const stamped = { at: now + byMs, body };
    mark = markAfter(mark, stamped);
    return { ...stamped, seq: index + 1, mark };
  });
  await log.restore(event, entries);
  await log.claimCode(CODE, event);
  return event;
}

for (const [name, logOf] of Object.entries(logs)) {
  for (const [what, byMs] of [
    ['60 days', 60 * DAY],
    ['two hours', 120 * MINUTE],
    ['2 minutes', 2 * MINUTE],
  ] as const) {
    test(`LOG-41 an event ${what} ahead of the clock is told of and goes by the clock, after the next start as well (${name})`, async (t) => {
      const again = await logOf(t);
      const before = await again();
      const event = await eventStamped(before, byMs);
      await before.close();

      const first = await start(t, again());
      assert.is(first.warnings.length, 1);
      assert.match(first.warnings[0] ?? '', CODE);
      assert.match(first.warnings[0] ?? '', /ahead of the clock.*goes by the clock.*start again/);
      const [, , correction] = await first.log.read(event, 1, 10);
      assert.match(correction?.body ?? '', 'clock.correct', 'before anything else');
      await first.use(async (room) => {
        assert.ok(Math.abs(room.now() - first.log.now()) < NEAR_MS);
        assert.ok((await room.act(organiser, newId(), open)).ok, 'its links work');
        assert.ok(Math.abs(room.state.at - first.log.now()) < NEAR_MS);
      });
      await first.stop();

      const second = await start(t, again());
      assert.equal(second.warnings, []);
      await second.use(async (room) => {
        const earlier = room.state.at;
        assert.ok((await room.act(organiser, newId(), { ...open, open: false })).ok);
        assert.ok(room.state.at >= earlier);
        assert.ok(Math.abs(room.state.at - second.log.now()) < NEAR_MS);
      });
      const stamps = (await second.log.read(event, 1, 10)).map(({ at }) => at);
      assert.equal(stamps, stamps.toSorted(), 'LOG-5');
      assert.is(stamps.length, 5);
    });
  }

  test(`LOG-41 two nodes that notice correct an event once (${name})`, async (t) => {
    const log = await (await logOf(t))();
    t.after(() => log.close());
    const event = await eventStamped(log, 60 * DAY);
    const nodes = [0, 1].map(() => new Rooms({ log, fanout: nobody, onTrouble() {} }));
    const ahead = await Promise.all(
      nodes.map((rooms) => rooms.with(event, ({ state }) => state.aheadMs)),
    );
    assert.is(ahead[0], ahead[1]);
    await Promise.all(nodes.map((rooms) => rooms.close()));
  });

  for (const [what, byMs, warns] of [
    ['40 days after the last entry of any event', -40 * DAY, true],
    ['a week after it', -7 * DAY, false],
    ['30 seconds before it', 30_000, false],
  ] as const) {
    test(`LOG-43 a clock that is ${what} is ${warns ? '' : 'not '}warned of, and corrects nothing (${name})`, async (t) => {
      const again = await logOf(t);
      const before = await again();
      const event = await eventStamped(before, byMs);
      await before.close();
      const { log, warnings } = await start(t, again());
      assert.is(warnings.length, Number(warns));
      if (warns) assert.match(warnings[0] ?? '', /40 days after the last entry of any event/);
      assert.is((await log.read(event, 1, 10)).length, 2);
    });
  }
}

/** A clock that says what a test wants, as though its machine had been set before the start. */
const saying = (at: () => number) => ({ now: at, warning: undefined });

test('LOG-41 by a clock that cannot be right nothing is corrected: time stands still until it has been set', async (t) => {
  const file = join(await tempFolder(t), 'rostrum.db');
  const right = await openSqliteLog({ file });
  const event = await eventStamped(right, 0);
  await right.close();

  let now = Date.UTC(1970, 0, 1);
  const first = await start(t, openSqliteLog({ file, clock: saying(() => now) }));
  assert.is(first.warnings.length, 2);
  assert.match(first.warnings[0] ?? '', /1970-01-01.*which is wrong: set it and start again/);
  assert.match(first.warnings[1] ?? '', /time stands still/);
  await first.use(async (room) => {
    const stood = room.state.at;
    assert.is(room.now(), stood);
    now += MINUTE;
    assert.ok((await room.act(organiser, newId(), open)).ok);
    assert.is(room.state.at, stood);
  });
  await first.stop();

  const second = await start(t, openSqliteLog({ file }));
  assert.equal(second.warnings, []);
  assert.is((await second.log.read(event, 1, 10)).length, 3);
});

test('LOG-41 a correction by a clock that was wrong itself is mended by setting it', async (t) => {
  const file = join(await tempFolder(t), 'rostrum.db');
  const right = await openSqliteLog({ file });
  await eventStamped(right, 0);
  const now = right.now();
  await right.close();

  const late = await start(t, openSqliteLog({ file, clock: saying(() => now - 90 * DAY) }));
  assert.match(late.warnings.join('\n'), /is 90 days ahead of the clock/);
  await late.use(async (room) => {
    assert.ok((await room.act(organiser, newId(), open)).ok);
    assert.is(room.state.at, now - 90 * DAY);
  });
  await late.stop();

  const set = await start(t, openSqliteLog({ file }));
  await set.use(async (room) => {
    assert.ok((await room.act(organiser, newId(), open)).ok);
    assert.ok(Math.abs(room.state.at - set.log.now()) < NEAR_MS);
  });
});

run();
