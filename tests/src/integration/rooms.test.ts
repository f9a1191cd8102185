import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Action } from '@rostrum/shared/domain/actions';
import type {
  ActionId,
  Code,
  EventId,
  LinkId,
  ParticipantId,
  QuestionId,
} from '@rostrum/shared/domain/ids';
import type { Actor } from '@rostrum/shared/domain/turn';
import type { View } from '@rostrum/shared/domain/view';
import { newId } from '@rostrum/server/identity/secrets';
import { LogError, type Log } from '@rostrum/server/log/log';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { createEvent } from '@rostrum/server/rooms/create-event';
import { Rooms } from '@rostrum/server/rooms/rooms';
import { idOf, testCreate } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { hashOf } from '../lib/history.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('rooms');
const EVENT = idOf<EventId>('event');
const IDLE_MS = 20;
/** More actions than may wait for the log. */
const MANY = 10_100;

const nobody = { patch() {}, mine() {}, links() {}, broken() {}, costMs: () => 0 };
const asking = { type: 'question.ask', text: 'Who pays?', asker: { mode: 'room' } } as const;

function roomsOf(log: Log, troubles: unknown[] = []) {
  const onTrouble = (error: unknown) => void troubles.push(error);
  return new Rooms({ log, fanout: nobody, onTrouble, idleMs: IDLE_MS });
}

/** A log in a file, some of whose answers a test may change. */
async function newLog(t: Context): Promise<Log> {
  const log = await openSqliteLog({ file: join(await tempFolder(t), 'rostrum.db') });
  t.after(() => log.close());
  return log;
}

function changed(log: Log, changes: Partial<Log>): Log {
  return new Proxy(log, {
    get: (target, name) => {
      const own = changes[name as keyof Log] ?? target[name as keyof Log];
      return own.bind(target);
    },
  });
}

const { info, programme } = testCreate;
const wanted = { title: info.title, timeZone: info.timeZone, programme };

test('RUN-6 a room without users is put away after a while, and is the same when it is opened again', async (t) => {
  const log = await newLog(t);
  const rooms = roomsOf(log);
  const { event } = await createEvent(log, rooms, wanted);
  const before = await rooms.with(event, async (room) => {
    assert.ok((await room.act({ participant: newId<ParticipantId>() }, newId(), asking)).ok);
    return hashOf(room.state);
  });
  await until(() => rooms.size === 0, { what: 'no room' });
  await until(async () => (await log.loadSnapshot(event))?.seq === 2, { what: 'the snapshot' });
  assert.is(await rooms.with(event, (room) => hashOf(room.state)), before);
  await rooms.close();
});

test('SOCK-16 those who come between two patches are given one view, with what they did themselves', async (t) => {
  const log = await newLog(t);
  let flushes = 0;
  // Telling everyone takes so long that it is done once a second.
  const fanout = { ...nobody, patch: () => void (flushes += 1), costMs: () => 1_000 };
  const rooms = new Rooms({ log, fanout, onTrouble: () => {} });
  const { event } = await createEvent(log, rooms, wanted);
  const room = await rooms.enter(event);
  const [ana, ben] = [newId<ParticipantId>(), newId<ParticipantId>()];
  await until(async () => {
    await room.settle();
    const before = room.view('desk', ben);
    flushes = 0;
    const id = newId<QuestionId & ActionId>();
    assert.ok((await room.act({ participant: ana }, id, asking)).ok);
    const during = room.view('desk', ben);
    // On a machine that is held up, the second may be over.
    if (flushes > 0) return false;
    assert.is(during, before);
    const own = room.view('desk', ana);
    assert.is(own.seq, room.state.seq);
    assert.is((own.view as View<'desk'>).questions[id]?.text, asking.text);
    assert.is(room.view('desk', ana), own);
    await room.settle();
    assert.ok((await room.act({ participant: ana }, newId(), asking)).ok);
    await room.settle();
    assert.is(room.view('desk', ben).seq, room.state.seq);
    return true;
  });
  await rooms.close();
});

