import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import { forecast, readTimer, sinceStart } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import { dueOf } from '@rostrum/shared/domain/due';
import type { ActionId, CueId } from '@rostrum/shared/domain/ids';
import type { Running } from '@rostrum/shared/domain/programme';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { timeFrom } from '../../../web/src/routes/[code]/show/edit/cells.ts';
import { timeOf, timeOnDay } from '../../../web/src/lib/programme-files/times.ts';
import { forecastOf } from '../../../web/src/lib/programme.ts';
import { datesAround, epochOf, momentsOf, timeOfDay } from '../../../web/src/lib/time.ts';
import { act, idOf, MINUTE, newEvent, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('time engine');

const HOUR = 60 * MINUTE;
const [opening, panel, closing] = ['opening', 'panel', 'closing'].map((name) =>
  idOf<CueId>(name),
) as [CueId, CueId, CueId];
const at = (minutes: number) => START_AT + minutes * MINUTE;
const start = { type: 'programme.start' } as const;
const edit = (cue: CueId, set: Partial<Cue>) => ({ type: 'programme.edit', cue, set }) as const;
const rolling = { type: 'programme.roll', on: true } as const;

/** Lets what is due happen, as the server does. */
function due(state: State, time: number): boolean {
  const { from } = dueOf(state) ?? {};
  const action = { type: 'programme.due', ...(from ? { from } : {}) } as const;
  const actions = [{ id: idOf<ActionId>(`due${state.seq}`), action }];
  const entry = { v: 1, seq: state.seq + 1, at: time, actions } as const;
  return fold(state, entry as never, noChanges())[0]?.ok === true;
}

/** A new event whose three cues (10, 30 and 5 minutes) begin when clocks in the zone show this. */
function eventAt(local: string, timeZone: string): State {
  const state = newEvent();
  const startAt = epochOf(local, timeZone) ?? 0;
  // The links of the test event end the day after its own date.
  for (const link of state.links.values()) Object.assign(link, { expiresAt: Infinity });
  act(state, 'caller', { type: 'programme.plan', startAt });
  return state;
}

/** What clocks show at the expected starts, and at the end. */
function shown(state: State, timeZone: string, now = state.at): string[] {
  const all = forecastOf(view(state, 'show'), now);
  return [...all.cues.map(({ expectedAt }) => expectedAt), all.expectedEndAt].map((time) =>
    timeOfDay(time, timeZone),
  );
}

const CLOCK_CHANGES = [
  ['an ordinary midnight', '2026-05-12T23:50', 'Europe/Vienna', ['00:00', '00:30', '00:35']],
  ['the leap forward', '2026-03-29T01:50', 'Europe/Vienna', ['03:00', '03:30', '03:35']],
  ['the way back', '2026-10-25T02:50', 'Europe/Vienna', ['02:00', '02:30', '02:35']],
  ['a leap at midnight', '2026-09-05T23:50', 'America/Santiago', ['01:00', '01:30', '01:35']],
  ['half an hour back', '2026-04-05T01:50', 'Australia/Lord_Howe', ['01:30', '02:00', '02:05']],
] as const;
for (const [name, local, timeZone, times] of CLOCK_CHANGES) {
  test(`TIME-1 over ${name} cues are as long as ever`, () => {
    const state = eventAt(local, timeZone);
    const startAt = state.programme.startAt;
    act(state, 'caller', start, { at: startAt });
    assert.equal(shown(state, timeZone).slice(1), [...times]);
    act(state, 'caller', { type: 'programme.next', from: opening }, { at: startAt + 10 * MINUTE });
    const { running } = state;
    assert.is(readTimer(running as Running, { durationMs: HOUR }, startAt + HOUR).elapsedMs, 3e6);
    assert.is(forecastOf(view(state, 'show'), state.at).overMs, 0);
  });
}

test('TIME-1 a pause over midnight counts in full, and pushes what follows', () => {
  const state = eventAt('2026-05-12T23:50', 'Europe/Vienna');
  const { startAt } = state.programme;
  act(state, 'caller', start, { at: startAt });
  act(state, 'caller', { type: 'programme.pause' }, { at: startAt + 5 * MINUTE });
  assert.equal(shown(state, 'Europe/Vienna', startAt + 65 * MINUTE), [
    ...['23:50', '01:00', '01:30', '01:35'],
  ]);
  act(state, 'caller', { type: 'programme.resume' }, { at: startAt + 65 * MINUTE });
  const reading = readTimer(state.running as Running, { durationMs: 10 * MINUTE }, state.at);
  assert.equal([reading.elapsedMs, reading.leftMs], [5 * MINUTE, 5 * MINUTE]);
  assert.is(forecastOf(view(state, 'show'), state.at).overMs, HOUR);
});

test('TIME-2 a time that clocks leave out is as much after their change, east and west', () => {
  assert.is(epochOf('2026-03-29T02:30', 'Europe/Vienna'), Date.UTC(2026, 2, 29, 1, 30));
  assert.is(epochOf('2026-03-08T02:30', 'America/New_York'), Date.UTC(2026, 2, 8, 7, 30));
  assert.is(epochOf('2026-10-04T02:15', 'Australia/Lord_Howe'), Date.UTC(2026, 9, 3, 15, 45));
});

test('TIME-2 of a time that clocks show twice the first counts, east and west', () => {
  assert.is(epochOf('2026-10-25T02:30', 'Europe/Vienna'), Date.UTC(2026, 9, 25, 0, 30));
  assert.is(epochOf('2026-11-01T01:30', 'America/New_York'), Date.UTC(2026, 10, 1, 5, 30));
  assert.equal(momentsOf('2026-11-01T01:30', 'America/New_York'), [
    Date.UTC(2026, 10, 1, 5, 30),
    Date.UTC(2026, 10, 1, 6, 30),
  ]);
  assert.is(momentsOf('2026-05-12T13:00', 'America/New_York').length, 1);
});

test('TIME-2 in the editor it is the one nearest to the plan', () => {
  const around = (plannedAt: number) => ({ timeZone: 'Europe/Vienna', plannedAt });
  const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
  assert.is(timeFrom('2:30', around(first - 10 * MINUTE)), first);
  assert.is(timeFrom('2:30', around(second + 10 * MINUTE)), second);
});

test('TIME-2 the next day is the next day, also when a day has 23 hours', () => {
  const zone = 'Europe/Vienna';
  const late = epochOf('2026-03-28T23:30', zone) as number;
  const next = epochOf('2026-03-29T00:15', zone) as number;
  assert.equal(datesAround(late, zone, [-1, 0, 1]), ['2026-03-27', '2026-03-28', '2026-03-29']);
  assert.is(timeFrom('0:15', { timeZone: zone, plannedAt: late }), next);
  assert.is(timeOf('0:15', zone, late), next);
  const day = { startAt: late - 2 * HOUR, timeZone: zone };
  assert.is(timeOnDay(9 * HOUR, day, 1), epochOf('2026-03-29T09:00', zone));
});

test('TIME-3 what starts by itself waits for its hard start', () => {
  for (const set of [{ linked: true }, { hardStartAt: at(15) }] as const) {
    const state = newEvent();
    act(state, 'caller', edit(opening, 'linked' in set ? {} : { endAction: 'start' }));
    act(state, 'caller', edit(panel, { ...set, hardStartAt: at(15) }));
    act(state, 'caller', start, { at: at(0) });
    assert.is(dueOf(state)?.at, at(15));
    assert.is(forecastOf(view(state, 'show'), at(5)).cues[1]?.expectedAt, at(15));
    assert.not.ok(due(state, at(10)));
    assert.ok(due(state, at(15)));
    assert.equal([state.running?.cue, state.running?.startedAt], [panel, at(15)]);
  }
});

test('TIME-3 when its hard start has passed it starts as the one before ends', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { linked: true, hardStartAt: at(8) }));
  act(state, 'caller', start, { at: at(4) });
  assert.is(dueOf(state)?.at, at(14));
});

