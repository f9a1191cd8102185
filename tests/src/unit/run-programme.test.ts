import * as assert from 'uvu/assert';
import { budgetOf } from '@rostrum/shared/domain/budget';
import { auxSpentMs } from '@rostrum/shared/domain/aux-clock';
import { noChanges } from '@rostrum/shared/domain/changes';
import { forecast } from '@rostrum/shared/domain/clock';
import { dueOf } from '@rostrum/shared/domain/due';
import type { ActionId, CueId } from '@rostrum/shared/domain/ids';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { act, askLive, idOf, MINUTE, newEvent, refusal, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('run the programme');

const [opening, panel, closing] = ['opening', 'panel', 'closing'].map((name) =>
  idOf<CueId>(name),
) as [CueId, CueId, CueId];
const at = (minutes: number) => START_AT + minutes * MINUTE;
const start = { type: 'programme.start' } as const;
const edit = (cue: CueId, set: object) => ({ type: 'programme.edit', cue, set }) as const;

/** Two hours of a programme are two folds here. */
function due(state: State, time: number, from = state.running?.cue) {
  const id = idOf<ActionId>(`due${state.seq}`);
  const action = { type: 'programme.due', ...(from ? { from } : {}) } as const;
  const entry = { v: 1, seq: state.seq + 1, at: time, actions: [{ id, action }] } as const;
  return fold(state, entry as never, noChanges())[0];
}

test('PROG-22 the cue that was loaded is the one up next, and then again the one that follows', () => {
  const state = newEvent();
  act(state, 'caller', start);
  assert.is(view(state, 'public').onAir.next, panel);
  act(state, 'caller', { type: 'programme.load', cue: closing });
  assert.is(view(state, 'public').onAir.next, closing);
  assert.is(
    refusal(act(state, 'caller', { type: 'programme.load', cue: opening })),
    'already_running',
  );
  act(state, 'caller', { type: 'programme.load' });
  assert.is(view(state, 'public').onAir.next, panel);
  act(state, 'caller', { type: 'programme.load', cue: closing });
  act(state, 'caller', { type: 'programme.next', from: opening });
  assert.is(state.running?.cue, closing);
});

test('PROG-23 any cue can be gone to, and previous leads back to where the show was', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: at(0) });
  const go = { type: 'programme.go', from: opening, cue: closing } as const;
  act(state, 'caller', go, { at: at(4) });
  assert.is(state.running?.cue, closing);
  assert.is(refusal(act(state, 'organiser', go)), 'stale_cue');
  act(state, 'caller', { type: 'programme.previous', from: closing });
  assert.equal([state.running?.cue, state.running?.startedAt], [opening, at(0)]);
});

test('PROG-24 a stop ends the cue on air and starts none; the next press starts the one up next', () => {
  const state = newEvent();
  act(state, 'caller', start);
  act(state, 'caller', { type: 'programme.stop', from: opening });
  assert.is(state.running, undefined);
  assert.equal(view(state, 'public').onAir, { next: panel, finished: false });
  act(state, 'caller', start);
  assert.is(state.running?.cue, panel);
});

test('PROG-25 a skipped cue is passed over and takes no time, and the plan stays what it was', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: at(0) });
  act(state, 'caller', edit(panel, { skip: true }));
  const { programme, onAir } = view(state, 'show');
  const seen = forecast(programme, onAir, new Map(), at(1));
  assert.equal(
    seen.cues.map(({ stage }) => stage),
    ['running', 'passed', 'later'],
  );
  assert.equal([seen.cues[2]?.plannedAt, seen.cues[2]?.expectedAt], [at(40), at(10)]);
  assert.is(seen.overMs, -30 * MINUTE);
  act(state, 'caller', { type: 'programme.next', from: opening });
  assert.is(state.running?.cue, closing);
});

test('PROG-26 gaps and overlaps of the plan are known', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { hardStartAt: at(15) }));
  act(state, 'caller', edit(closing, { hardStartAt: at(40) }));
  const { programme, onAir } = view(state, 'show');
  assert.equal(
    forecast(programme, onAir, new Map(), at(0)).cues.map(({ gapMs }) => gapMs),
    [0, 5 * MINUTE, -5 * MINUTE],
  );
});

test('PROG-27 a linked cue starts when the one before has had its time, without a gap', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { linked: true }));
  act(state, 'caller', start, { at: at(0) });
  assert.equal(dueOf(state), { at: at(10), from: opening });
  act(state, 'caller', { type: 'programme.adjust', from: opening, addMs: MINUTE }, { at: at(1) });
  assert.is(dueOf(state)?.at, at(11));
  assert.not.ok(due(state, at(10))?.ok);
  assert.ok(due(state, at(11) + 400)?.ok);
  assert.equal([state.running?.cue, state.running?.startedAt], [panel, at(11)]);
  // The closing is not linked: the panel goes on into overtime.
  assert.is(dueOf(state), undefined);
});

test('PROG-27 what was due while nobody was there happens when it can, not in the past', () => {
  const state = newEvent();
  act(state, 'caller', edit(opening, { endAction: 'start' }));
  act(state, 'caller', start, { at: at(0) });
  due(state, at(25));
  assert.equal([state.running?.cue, state.running?.startedAt], [panel, at(25)]);
});

