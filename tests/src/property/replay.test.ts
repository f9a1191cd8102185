import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { decodeBody, encodeBody } from '@rostrum/shared/domain/body';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, hashOf, logOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('replay');
const RUNS = 300;
const STEPS = 200;

/** The state as text but for how many entries it took. */
function withoutSeq(state: State): string {
  return serialise({ ...state, seq: 0 });
}

test('SYNC-6 folding a log twice gives the same state', () => {
  const property = fc.property(anyHistory(STEPS), (history) => {
    const log = logOf(history);
    // As the log keeps it: what JSON drops or reorders must not matter.
    const stored = log.map((entry) => ({ ...entry, ...decodeBody(encodeBody(entry)) }));
    assert.is(hashOf(foldAll(stored)), hashOf(foldAll(log)));
  });
  check(property, RUNS);
});

test('SYNC-6 the same actions in batches cut anywhere give the same state', () => {
  const cuts = fc.func(fc.boolean());
  const property = fc.property(anyHistory(STEPS), cuts, cuts, (history, one, other) => {
    // One time for all: a batch has one, so that cuts would else change the times.
    const first = foldAll(logOf(history, (_, index) => one(index), true));
    const second = foldAll(logOf(history, (_, index) => other(index), true));
    assert.is(withoutSeq(first), withoutSeq(second));
  });
  check(property, RUNS);
});

test('SYNC-7 a snapshot taken anywhere and the rest of the log give the whole', () => {
  const property = fc.property(anyHistory(STEPS), fc.nat(STEPS), (history, cut) => {
    const log = logOf(history);
    const restored = deserialise(serialise(foldAll(log.slice(0, cut))));
    assert.is(hashOf(foldAll(log.slice(cut), restored)), hashOf(foldAll(log)));
  });
  check(property, RUNS);
});

test('SYNC-8 a state read back from its text has the same text, and equals the state', () => {
  const property = fc.property(anyHistory(STEPS), (history) => {
    const state = foldAll(logOf(history));
    const restored = deserialise(serialise(state));
    assert.is(serialise(restored), serialise(state));
    assert.equal(restored.pending, state.pending);
  });
  check(property, RUNS);
});

run();
