import * as assert from 'uvu/assert';
import { view } from '@rostrum/shared/domain/view';
import { act, ask, newEvent, questionOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('settings');

test('SET-1 the Q&A is open from the start, and is closed and opened again', () => {
  const state = newEvent();
  assert.is(view(state, 'public').settings.qaOpen, true);
  act(state, 'moderator', { type: 'settings.qa', open: false });
  assert.is(view(state, 'public').settings.qaOpen, false);
  act(state, 'moderator', { type: 'settings.qa', open: true });
  assert.is(questionOf(state, ask(state)).state, 'pending');
});

test('SET-2 without pre-moderation new questions are approved, and those that wait go on waiting', () => {
  const state = newEvent();
  const waiting = ask(state);
  act(state, 'moderator', { type: 'settings.premoderation', on: false });
  assert.is(questionOf(state, waiting).state, 'pending');
  assert.is(questionOf(state, ask(state)).state, 'approved');
  act(state, 'moderator', { type: 'settings.premoderation', on: true });
  assert.is(questionOf(state, ask(state)).state, 'pending');
});

run();
