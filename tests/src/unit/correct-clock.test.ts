import * as assert from 'uvu/assert';
import { ENTRY_VERSION } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import { readTimer } from '@rostrum/shared/domain/clock';
import { leapOf } from '@rostrum/shared/domain/correct-clock';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import {
  act,
  ask,
  askApproved,
  idOf,
  MINUTE,
  newEvent,
  questionOf,
  refusal,
  START_AT,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('correct-clock');
const DAY = 24 * 60 * MINUTE;
const open = { type: 'settings.qa', open: true } as const;

/** @param at the stamp of its entry: that of the one before, as long as the log's clock is behind. */
function correct(state: State, byMs: number, at = state.at + state.aheadMs) {
  const stamp = state.at + state.aheadMs;
  const action = { type: 'clock.correct', stamp, byMs } as const;
  const actions = [{ id: idOf<never>(`clock${state.seq}`), action }];
  const entry = { v: ENTRY_VERSION, seq: state.seq + 1, at, actions };
  return fold(state, entry, noChanges())[0] ?? { ok: false, reason: 'invalid' };
}

for (const [what, aheadMs, leapMs] of [
  ['a minute ahead', MINUTE, 0],
  ['over a minute ahead', MINUTE + 1, MINUTE + 1],
  ['60 days ahead', 60 * DAY, 60 * DAY],
  ['60 days behind', -60 * DAY, 0],
] as const) {
  test(`LOG-41 an entry that is ${what} of the clock is ${leapMs ? 'a' : 'no'} leap`, () => {
    assert.is(leapOf({ at: START_AT + aheadMs }, START_AT), leapMs);
  });
}

test('LOG-42 after a correction time is the stamp less what was corrected, once more after another', () => {
  const state = newEvent();
  assert.ok(correct(state, 2 * DAY).ok);
  assert.is(state.at, START_AT - 2 * DAY);
  act(state, 'ana', open, { at: START_AT + 5_000 });
  assert.is(state.at, START_AT - 2 * DAY + 5_000);
  assert.ok(correct(state, DAY).ok);
  assert.is(state.at, START_AT - 3 * DAY + 5_000);
});

test('LOG-42 a correction whose own stamp has moved on is refused: the clock is not behind', () => {
  const state = newEvent();
  assert.is(refusal(correct(state, DAY, START_AT + 1)), 'wrong_state');
  assert.is(state.aheadMs, 0);
  assert.is(refusal(correct(state, START_AT + 1)), 'wrong_state', 'nor to before the epoch');
});

test('LOG-42 a timer and slow mode go on after a correction as they stood', () => {
  const state = newEvent();
  const far = START_AT + 60 * DAY;
  act(state, 'organiser', { type: 'settings.set', slowModeMs: 5 * MINUTE });
  act(state, 'organiser', { type: 'roles.grant', link: { ...longLink, expiresAt: far + DAY } });
  act(state, 'long', { type: 'programme.start' }, { at: far });
  const asked = ask(state);
  act(state, 'long', open, { at: far + 3 * MINUTE });
  assert.ok(correct(state, 60 * DAY).ok);
  const cue = state.programme.cues[0];
  assert.ok(cue && state.running);
  assert.is(readTimer(state.running, cue, state.at).elapsedMs, 3 * MINUTE);
  assert.is(questionOf(state, asked).askedAt, START_AT + 1_000);
  const again = { type: 'question.ask', text: 'And who else?', asker: { mode: 'room' } } as const;
  assert.is(refusal(act(state, 'ana', again, { at: far + 4 * MINUTE })), 'slow_mode');
  assert.ok(act(state, 'ana', again, { at: far + 7 * MINUTE }).ok);
});

test('LOG-42 a question that was passed over under the wrong time comes back before one passed over since', () => {
  const state = newEvent();
  const far = START_AT + 60 * DAY;
  act(state, 'organiser', { type: 'roles.grant', link: { ...longLink, expiresAt: far + DAY } });
  const first = askApproved(state, 'ana');
  const second = askApproved(state, 'ben');
  askApproved(state, 'cem');
  act(state, 'long', { type: 'stage.next' }, { at: far });
  const skip = (from: typeof first) => ({ type: 'stage.skip', from }) as const;
  assert.ok(act(state, 'long', skip(first), { at: far + MINUTE }).ok);
  assert.ok(correct(state, 60 * DAY).ok);
  assert.ok(act(state, 'long', skip(second), { at: far + 2 * MINUTE }).ok);
  const turns = state.upcoming.map(({ id }) => id);
  assert.equal(turns, [first, second]);
});

const longLink = {
  id: idOf<string>('linklong'),
  role: 'organiser',
  hash: 'cd'.repeat(32),
} as const;

test('ROLE-10 one entry that is 60 days ahead ends no link for good', () => {
  const state = newEvent();
  const far = START_AT + 60 * DAY;
  ask(state, 'ana');
  act(state, 'ana', open, { at: far });
  assert.is(refusal(act(state, 'organiser', open, { at: far })), 'link_expired');
  assert.ok(correct(state, 60 * DAY - MINUTE).ok);
  assert.ok(act(state, 'organiser', open, { at: far + MINUTE }).ok);
  const ended = far + DAY;
  assert.is(refusal(act(state, 'organiser', open, { at: ended })), 'link_expired', 'in its time');
});

run();