test('RUN-6 a room with a user stays, and so does one that waits for an outcome', async (t) => {
  const log = await newLog(t);
  const release = Promise.withResolvers<undefined>();
  let held = 0;
  const append: Log['append'] = async (...args) => {
    if (held > 0) await release.promise;
    return log.append(...args);
  };
  const rooms = roomsOf(changed(log, { append }));
  const { event } = await createEvent(log, rooms, wanted);
  const room = await rooms.enter(event);
  const other = await rooms.enter(EVENT);
  rooms.leave(EVENT);
  await until(() => rooms.size === 1, { what: 'the other room put away' });
  assert.is(other.event, EVENT);

  held += 1;
  const outcome = room.act({ participant: newId<ParticipantId>() }, newId(), asking);
  rooms.leave(event);
  const third = await rooms.enter(EVENT);
  rooms.leave(third.event);
  await until(() => rooms.size === 1, { what: 'the third put away' });
  release.resolve(undefined);
  assert.ok((await outcome).ok);
  await until(() => rooms.size === 0, { what: 'no room' });
});

test('RUN-7 past what may wait for the log the answer is busy, at once', async (t) => {
  const log = await newLog(t);
  const rooms = roomsOf(changed(log, { append: () => new Promise(() => {}) }));
  const room = await rooms.enter(EVENT);
  const answers = { busy: 0, other: 0 };
  for (let n = 0; n < MANY; n += 1) {
    const voting = { type: 'question.upvote', question: newId<QuestionId>() } as const;
    void room.act({ participant: newId<ParticipantId>() }, newId(), voting).then((outcome) => {
      answers[!outcome.ok && outcome.reason === 'busy' ? 'busy' : 'other'] += 1;
    });
  }
  await until(() => answers.busy > 0, { what: 'busy' });
  assert.is(answers.other, 0);
  assert.ok(answers.busy < 100, 'what fits waits');
});

test('LIMIT-13 past what may wait for the log there is room for the crew', async (t) => {
  const log = await newLog(t);
  let isStuck = false;
  const append: Log['append'] = (...args) =>
    isStuck ? new Promise(() => {}) : log.append(...args);
  const rooms = roomsOf(changed(log, { append }));
  const { event } = await createEvent(log, rooms, wanted);
  const room = await rooms.enter(event);
  const link = [...room.state.links.values()].find(({ role }) => role === 'moderator');
  assert.ok(link);
  isStuck = true;
  const answers: Record<string, number> = {};
  const acts = (by: Actor) => {
    const action = { type: 'question.upvote', question: newId<QuestionId>() } as const;
    void room.act(by, newId(), action).then((outcome) => {
      const reason = outcome.ok ? 'ok' : outcome.reason;
      answers[reason] = (answers[reason] ?? 0) + 1;
    });
  };
  for (let n = 0; n < MANY; n += 1) acts({ participant: newId<ParticipantId>() });
  await until(() => (answers['busy'] ?? 0) > 0, { what: 'busy' });
  const busy = answers['busy'] ?? 0;
  const crew = () => acts({ participant: newId<ParticipantId>(), link: link.id });
  for (let n = 0; n < 1_000; n += 1) crew();
  await new Promise(setImmediate);
  assert.equal(answers, { busy });
  for (let n = 0; n < 1_000; n += 1) crew();
  await until(() => (answers['busy'] ?? 0) > busy, { what: 'busy for the crew as well' });
});

test('RUN-7 an action that the log did not take is unavailable, and may be sent again', async (t) => {
  const log = await newLog(t);
  const troubles: unknown[] = [];
  let failing = false;
  const append: Log['append'] = (...args) =>
    failing ? Promise.reject(new LogError('unavailable', 'gone')) : log.append(...args);
  const rooms = roomsOf(changed(log, { append }), troubles);
  const { event } = await createEvent(log, rooms, wanted);
  const by = { participant: newId<ParticipantId>() };
  const id = newId();
  await rooms.with(event, async (room) => {
    failing = true;
    assert.equal(await room.act(by, id, asking), { ok: false, reason: 'unavailable' });
    assert.is(troubles.length, 1);
    failing = false;
    assert.ok((await room.act(by, id, asking)).ok);
    assert.is(room.state.questions.size, 1);
  });
});

