import { mock } from 'node:test';
import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type Action, type Entry } from '@rostrum/shared/domain/actions';
import { decodeBody } from '@rostrum/shared/domain/body';
import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import { dueOf } from '@rostrum/shared/domain/due';
import type { CueId } from '@rostrum/shared/domain/ids';
import { view } from '@rostrum/shared/domain/view';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent } from '@rostrum/server/rooms/create-event';
import type { Room } from '@rostrum/server/rooms/room';
import { Rooms } from '@rostrum/server/rooms/rooms';
import { forecastOf } from '../../../web/src/lib/programme.ts';
import { ClockedLog } from '../lib/clocked-log.ts';
import { actorOf, idOf, MINUTE, START_AT } from '../lib/event.ts';
import { suite, type Context } from '../lib/harness.ts';
import { foldAll, hashOf } from '../lib/history.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('four hours');
const SECOND = 1_000;
const at = (minutes: number) => START_AT + minutes * MINUTE;

const nobody = { patch() {}, mine() {}, links() {}, broken() {}, costMs: () => 0 };

type More = Partial<Omit<Cue, 'id' | 'durationMs'>>;
const cue = (name: string, minutes: number, more: More = {}): Cue => ({
  id: idOf<CueId>(name.replaceAll(' ', '')),
  title: name,
  kind: 'statement',
  speakers: [],
  durationMs: minutes * MINUTE,
  ...more,
});

/** Every way in which a cue starts and ends: four hours, from 13:00 to 17:00. */
const CUES: readonly Cue[] = [
  cue('opening', 10),
  cue('film', 5, { linked: true, kind: 'video' }),
  cue('keynote', 25, { linked: true }),
  cue('panel', 40, { endAction: 'load' }),
  cue('left out', 10, { skip: true }),
  cue('dialogue', 30, { endAction: 'start' }),
  cue('coffee', 15, { endAction: 'stop', kind: 'break' }),
  cue('after coffee', 20, { hardStartAt: at(150) }),
  cue('film two', 5, { linked: true }),
  cue('second panel', 40, { hardStartAt: at(180), linked: true }),
  cue('closing', 20, { linked: true }),
];

/**
 * Runs a body whose log and timers have a clock of their own, which stands unless
 * it is moved: second by second, each after what is due in the room has happened.
 */
async function fastForward(
  t: Context,
  body: (show: Awaited<ReturnType<typeof open>>, until: (time: number) => Promise<void>) => unknown,
): Promise<void> {
  mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval'], now: START_AT });
  try {
    const show = await open(t);
    const isDue = () => (dueOf(show.room.state)?.at ?? Infinity) <= Date.now();
    await body(show, async (time) => {
      while (Date.now() < time) {
        mock.timers.tick(Math.min(SECOND, time - Date.now()));
        while (isDue()) await new Promise((done) => setImmediate(done));
      }
    });
  } finally {
    mock.timers.reset();
  }
}

async function open(t: Context) {
  const log = new ClockedLog(await tempFolder(t), () => Date.now());
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown) => void troubles.push(error);
  const rooms = new Rooms({ log, fanout: nobody, onTrouble });
  const programme = { startAt: START_AT, cues: [...CUES], hardEndAt: at(240) };
  const wanted = { title: 'Four hours', timeZone: 'Europe/Vienna', programme };
  const { event } = await createEvent(log, rooms, wanted);
  const room = await rooms.enter(event);
  t.after(async () => {
    rooms.leave(event);
    await rooms.close();
    await log.close();
    assert.equal(troubles, []);
  });
  const link = [...room.state.links.values()].find(({ role }) => role === 'caller');
  const by = { ...actorOf(room.state, 'caller'), ...(link ? { link: link.id } : {}) };
  const act = async (action: Action) => {
    const outcome = await room.act(by, newId(), action);
    assert.ok(outcome.ok, `${action.type}: ${JSON.stringify(outcome)}`);
  };
  return { log, event, room, act };
}

/** When each cue was on air, in minutes from the start; undefined for one that never was. */
function onAirTimes({ state }: Room): Record<string, [number, number] | undefined> {
  const minutes = (time: number) => (time - START_AT) / MINUTE;
  return Object.fromEntries(
    state.programme.cues.map(({ id, title }) => {
      const ran = state.ran.get(id);
      return [title, ran && [minutes(ran.startedAt), minutes(ran.endedAt)]];
    }),
  );
}

