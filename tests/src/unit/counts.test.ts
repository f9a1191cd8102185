import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import { patchFor } from '@rostrum/shared/domain/patch';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { countsOf, view } from '@rostrum/shared/domain/view';
import { act, ask, askApproved, askLive, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('counts');

test('COUNT-1 what came in and what became of it is counted as it changes', () => {
  const state = newEvent();
  ask(state);
  const off = askApproved(state);
  askLive(state);
  const answered = askApproved(state);
  act(state, 'moderator', { type: 'moderation.answered', question: answered });
  act(state, 'moderator', { type: 'moderation.dismiss', question: off, reason: 'off_topic' });
  const counts = {
    received: 4,
    approved: 2,
    answered: 1,
    archived: 0,
    dismissed: { off_topic: 1 },
  };
  assert.equal(view(state, 'public').counts, counts);
  assert.equal(countsOf(deserialise(serialise(state))), counts, 'after a snapshot too');
  act(state, 'moderator', { type: 'moderation.restore', question: off, to: 'approved' });
  assert.equal(view(state, 'public').counts, { ...counts, approved: 3, dismissed: {} });
});

test('COUNT-2 an event that does not tell counts has none in its view or patches', () => {
  const state = newEvent();
  const off = noChanges();
  act(state, 'organiser', { type: 'settings.set', transparency: false }, { changes: off });
  assert.is(patchFor(state, 'public', off, 1).counts, null, 'a phone forgets those it has');
  assert.is(view(state, 'public').counts, null);
  const changes = noChanges();
  askApproved(state);
  ask(state);
  act(state, 'ben', { type: 'question.ask', text: 'And?', asker: { mode: 'room' } }, { changes });
  assert.equal(patchFor(state, 'public', changes, 1), { from: 1, seq: state.seq });
});

test('COUNT-3 of a question that waits the public hears the number and nothing else', () => {
  const state = newEvent();
  const changes = noChanges();
  act(state, 'ben', { type: 'question.ask', text: 'And?', asker: { mode: 'room' } }, { changes });
  assert.equal(patchFor(state, 'public', changes, 1), {
    from: 1,
    seq: state.seq,
    counts: { received: 1, approved: 0, answered: 0, archived: 0, dismissed: {} },
  });
  for (const audience of ['desk', 'podium', 'show'] as const) {
    assert.not('counts' in patchFor(state, audience, changes, 1), audience);
  }
});

run();