test('RUN-7 an action that was taken although the log said no is found when it is sent again', async (t) => {
  const log = await newLog(t);
  let lying = false;
  const append: Log['append'] = async (...args) => {
    if (!lying) return log.append(...args);
    lying = false;
    throw await log.append(...args).then(() => new LogError('unavailable', 'cut off'));
  };
  const rooms = roomsOf(changed(log, { append }));
  const { event } = await createEvent(log, rooms, wanted);
  await rooms.with(event, async (room) => {
    lying = true;
    const by = { participant: newId<ParticipantId>() };
    const id = newId();
    const outcomes = [await room.act(by, id, asking), await room.act(by, id, asking)];
    assert.ok(outcomes[1]?.ok);
    assert.is(room.state.questions.size, 1);
  });
});

test('RUN-8 a room that cannot be opened is tried anew for the next who comes', async (t) => {
  const log = await newLog(t);
  let failing = true;
  const loadSnapshot: Log['loadSnapshot'] = (event) =>
    failing ? Promise.reject(new LogError('unavailable', 'gone')) : log.loadSnapshot(event);
  const rooms = roomsOf(changed(log, { loadSnapshot }));
  const tries = await Promise.allSettled([rooms.enter(EVENT), rooms.with(EVENT, () => 1)]);
  assert.ok(tries.every(({ status }) => status === 'rejected'));
  assert.is(rooms.size, 0);
  failing = false;
  await rooms.enter(EVENT);
  assert.is(rooms.size, 1);
  rooms.leave(EVENT);
  await until(() => rooms.size === 0, { what: 'no room' });
});

test('RUN-8 a code whose event has no entries any more is unavailable, and never unknown', async (t) => {
  const log = await newLog(t);
  const rooms = roomsOf(log);
  assert.ok(await log.claimCode(info.code, EVENT));
  const error = await rooms.find(info.code).then(
    () => undefined,
    (thrown: LogError) => thrown,
  );
  assert.is(error?.code, 'lost');
  assert.match(error?.message ?? '', info.code);
});

test('RUN-8 an event that cannot be made takes no code', async (t) => {
  const log = await newLog(t);
  const append = () => Promise.reject(new LogError('unavailable', 'gone'));
  const rooms = roomsOf(changed(log, { append }));
  assert.is(await createEvent(log, rooms, wanted).catch(() => 'refused'), 'refused');
  assert.equal(await log.codes(), []);
});

test('SOCK-26 the log is asked once for the event of a code, while its room is open', async (t) => {
  const log = await newLog(t);
  const asked: string[] = [];
  const findCode: Log['findCode'] = (code) => {
    asked.push(code);
    return log.findCode(code);
  };
  const rooms = roomsOf(changed(log, { findCode }));
  t.after(() => rooms.close());
  const unknown = 'ABCDEF' as Code;
  for (let n = 0; n < 3; n += 1) assert.is(await rooms.find(unknown), undefined);
  assert.is(asked.length, 3);
  const { event, code } = await createEvent(log, rooms, wanted);
  await rooms.with(event, async () => {
    for (let n = 0; n < 3; n += 1) assert.is(await rooms.find(code), event);
  });
  assert.is(asked.length, 4);
  await until(() => rooms.size === 0, { what: 'the room put away' });
  assert.is(await rooms.find(code), event);
  assert.is(asked.length, 5);
});