test('PROG-27 what started a little early by a node’s clock still has its whole time', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { linked: true, endAction: 'stop' }));
  act(state, 'caller', start, { at: at(0) });
  assert.ok(due(state, at(10) - 900));
  assert.equal([state.running?.startedAt, dueOf(state)?.at], [at(10), at(40)]);
});

const ADDED = [
  ['more than the cue has', [-15], 0],
  ['and then a minute again', [-15, 1], 1],
  ['in steps past none, and up', [-5, -5, -5, -5, 2], 2],
  ['up, then all of it', [5, -15], 0],
] as const;
for (const [name, minutes, total] of ADDED) {
  test(`TIME-4 time taken away: ${name}`, () => {
    const state = newEvent();
    act(state, 'caller', start, { at: at(0) });
    for (const each of minutes) {
      const addMs = each * MINUTE;
      act(state, 'caller', { type: 'programme.adjust', from: opening, addMs }, { at: at(1) });
    }
    const cue = { durationMs: 10 * MINUTE };
    const reading = readTimer(state.running as Running, cue, at(1));
    assert.equal([reading.totalMs, reading.leftMs], [total * MINUTE, (total - 1) * MINUTE]);
  });
}

test('TIME-4 a cue made shorter than what was taken from it has no time, and each minute added is one', () => {
  const state = newEvent();
  const adjust = (addMs: number) =>
    act(state, 'caller', { type: 'programme.adjust', from: opening, addMs }, { at: at(0) });
  act(state, 'caller', start, { at: at(0) });
  adjust(-9 * MINUTE);
  act(state, 'caller', edit(opening, { durationMs: 5 * MINUTE }), { at: at(0) });
  const total = () =>
    readTimer(state.running as Running, { durationMs: 5 * MINUTE }, at(0)).totalMs;
  assert.is(total(), 0);
  adjust(MINUTE);
  assert.is(total(), MINUTE);
});

