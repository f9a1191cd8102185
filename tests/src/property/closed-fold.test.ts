import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { CueId } from '@rostrum/shared/domain/ids';
import { TITLE_MAX } from '@rostrum/shared/domain/limits';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { act, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, logOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('the closed fold');

/** What depends on the Unicode of the machine, and is in every schema of a text. */
const OPEN: readonly [object, string][] = [
  [String.prototype, 'normalize'],
  [String.prototype, 'toWellFormed'],
  [String.prototype, 'toLowerCase'],
  [String.prototype, 'toUpperCase'],
  [String.prototype, 'localeCompare'],
  [Intl.Segmenter.prototype, 'segment'],
];

/** Runs `work` where each of these throws, and so does a pattern with Unicode tables. */
function closed<Result>(work: () => Result): Result {
  const before = OPEN.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  const exec = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec');
  for (const [owner, name] of OPEN) {
    Object.defineProperty(owner, name, {
      configurable: true,
      value: () => {
        throw new Error(`the fold calls ${name}`);
      },
    });
  }
  Object.defineProperty(RegExp.prototype, 'exec', {
    configurable: true,
    value(this: RegExp, text: string): unknown {
      if (this.unicode || this.unicodeSets) throw new Error(`the fold matches ${String(this)}`);
      return (exec?.value as RegExp['exec']).call(this, text);
    },
  });
  try {
    return work();
  } finally {
    for (const [index, [owner, name]] of OPEN.entries()) {
      Object.defineProperty(owner, name, before[index] as PropertyDescriptor);
    }
    Object.defineProperty(RegExp.prototype, 'exec', exec as PropertyDescriptor);
  }
}

test('SYNC-21 folding any history, and keeping and reading its state, asks nothing of a schema or of Unicode', () => {
  const property = fc.property(anyHistory(200), (history) => {
    const log = logOf(history);
    closed(() => deserialise(serialise(foldAll(log))));
  });
  check(property, 100);
});

const first = idOf<CueId>('opening');

/** An event that was accepted when titles could be longer, and by another Unicode. */
function olderEvent(title: string): State {
  const state = newEvent();
  const [cue, ...others] = state.programme.cues;
  if (!cue) throw new Error('no cue');
  state.programme = { ...state.programme, cues: [{ ...cue, title }, ...others] };
  return state;
}

test('SYNC-21 editing a note leaves a title that today is too long, or written otherwise, as it was', () => {
  for (const title of ['x'.repeat(TITLE_MAX + 1), 'e\u0301 \u200bone', ' two  spaces ']) {
    const state = olderEvent(title);
    const cue = state.programme.cues[0]?.id ?? first;
    const edit = { type: 'programme.edit', cue, set: { notes: 'Mind the step' } } as const;
    assert.is(refusal(act(state, 'caller', edit)), undefined);
    assert.is(state.programme.cues[0]?.title, title);
    assert.is(state.programme.cues[0]?.notes, 'Mind the step');
    assert.is(deserialise(serialise(state)).programme.cues[0]?.title, title);
  }
});

run();