test('RUN-8 a room that was put away sends nothing more', async (t) => {
  const log = await newLog(t);
  const heard: number[] = [];
  const fanout = {
    ...nobody,
    patch: (_: unknown, __: unknown, { seq }: { seq: number }) => heard.push(seq),
  };
  const saving = Promise.withResolvers<undefined>();
  const saveSnapshot: Log['saveSnapshot'] = async () => void (await saving.promise);
  const rooms = new Rooms({
    log: changed(log, { saveSnapshot }),
    fanout,
    onTrouble() {},
    idleMs: 1,
  });
  const { event } = await createEvent(log, rooms, wanted);
  await until(() => rooms.size === 0, { what: 'the room put away' });
  heard.length = 0;
  // While the old room still keeps its snapshot, a new one is opened and changes things.
  await rooms.with(event, async (room) => {
    const link = [...room.state.links.values()].find(({ role }) => role === 'organiser')
      ?.id as LinkId;
    const by = { participant: newId<ParticipantId>(), link };
    assert.ok((await room.act(by, newId(), { type: 'settings.qa', open: false })).ok);
    await until(() => heard.length >= 4, { what: 'the patches' });
    saving.resolve(undefined);
    await rooms.close();
  });
  assert.equal(heard, [2, 2, 2, 2], 'one an audience, from one room');
});

test('SOCK-4 a flush takes the entry under way with it, and does not wait long for one', async (t) => {
  const log = await newLog(t);
  const heard: number[] = [];
  const patch = (_: unknown, audience: string, { seq }: { seq: number }) => {
    if (audience === 'public') heard.push(seq);
  };
  /** What had been heard when each append began. */
  const before: number[][] = [];
  let gate: Promise<void> = Promise.resolve();
  const append: Log['append'] = async (...args) => {
    before.push([...heard]);
    await gate;
    return log.append(...args);
  };
  const fanout = { ...nobody, patch };
  const rooms = new Rooms({ log: changed(log, { append }), fanout, onTrouble() {} });
  t.after(() => rooms.close());
  const { event } = await createEvent(log, rooms, wanted);
  await rooms.with(event, async (room) => {
    const link = [...room.state.links.values()].find(({ role }) => role === 'organiser');
    const by = { participant: newId<ParticipantId>(), link: link?.id as LinkId };
    const turn = (open: boolean) => room.act(by, newId(), { type: 'settings.qa', open });
    await until(() => heard.length > 0, { what: 'the patch of the event as it was made' });
    const toldAt = performance.now();
    await until(() => performance.now() - toldAt > 50, { what: 'a flush that is due at once' });
    heard.length = 0;
    // Actions gather for longer than the flush would have to wait.
    await turn(false);
    await turn(true);
    assert.equal(before.at(-1), [], 'the first was kept for the second');
    await until(() => heard.at(-1) === room.state.seq, { what: 'the patch of both' });

    const open = Promise.withResolvers<undefined>();
    await turn(false);
    gate = open.promise;
    const { seq } = room.state;
    const stuck = turn(true);
    await until(() => heard.at(-1) === seq, { what: 'the patch of the entry before' });
    open.resolve(undefined);
    await stuck;
  });
});

test('RUN-9 an entry that cannot be folded ends its own event, and no other', async (t) => {
  const troubles: unknown[] = [];
  const log = await newLog(t);
  const rooms = roomsOf(log, troubles);
  t.after(() => rooms.close());
  const wanted = { title: 'One', timeZone: 'UTC', programme: testCreate.programme };
  const [one, two] = [await createEvent(log, rooms, wanted), await createEvent(log, rooms, wanted)];
  const ask = (event: EventId) =>
    rooms.with(event, (room) => room.act({ participant: newId() }, newId(), asking as Action));
  const broken = await rooms.enter(one.event);
  await log.append(one.event, { v: 99, actions: [] } as never);
  await until(() => troubles.length > 0, { what: 'the trouble' });
  assert.is(troubles.length, 1);
  assert.not.ok(broken.isBusy);
  assert.ok((await ask(two.event)).ok);
  assert.is(await ask(one.event).then(undefined, () => 'refused'), 'refused');
});

run();