test('TIME-9 four hours run by themselves where they are told to, by hand where not, and the log tells all of it again', (t) =>
  fastForward(t, async ({ log, event, room, act }, until) => {
    const startAt = plannedStarts(room.state.programme);
    assert.is(startAt.at(-1), at(220));
    const from = () => room.state.running?.cue as CueId;
    const foreseen = () => forecastOf(view(room.state, 'show'), Date.now());

    // Seven minutes late; the film and the keynote follow by themselves.
    await until(at(7));
    await act({ type: 'programme.start' });
    assert.is(foreseen().cues[2]?.expectedAt, at(22));
    await until(at(23));
    assert.is(room.state.running?.cue, idOf('keynote'));
    // The keynote is cut short by more than it has left, gets three minutes again, and is over by one.
    await act({ type: 'programme.adjust', from: from(), addMs: -60 * MINUTE });
    await act({ type: 'programme.adjust', from: from(), addMs: 20 * MINUTE });
    await until(at(43));
    await act({ type: 'programme.next', from: from() });
    // The panel is paused for five minutes, and then loads what follows it, past the one left out.
    await until(at(60));
    await act({ type: 'programme.pause' });
    await until(at(65));
    await act({ type: 'programme.resume' });
    await until(at(88) - SECOND);
    assert.is(room.state.running?.cue, idOf('panel'));
    await until(at(90));
    assert.equal([room.state.running, room.state.loaded], [undefined, idOf('dialogue')]);
    await act({ type: 'programme.start' });
    // The dialogue starts the break, the break stops.
    assert.is(foreseen().cues.at(-1)?.expectedAt, at(220));
    await until(at(140));
    assert.is(room.state.running, undefined);
    // Hard: it may not start sooner, and what is expected says so; the caller starts it on time.
    assert.is(foreseen().cues[7]?.expectedAt, at(150));
    await until(at(150));
    await act({ type: 'programme.start' });
    // After its film the second panel waits for its hard start.
    await until(at(179));
    assert.is(room.state.running?.cue, idOf('filmtwo'));
    await until(at(241));
    await act({ type: 'programme.next', from: from() });

    assert.equal(onAirTimes(room), {
      opening: [7, 17],
      film: [17, 22],
      keynote: [22, 43],
      panel: [43, 88],
      'left out': undefined,
      dialogue: [90, 120],
      coffee: [120, 135],
      'after coffee': [150, 170],
      'film two': [170, 180],
      'second panel': [180, 220],
      closing: [220, 241],
    });
    const all = foreseen();
    for (const [index, place] of all.cues.entries()) {
      const ran = room.state.ran.get(place.cue.id);
      assert.is(place.stage, ran ? 'done' : 'passed');
      assert.is(place.plannedAt, startAt[index]);
      if (ran) assert.equal([place.expectedAt, place.expectedEndAt], [ran.startedAt, ran.endedAt]);
    }
    assert.equal([all.expectedEndAt, all.overMs], [at(241), MINUTE]);
    assert.ok(view(room.state, 'show').onAir.finished);

    const stored = await log.read(event, 1, 10_000);
    const entries = stored.map(
      ({ body, ...entry }) => ({ ...entry, ...decodeBody(body) }) as unknown as Entry,
    );
    assert.is(entries[0]?.v, ENTRY_VERSION);
    assert.is(hashOf(foldAll(entries)), hashOf(room.state));
  }));

test('TIME-9 four hours that roll have every cue on air exactly as it is planned', (t) =>
  fastForward(t, async ({ room, act }, until) => {
    await until(at(-1));
    await act({ type: 'programme.roll', on: true });
    await until(at(241));
    assert.equal(onAirTimes(room), {
      opening: [0, 10],
      film: [10, 15],
      keynote: [15, 40],
      panel: [40, 80],
      'left out': undefined,
      dialogue: [90, 120],
      coffee: [120, 135],
      'after coffee': [150, 170],
      'film two': [170, 175],
      'second panel': [180, 220],
      closing: [220, 240],
    });
  }));

run();
