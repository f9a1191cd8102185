import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type Entry } from '@rostrum/shared/domain/actions';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import { patchFor } from '@rostrum/shared/domain/patch';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { nextTwo } from '@rostrum/shared/domain/upcoming';
import { audienceSchema, view } from '@rostrum/shared/domain/view';
import { idOf, MINUTE, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, foldNoting, hashOf, logOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('correct-clock');
const RUNS = 100;
const STEPS = 150;
/** A plan and a rank: they are no moments. */
const NO_MOMENTS = ['expiresAt', 'deckAt'];

/** The entry that takes back the time of an event by `byMs`, its stamp standing still. */
function correction(state: State, byMs: number): Entry {
  const stamp = state.at + state.aheadMs;
  const action = { type: 'clock.correct', stamp, byMs } as const;
  const actions = [{ id: idOf<string>(`clock${state.seq}`), action }];
  return { v: ENTRY_VERSION, seq: state.seq + 1, at: stamp, actions } as Entry;
}

/** The same entries behind one more. */
function later(log: readonly Entry[]): Entry[] {
  return log.map((entry) => ({ ...entry, seq: entry.seq + 1 }));
}

/** Every moment, with its name, that is later than the state's own time. */
function lateIn(state: State): string[] {
  const late: string[] = [];
  JSON.parse(serialise({ ...state, programme: { startAt: 0, cues: [] } }), (name, value) => {
    const isMoment = (name === 'at' || name.endsWith('At')) && !NO_MOMENTS.includes(name);
    if (isMoment && Number(value) > state.at) late.push(`${name} ${String(value)}`);
    return value as unknown;
  });
  return late;
}

const leap = fc.integer({ min: 1, max: START_AT - MINUTE });
const cut = fc.nat(STEPS);

test('LOG-42 no moment that an event knows of is later than its corrected time, whatever came before and comes after', () => {
  const property = fc.property(anyHistory(STEPS), cut, leap, (history, at, byMs) => {
    const log = logOf(history);
    const state = foldAll(log.slice(0, at + 1));
    const before = state.at;
    foldAll([correction(state, byMs)], state);
    assert.is(state.at, before - byMs);
    assert.equal(lateIn(state), []);
    foldAll(later(log.slice(at + 1)), state);
    assert.is(state.at, (log.at(-1)?.at ?? 0) - byMs);
    assert.equal(lateIn(state), []);
  });
  check(property, RUNS);
});

test('LOG-42 a snapshot of a corrected event is the event, and what comes next on stage is the same in it', () => {
  const property = fc.property(anyHistory(STEPS), cut, leap, (history, at, byMs) => {
    const log = logOf(history);
    const state = foldAll(log.slice(0, at + 1));
    foldAll([correction(state, byMs)], state);
    const restored = deserialise(serialise(state));
    const names = (of: State) => nextTwo(of.upcoming).map(({ id }) => id);
    assert.equal(names(restored), names(state));
    const rest = later(log.slice(at + 1));
    assert.is(hashOf(foldAll(rest, restored)), hashOf(foldAll(rest, state)));
  });
  check(property, RUNS);
});

test('LOG-42 a correction reaches every audience as a patch', () => {
  const property = fc.property(anyHistory(STEPS), leap, (history, byMs) => {
    for (const audience of audienceSchema.options) {
      const state = foldAll(logOf(history));
      const from = state.seq;
      const seen = structuredClone(view(state, audience));
      const changes = foldNoting([correction(state, byMs)], state);
      const patch = structuredClone(patchFor(state, audience, changes, from));
      assert.equal(applyPatch(seen, patch), view(state, audience));
    }
  });
  check(property, RUNS);
});

run();