test('PROG-28 at its end a cue stops, or loads the next, where it is told to', () => {
  const state = newEvent();
  act(state, 'caller', edit(opening, { endAction: 'load' }));
  act(state, 'caller', edit(panel, { endAction: 'stop' }));
  act(state, 'caller', start, { at: at(0) });
  due(state, at(10));
  assert.equal([state.running, state.loaded], [undefined, panel]);
  act(state, 'caller', start, { at: at(12) });
  act(state, 'caller', { type: 'programme.pause' }, { at: at(13) });
  assert.is(dueOf(state), undefined);
  act(state, 'caller', { type: 'programme.resume' }, { at: at(15) });
  due(state, at(44));
  assert.equal([state.running, state.loaded], [undefined, undefined]);
  assert.is(state.ran.get(panel)?.endedAt, at(44));
});

test('PROG-29 a programme that rolls has on air what the plan has, also when it is joined in the middle', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.roll', on: true }, { at: at(15) });
  assert.equal([state.running?.cue, state.running?.startedAt], [panel, at(10)]);
  assert.equal(dueOf(state), { at: at(40), from: panel });
  due(state, at(40) + 20);
  assert.equal([state.running?.cue, state.running?.startedAt], [closing, at(40)]);
  due(state, at(45) + 20);
  assert.equal([state.running, state.rolledAt, dueOf(state)], [undefined, undefined, undefined]);
});

test('PROG-29 before its start it waits, a gap is a gap, and a hand takes over', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { hardStartAt: at(20) }));
  act(state, 'caller', { type: 'programme.roll', on: true }, { at: at(-5) });
  assert.equal([state.running, dueOf(state)?.at], [undefined, at(0)]);
  due(state, at(0));
  assert.is(state.running?.cue, opening);
  due(state, at(10));
  assert.equal([state.running, dueOf(state)?.at], [undefined, at(20)]);
  act(state, 'caller', start, { at: at(12) });
  assert.is(view(state, 'public').onAir.rolling, undefined);
});

test('PROG-30 the time of each speaker is counted, and stands still in a pause', () => {
  const state = newEvent();
  act(state, 'caller', { ...start, cue: panel }, { at: at(0) });
  const speak = (speaker?: number) =>
    ({
      type: 'programme.speak',
      from: panel,
      ...(speaker === undefined ? {} : { speaker }),
    }) as const;
  act(state, 'caller', speak(1), { at: at(1) });
  act(state, 'caller', { type: 'programme.pause' }, { at: at(3) });
  act(state, 'caller', { type: 'programme.resume' }, { at: at(7) });
  act(state, 'caller', speak(0), { at: at(8) });
  assert.equal(state.running?.spokenMs, [0, 3 * MINUTE]);
  act(state, 'caller', speak(), { at: at(10) });
  act(state, 'caller', speak(1), { at: at(11) });
  act(state, 'caller', { type: 'programme.next', from: panel }, { at: at(12) });
  assert.equal(state.ran.get(panel)?.spokenMs, [2 * MINUTE, 4 * MINUTE]);
  act(state, 'caller', { type: 'programme.previous', from: closing });
  assert.is(refusal(act(state, 'caller', speak(2))), 'unknown_speaker');
});

test('PROG-31 three timers run beside the programme, each for itself', () => {
  const state = newEvent();
  const set = {
    type: 'programme.auxSet',
    timer: 1,
    label: 'Vote',
    durationMs: 2 * MINUTE,
  } as const;
  assert.is(
    refusal(act(state, 'caller', { type: 'programme.auxStart', timer: 1 })),
    'unknown_timer',
  );
  act(state, 'caller', set);
  act(state, 'caller', { type: 'programme.auxStart', timer: 1 }, { at: at(1) });
  assert.is(
    refusal(act(state, 'caller', { type: 'programme.auxStart', timer: 1 }, { at: at(1) })),
    'already_running',
  );
  act(state, 'caller', { type: 'programme.auxStop', timer: 1 }, { at: at(2) });
  const [first, vote] = view(state, 'public').onAir.aux ?? [];
  assert.equal([first, vote], [null, { label: 'Vote', durationMs: 2 * MINUTE, spentMs: MINUTE }]);
  act(state, 'caller', { type: 'programme.auxStart', timer: 1 }, { at: at(5) });
  assert.is(auxSpentMs(state.aux[1] as never, at(6)), 2 * MINUTE);
  act(state, 'caller', { type: 'programme.auxClear', timer: 1 });
  assert.is(view(state, 'public').onAir.aux, undefined);
});

test('PROG-32 there is room for as many questions as fit at the measured pace before what cannot move', () => {
  const state = newEvent();
  act(state, 'caller', edit(panel, { kind: 'qa' }));
  act(state, 'caller', { type: 'programme.plan', hardEndAt: at(45) });
  act(state, 'caller', { ...start, cue: panel }, { at: at(10) });
  const budget = () => {
    const { programme, onAir } = view(state, 'podium');
    const all = forecast(programme, onAir, undefined, state.at);
    return budgetOf(programme, all, onAir.paceMs, state.at);
  };
  // 35 minutes to the hard end, 5 of them for the closing; 3 minutes a question as long as none was measured.
  assert.equal(
    [budget()?.questionsMs, budget()?.room, budget()?.measured],
    [30 * MINUTE, 10, false],
  );
  const question = askLive(state);
  const staged = state.at;
  act(state, 'moderator', { type: 'moderation.answered', question }, { at: staged + 5 * MINUTE });
  assert.is(view(state, 'desk').onAir.paceMs, 5 * MINUTE);
  assert.is(view(state, 'public').onAir.paceMs, undefined);
  assert.equal([budget()?.room, budget()?.measured], [4, true]);
});

run();
