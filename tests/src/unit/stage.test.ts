import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { onDeck } from '@rostrum/shared/domain/deck';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { view } from '@rostrum/shared/domain/view';
import { act, askApproved, newEvent, questionOf, refusal, type ActionInput } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('stage');

/** Three approved questions, the first asked first in turn. */
function threeApproved() {
  const state = newEvent();
  const ids = ['ana', 'ben', 'eva'].map((who) => askApproved(state, who));
  return { state, ids: ids as [QuestionId, QuestionId, QuestionId] };
}

test('STAGE-1 next brings the first by turn, then marks it as answered and brings the second', () => {
  const { state, ids } = threeApproved();
  const [first, second, third] = ids;
  assert.ok(act(state, 'chair', { type: 'stage.next' }).ok);
  assert.is(state.live, first);
  assert.ok(act(state, 'chair', { type: 'stage.next', from: first }).ok);
  assert.is(questionOf(state, first).state, 'answered');
  assert.is(state.live, second);
  act(state, 'chair', { type: 'stage.next', from: second });
  assert.ok(act(state, 'chair', { type: 'stage.next', from: third }).ok);
  assert.is(state.live, undefined);
  assert.is(refusal(act(state, 'chair', { type: 'stage.next' })), 'nothing_next');
});

test('STAGE-2 what is skipped is not answered, and comes only after all others', () => {
  const { state, ids } = threeApproved();
  const [first, second, third] = ids;
  // The most votes do not bring it back.
  act(state, 'ben', { type: 'question.upvote', question: first });
  act(state, 'chair', { type: 'stage.next' });
  assert.ok(act(state, 'chair', { type: 'stage.skip', from: first }).ok);
  assert.is(questionOf(state, first).state, 'approved');
  assert.is(state.live, second);
  act(state, 'chair', { type: 'stage.next', from: second });
  assert.is(state.live, third);
  act(state, 'chair', { type: 'stage.next', from: third });
  assert.is(state.live, first);
  assert.is(questionOf(state, first).skippedAt, undefined);
});

test('STAGE-2 on deck a skipped question has its turn again', () => {
  const { state, ids } = threeApproved();
  const [first] = ids;
  act(state, 'chair', { type: 'stage.next' });
  act(state, 'chair', { type: 'stage.skip', from: first });
  act(state, 'moderator', { type: 'moderation.deck', question: first });
  assert.is(view(state, 'podium').stage.next[0]?.id, first);
});

test('STAGE-3 back brings what was answered or skipped last, and the next step is the one undone', () => {
  const { state, ids } = threeApproved();
  const [first, second, third] = ids;
  act(state, 'chair', { type: 'stage.next' });
  act(state, 'chair', { type: 'stage.next', from: first });
  act(state, 'chair', { type: 'stage.skip', from: second });
  assert.ok(act(state, 'chair', { type: 'stage.back', from: third }).ok);
  assert.is(state.live, second);
  assert.ok(act(state, 'chair', { type: 'stage.back', from: second }).ok);
  assert.is(state.live, first);
  assert.equal(
    onDeck(state).map(({ id }) => id),
    [second, third],
  );
  assert.is(refusal(act(state, 'chair', { type: 'stage.back', from: first })), 'nothing_before');
  act(state, 'chair', { type: 'stage.next', from: first });
  assert.is(state.live, second);
});

test('STAGE-3 a question that was never on stage does not come back to it', () => {
  const { state, ids } = threeApproved();
  act(state, 'moderator', { type: 'moderation.answered', question: ids[0] });
  assert.is(refusal(act(state, 'chair', { type: 'stage.back' })), 'nothing_before');
});

test('STAGE-3 after a snapshot back still knows what was there', () => {
  const { state, ids } = threeApproved();
  act(state, 'chair', { type: 'stage.next' });
  act(state, 'chair', { type: 'stage.next', from: ids[0] });
  const restored = deserialise(serialise(state));
  assert.is(serialise(restored), serialise(state));
  act(restored, 'chair', { type: 'stage.back', from: ids[1] });
  assert.is(restored.live, ids[0]);
});

test('STAGE-4 of two who press at once, the second moves nothing', () => {
  const { state, ids } = threeApproved();
  act(state, 'chair', { type: 'stage.next' });
  const [first, second] = ids;
  const acts: ActionInput[] = [
    { type: 'stage.next', from: first },
    { type: 'stage.skip', from: first },
    { type: 'stage.back', from: first },
  ];
  assert.ok(act(state, 'moderator', { type: 'stage.next', from: first }).ok);
  for (const late of acts) assert.is(refusal(act(state, 'chair', late)), 'stale_stage', late.type);
  assert.is(state.live, second);
});

test('STAGE-5 blank is told to podium and screen at once, and taken back', () => {
  const { state } = threeApproved();
  act(state, 'chair', { type: 'stage.blank', on: true });
  assert.is(view(state, 'podium').settings.blank, true);
  act(state, 'moderator', { type: 'stage.blank', on: false });
  assert.is(view(state, 'podium').settings.blank, false);
});

run();