test('TIME-5 a cue that a hand started goes over to the plan’s time when the programme begins to roll', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: at(0) });
  act(state, 'caller', { type: 'programme.next', from: opening }, { at: at(14) });
  act(state, 'caller', { type: 'programme.speak', from: panel, speaker: 1 }, { at: at(15) });
  act(state, 'caller', { type: 'programme.pause' }, { at: at(20) });
  act(state, 'caller', rolling, { at: at(22) });
  assert.equal(state.running, {
    cue: panel,
    ...{ startedAt: at(10), pausedMs: 0, addedMs: 0 },
    speaking: { speaker: 1, fromMs: 12 * MINUTE },
    spokenMs: [0, 5 * MINUTE],
  });
  assert.is(dueOf(state)?.at, at(40));
  assert.is(forecastOf(view(state, 'show'), at(22)).overMs, 0);
});

test('TIME-5 joined in a gap, what follows the gap is up next, and is expected at its time', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { hardStartAt: at(20) }));
  act(state, 'caller', rolling, { at: at(15) });
  const { onAir } = view(state, 'public');
  assert.equal([onAir.running, onAir.next, dueOf(state)?.at], [undefined, panel, at(20)]);
  const all = forecastOf(view(state, 'show'), at(15));
  assert.equal(
    all.cues.map(({ stage }) => stage),
    ['passed', 'later', 'later'],
  );
  assert.equal([all.cues[1]?.expectedAt, all.expectedEndAt], [at(20), at(55)]);
});

