import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId } from '@rostrum/shared/domain/ids';
import { patchFor } from '@rostrum/shared/domain/patch';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { view } from '@rostrum/shared/domain/view';
import { act, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('message');
const CREW = ['desk', 'podium', 'show'] as const;
const say = (text: string) => ({ type: 'moderation.message', text }) as const;

test('MSG-1 a message takes the place of the one before, and is taken away', () => {
  const state = newEvent();
  act(state, 'moderator', say('Please wrap up'));
  act(state, 'moderator', say('One last question'));
  assert.is(view(state, 'podium').message?.text, 'One last question');
  assert.ok(act(state, 'moderator', { type: 'moderation.clearMessage' }).ok);
  assert.is(view(state, 'podium').message, null);
  assert.is(refusal(act(state, 'moderator', { type: 'moderation.clearMessage' })), 'no_message');
});

test('MSG-1 a message survives a snapshot', () => {
  const state = newEvent();
  act(state, 'moderator', say('Please wrap up'));
  const restored = deserialise(serialise(state));
  assert.equal(view(restored, 'podium').message, view(state, 'podium').message);
});

test('MSG-2 podium, desk and show see a message at once, and the public never does', () => {
  const state = newEvent();
  const changes = noChanges();
  act(state, 'moderator', say('Please wrap up'), { changes });
  assert.ok(changes.live, 'it does not wait');
  for (const audience of CREW) {
    assert.is(view(state, audience).message?.text, 'Please wrap up');
    assert.is(patchFor(state, audience, changes, 1).message?.text, 'Please wrap up');
  }
  assert.not.match(JSON.stringify(view(state, 'public')), 'wrap up');
  assert.equal(patchFor(state, 'public', changes, 1), { from: 1, seq: state.seq });
});

test('MSG-3 the receipt is for the message that was read', () => {
  const state = newEvent();
  const [first, second] = [idOf<ActionId>('first'), idOf<ActionId>('second')];
  act(state, 'moderator', say('Please wrap up'), { id: first });
  act(state, 'moderator', say('One last question'), { id: second });
  assert.is(refusal(act(state, 'chair', { type: 'stage.seen', message: first })), 'no_message');
  assert.is(view(state, 'desk').message?.seenAt, undefined);
  assert.ok(act(state, 'chair', { type: 'stage.seen', message: second }).ok);
  const { seenAt } = view(state, 'desk').message ?? {};
  assert.is(seenAt, state.at);
  assert.ok(act(state, 'chair', { type: 'stage.seen', message: second }).ok);
  assert.is(view(state, 'desk').message?.seenAt, seenAt);
});

test('MSG-4 a message is taken away by name only while it is the one that is said', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'moderation.message', text: 'first' });
  const first = state.message?.id;
  act(state, 'moderator', { type: 'moderation.message', text: 'second' });
  const clear = { type: 'moderation.clearMessage', message: first } as const;
  assert.is(refusal(act(state, 'moderator', clear)), 'no_message');
  assert.is(state.message?.text, 'second');
  assert.ok(act(state, 'moderator', { ...clear, message: state.message?.id }).ok);
  assert.is(state.message, undefined);
});

run();
