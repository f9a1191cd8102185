import * as assert from 'uvu/assert';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { blocksOf } from '../../../web/src/routes/[code]/show/blocks.ts';
import { effectOf } from '../../../web/src/routes/[code]/show/choice.ts';
import { figuresOf } from '../../../web/src/routes/[code]/show/figures.ts';
import { typedTime } from '../../../web/src/lib/typed-time.ts';
import { forecastOf } from '../../../web/src/lib/programme.ts';
import { act, idOf, MINUTE, newEvent, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('show choice');

const [opening, panel, closing] = ['opening', 'panel', 'closing'].map((name) =>
  idOf<CueId>(name),
) as [CueId, CueId, CueId];
const at = (minutes: number) => START_AT + minutes * MINUTE;

/** Ten minutes of opening are on air since the start; the closing is hard. */
function onAir(): State {
  const state = newEvent();
  act(state, 'caller', {
    type: 'programme.edit',
    cue: closing,
    set: { hardStartAt: at(40) },
  });
  act(state, 'caller', { type: 'programme.start' }, { at: at(0) });
  return state;
}

test('SHOW-1 what a choice saves or costs, and whether the hard start holds, is known before it is taken', () => {
  const seen = view(onAir(), 'show');
  assert.equal(effectOf(seen, 'go', panel, at(2)), {
    expectedEndAt: at(45),
    changeMs: 0,
    hard: { at: at(40), lateMs: 0 },
  });
  assert.equal(effectOf(seen, 'go', panel, at(15)).hard, { at: at(40), lateMs: 5 * MINUTE });
  assert.equal(effectOf(seen, 'load', closing, at(2)).changeMs, 0);
  assert.equal(effectOf(seen, 'go', closing, at(2)).changeMs, -38 * MINUTE);
  assert.equal(effectOf(seen, 'skip', closing, at(2)), {
    expectedEndAt: at(40),
    changeMs: -5 * MINUTE,
    hard: undefined,
  });
});

test('SHOW-1 skipping what is up next makes the one after it the next', () => {
  const state = onAir();
  act(state, 'caller', { type: 'programme.edit', cue: closing, set: {}, clear: ['hardStartAt'] });
  const seen = view(state, 'show');
  assert.is(effectOf(seen, 'skip', panel, at(2)).changeMs, -30 * MINUTE);
  act(state, 'caller', { type: 'programme.edit', cue: panel, set: { skip: true } });
  assert.is(effectOf(view(state, 'show'), 'skip', panel, at(2)).changeMs, 30 * MINUTE);
});

test('SHOW-1 a choice that ends following the wall clock is weighed as what it then is', () => {
  const rolling = () => {
    const state = newEvent();
    act(state, 'caller', { type: 'programme.roll', on: true }, { at: at(0) });
    return state;
  };
  const seen = view(rolling(), 'show');
  const state = rolling();
  const go = { type: 'programme.go', from: opening, cue: panel } as const;
  assert.ok(act(state, 'caller', go, { at: at(2) }).ok);
  const { expectedEndAt } = forecastOf(view(state, 'show'), at(2));
  assert.is(effectOf(seen, 'go', panel, at(2)).expectedEndAt, expectedEndAt);
  assert.is(expectedEndAt, at(37));
});

test('TIME-14 the header has how late it began, how it stands now and at its end, and how long it has become', () => {
  const state = newEvent();
  const figures = (minutes: number) => {
    const { onAir, programme } = view(state, 'show');
    const { nowMs, end, since } = figuresOf(
      forecastOf({ onAir, programme }, at(minutes)),
      onAir.next,
    );
    const all = [nowMs, end.overMs, since?.lateMs, since?.overMs];
    return all.map((ms) => (ms === undefined ? undefined : ms / MINUTE));
  };
  assert.equal(figures(-5), [0, 0, undefined, undefined]);
  assert.equal(figures(4), [4, 4, undefined, undefined]);
  act(state, 'caller', { type: 'programme.start' }, { at: at(7) });
  assert.equal(figures(8), [7, 7, 7, 0]);
  act(state, 'caller', { type: 'programme.stop', from: opening }, { at: at(12) });
  assert.equal(figures(13), [3, 3, 7, -4]);
  act(state, 'caller', { type: 'programme.start', cue: closing }, { at: at(20) });
  act(state, 'caller', { type: 'programme.next', from: closing }, { at: at(75) });
  assert.equal(figures(90), [undefined, 30, 7, 23]);
});

test('SHOW-3 neighbours of one group are one block, and a group may come again', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.edit', cue: opening, set: { group: 'Morning' } });
  act(state, 'caller', { type: 'programme.edit', cue: closing, set: { group: 'Morning' } });
  const blocks = blocksOf(forecastOf(view(state, 'show'), at(0)).cues);
  assert.equal(
    blocks.map(({ group, rows }) => [group, rows.map(({ index }) => index)]),
    [
      ['Morning', [0]],
      [undefined, [1]],
      ['Morning', [2]],
    ],
  );
});

test('SHOW-4 a length is typed as minutes, minutes and seconds, or with hours', () => {
  assert.is(typedTime('5'), 5 * MINUTE);
  assert.is(typedTime(' 5:30 '), 5.5 * MINUTE);
  assert.is(typedTime('1:05:30'), 65.5 * MINUTE);
  assert.is(typedTime('٥:٣٠'), 5.5 * MINUTE);
  for (const wrong of ['', 'five', '5:', '1:2:3:4', '-5', '25:00:00', '5.5']) {
    assert.is(typedTime(wrong), undefined, wrong);
  }
});

run();