test('TIME-5 joined after midnight of a day with a change of the clocks, it has what the plan has then', () => {
  const zone = 'Europe/Vienna';
  const state = eventAt('2026-03-29T01:45', zone);
  const { startAt } = state.programme;
  act(state, 'caller', rolling, { at: epochOf('2026-03-29T03:10', zone) as number });
  assert.equal([state.running?.cue, state.running?.startedAt], [panel, startAt + 10 * MINUTE]);
  assert.is(timeOfDay(dueOf(state)?.at ?? 0, zone), '03:25');
});

test('TIME-5 a hard cue takes the air at its time from the one before that is planned into it', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { hardStartAt: at(6) }));
  act(state, 'caller', rolling, { at: at(2) });
  const { cues } = forecastOf(view(state, 'show'), at(2));
  assert.equal([cues[0]?.expectedEndAt, cues[1]?.expectedAt], [at(6), at(6)]);
  assert.is(dueOf(state)?.at, at(6));
  assert.ok(due(state, at(6)));
  assert.is(state.running?.cue, panel);
});

test('TIME-5 where a cue is skipped, what follows is expected at its own time', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { skip: true }));
  act(state, 'caller', rolling, { at: at(2) });
  const all = forecastOf(view(state, 'show'), at(2));
  assert.equal([all.cues[2]?.expectedAt, all.expectedEndAt], [at(40), at(45)]);
  assert.ok(due(state, at(10)));
  assert.equal([state.running, dueOf(state)?.at], [undefined, at(40)]);
});

test('PROG-23 stop, load and back bring each cue its own clock again', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: at(0) });
  act(state, 'caller', { type: 'programme.stop', from: opening }, { at: at(8) });
  // Stopped early, what is next is not expected before it is planned.
  assert.equal(shown(state, 'UTC', at(8)).slice(1), ['13:10', '13:40', '13:45']);
  act(state, 'caller', { type: 'programme.load', cue: closing }, { at: at(9) });
  act(state, 'caller', start, { at: at(12) });
  assert.is(forecastOf(view(state, 'show'), at(12)).cues[1]?.stage, 'passed');
  act(state, 'caller', { type: 'programme.previous', from: closing }, { at: at(13) });
  assert.equal([state.running?.cue, state.running?.startedAt], [opening, at(0)]);
  assert.is(forecastOf(view(state, 'show'), at(13)).overMs, 3 * MINUTE);
});

test('TIME-8 begun late but quicker since, a show is over by the plan and under by its own start', () => {
  const state = newEvent();
  assert.is(sinceStart(forecastOf(view(state, 'show'), at(3))), undefined);
  act(state, 'caller', start, { at: at(7) });
  const seen = (now: number) => {
    const all = forecastOf(view(state, 'show'), now);
    return [all.overMs, sinceStart(all)].map((each) => each);
  };
  const begun = { startedAt: at(7), lateMs: 7 * MINUTE };
  assert.equal(seen(at(7)), [7 * MINUTE, { ...begun, overMs: 0 }]);
  act(state, 'caller', { type: 'programme.next', from: opening }, { at: at(13) });
  assert.equal(seen(at(13)), [3 * MINUTE, { ...begun, overMs: -4 * MINUTE }]);
  act(state, 'caller', { type: 'programme.next', from: panel }, { at: at(53) });
  act(state, 'caller', { type: 'programme.next', from: closing }, { at: at(58) });
  assert.equal(seen(at(90)), [13 * MINUTE, { ...begun, overMs: 6 * MINUTE }]);
});

test('TIME-8 a hard end does not make the show longer than planned', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.plan', hardEndAt: at(40) });
  act(state, 'caller', start, { at: at(0) });
  const all = forecastOf(view(state, 'show'), at(0));
  assert.equal([all.overMs, sinceStart(all)?.overMs], [5 * MINUTE, 0]);
});

test('TIME-8 where it is not known what was on air before, nothing is said', () => {
  const cues = [{ id: opening, durationMs: MINUTE }];
  assert.is(
    sinceStart(forecast({ startAt: at(0), cues }, { next: opening }, undefined, at(9))),
    undefined,
  );
});

run();
