import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import { addChanges, noChanges } from '@rostrum/shared/domain/changes';
import { patchFor, patchSchema } from '@rostrum/shared/domain/patch';
import { audienceSchema, view, viewSchema } from '@rostrum/shared/domain/view';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, foldNoting, logOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('patches');
const RUNS = 300;
const STEPS = 200;

const audience = fc.constantFrom(...audienceSchema.options);
const cuts = fc.tuple(fc.nat(STEPS), fc.nat(STEPS), fc.nat(STEPS));

/** A log in three parts, none of them without the creation. */
function inThree<T>(log: readonly T[], [a, b]: readonly number[]): [T[], T[], T[]] {
  const first = 1 + Math.min(a ?? 0, b ?? 0);
  const second = 1 + Math.max(a ?? 0, b ?? 0);
  return [log.slice(0, first), log.slice(first, second), log.slice(second)];
}

test('SYNC-9 a patch applied to a view gives the view as it is now, for each audience', () => {
  const property = fc.property(anyHistory(STEPS), audience, cuts, (history, who, at) => {
    const [first, second, third] = inThree(logOf(history), at);
    const state = foldAll(first);
    let seen = structuredClone(view(state, who));
    for (const part of [second, third]) {
      const from = state.seq;
      const changes = foldNoting(part, state);
      const patch = structuredClone(patchFor(state, who, changes, from));
      seen = applyPatch(seen, patch);
      assert.equal(seen, view(state, who));
    }
  });
  check(property, RUNS);
});

test('SYNC-10 a patch that begins before the view, or comes twice, gives the same view', () => {
  const property = fc.property(anyHistory(STEPS), audience, cuts, (history, who, at) => {
    const [first, second, third] = inThree(logOf(history), at);
    const state = foldAll(first);
    const from = state.seq;
    const changes = foldNoting(second, state);
    const seen = structuredClone(view(state, who));
    addChanges(changes, foldNoting(third, state));
    const patch = structuredClone(patchFor(state, who, changes, from));
    const once = applyPatch(seen, patch);
    assert.equal(once, view(state, who));
    assert.equal(applyPatch(once, patch), once);
  });
  check(property, RUNS);
});

test('SYNC-11 every view and every patch fits its schema', () => {
  const property = fc.property(anyHistory(STEPS), audience, cuts, (history, who, at) => {
    const [first, second] = inThree(logOf(history), at);
    const state = foldAll(first);
    const changes = foldNoting(second, state);
    const patch = JSON.parse(
      JSON.stringify(patchFor(state, who, changes, first.length)),
    ) as unknown;
    const whole = JSON.parse(JSON.stringify(view(state, who))) as unknown;
    assert.equal(patchSchema.parse(patch), patch);
    assert.equal(viewSchema.parse(whole), whole);
  });
  check(property, RUNS);
});

test('SYNC-9 nothing changed is an empty patch', () => {
  const state = foldAll(logOf([]));
  assert.equal(patchFor(state, 'public', noChanges(), 1), { from: 1, seq: 1 });
});

run();
