import * as assert from 'uvu/assert';
import type { CueId } from '@rostrum/shared/domain/ids';
import { CUE_DURATION_MAX_MS } from '@rostrum/shared/domain/limits';
import { programmeSchema } from '@rostrum/shared/domain/programme';
import { view } from '@rostrum/shared/domain/view';
import { act, idOf, MINUTE, newEvent, refusal, START_AT, testCreate } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('programme');

const [opening, panel, closing] = ['opening', 'panel', 'closing'].map((name) => idOf<string>(name));
const start = { type: 'programme.start' } as const;
const next = (from = '') => ({ type: 'programme.next', from }) as const;

test('PROG-1 the programme starts with its first cue, or with the one named', () => {
  const first = newEvent();
  act(first, 'caller', start, { at: START_AT + MINUTE });
  assert.equal(first.running, {
    cue: opening,
    startedAt: START_AT + MINUTE,
    pausedMs: 0,
    addedMs: 0,
  });
  const named = newEvent();
  act(named, 'caller', { ...start, cue: idOf('panel') });
  assert.is(named.running?.cue, panel);
});

test('PROG-2 what runs is not started again, nor is what does not exist', () => {
  const state = newEvent();
  assert.is(refusal(act(state, 'caller', { ...start, cue: idOf('nowhere') })), 'unknown_cue');
  act(state, 'caller', start);
  assert.is(refusal(act(state, 'caller', start)), 'already_running');
});

test('PROG-3 an empty programme does not start', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.set', programme: { startAt: START_AT, cues: [] } });
  assert.is(refusal(act(state, 'caller', start)), 'empty_programme');
});

test('PROG-4 a pause stops the clock, and the time goes on where it stood', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: START_AT });
  act(state, 'caller', { type: 'programme.pause' }, { at: START_AT + 2 * MINUTE });
  assert.is(refusal(act(state, 'caller', { type: 'programme.pause' })), 'already_paused');
  act(state, 'caller', { type: 'programme.resume' }, { at: START_AT + 5 * MINUTE });
  assert.is(refusal(act(state, 'caller', { type: 'programme.resume' })), 'not_paused');
  assert.equal(state.running, {
    cue: opening,
    startedAt: START_AT,
    pausedMs: 3 * MINUTE,
    addedMs: 0,
  });
});

test('PROG-4 nothing is paused, resumed, ended or adjusted while nothing runs', () => {
  const state = newEvent();
  for (const action of [
    { type: 'programme.pause' },
    { type: 'programme.resume' },
    next(opening),
    { type: 'programme.adjust', from: idOf<string>('opening'), addMs: MINUTE },
  ] as const) {
    assert.is(refusal(act(state, 'caller', action)), 'not_running', action.type);
  }
});

test('PROG-5 next ends the cue on air and starts the one after it; after the last, all is over', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: START_AT });
  act(state, 'caller', next(opening), { at: START_AT + 9 * MINUTE });
  assert.is(state.running?.cue, panel);
  assert.is(state.running?.startedAt, START_AT + 9 * MINUTE);
  assert.is(
    view(state, 'show').onAir.ran?.[idOf<CueId>('opening')]?.endedAt,
    START_AT + 9 * MINUTE,
  );
  act(state, 'caller', next(panel));
  assert.is(view(state, 'public').onAir.finished, false);
  act(state, 'caller', next(closing));
  assert.equal(view(state, 'public').onAir, { finished: true });
});

test('PROG-6 two callers who press next at once move one step', () => {
  const state = newEvent();
  act(state, 'caller', start);
  assert.ok(act(state, 'caller', next(opening)).ok);
  assert.is(refusal(act(state, 'organiser', next(opening))), 'stale_cue');
  assert.is(state.running?.cue, panel);
});

test('PROG-7 previous brings back the cue before with its own clock', () => {
  const state = newEvent();
  act(state, 'caller', start, { at: START_AT });
  act(state, 'caller', next(opening), { at: START_AT + 4 * MINUTE });
  assert.is(refusal(act(state, 'caller', { type: 'programme.previous' })), 'stale_cue');
  act(state, 'caller', { type: 'programme.previous', from: idOf('panel') });
  assert.equal(state.running, { cue: opening, startedAt: START_AT, pausedMs: 0, addedMs: 0 });
  assert.is(state.ran.size, 0);
  const atFirst = act(state, 'caller', { type: 'programme.previous', from: idOf('opening') });
  assert.is(refusal(atFirst), 'unknown_cue');
});

test('PROG-7 previous after the end brings back the last cue', () => {
  const state = newEvent();
  act(state, 'caller', { ...start, cue: idOf('closing') });
  act(state, 'caller', next(closing));
  assert.ok(act(state, 'caller', { type: 'programme.previous' }).ok);
  assert.is(state.running?.cue, closing);
});

test('PROG-8 time is added to the cue on air, or taken, within bounds', () => {
  const state = newEvent();
  act(state, 'caller', start);
  const adjust = (addMs: number, from = opening ?? '') =>
    act(state, 'caller', { type: 'programme.adjust', from, addMs });
  adjust(2 * MINUTE);
  adjust(-MINUTE);
  assert.is(state.running?.addedMs, MINUTE);
  adjust(-CUE_DURATION_MAX_MS);
  assert.is(state.running?.addedMs, -10 * MINUTE);
  adjust(CUE_DURATION_MAX_MS);
  adjust(CUE_DURATION_MAX_MS);
  assert.is(state.running?.addedMs, CUE_DURATION_MAX_MS);
  assert.is(refusal(adjust(MINUTE, panel)), 'stale_cue');
});

test('PROG-9 a new programme keeps the cue on air and forgets cues that are gone', () => {
  const state = newEvent();
  act(state, 'caller', start);
  act(state, 'caller', next(opening));
  const { startAt, cues } = testCreate.programme;
  const without = (id: string | undefined) => ({
    type: 'programme.set' as const,
    programme: { startAt, cues: cues.filter((cue) => cue.id !== id) },
  });
  assert.is(refusal(act(state, 'caller', without(panel))), 'running_cue_missing');
  assert.is(state.programme.cues.length, 3);
  assert.ok(act(state, 'caller', without(opening)).ok);
  assert.is(state.running?.cue, panel);
  assert.is(state.ran.size, 0);
});

test('PROG-16 no two cues of a programme have the same id', () => {
  const [cue] = testCreate.programme.cues;
  assert.not.ok(programmeSchema.safeParse({ startAt: START_AT, cues: [cue, cue] }).success);
});

run();
