import * as assert from 'uvu/assert';
import { PARTICIPANTS_MAX } from '@rostrum/shared/domain/limits';
import { view } from '@rostrum/shared/domain/view';
import { addVote, countVotes, hasVote, noVotes, removeVote } from '@rostrum/shared/domain/votes';
import {
  act,
  ask,
  askApproved,
  askLive,
  idOf,
  newEvent,
  questionOf,
  refusal,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('votes');

test('VOTE-1 a participant has one vote a question', () => {
  const state = newEvent();
  const question = askApproved(state);
  assert.ok(act(state, 'ben', { type: 'question.upvote', question }).ok);
  assert.is(refusal(act(state, 'ben', { type: 'question.upvote', question })), 'already_voted');
  assert.ok(act(state, 'cleo', { type: 'question.upvote', question }).ok);
  assert.is(view(state, 'public').questions[question]?.votes, 2);
});

test('VOTE-2 a vote is taken back once, and may be given again', () => {
  const state = newEvent();
  const question = askApproved(state);
  assert.is(refusal(act(state, 'ben', { type: 'question.takeBack', question })), 'not_voted');
  act(state, 'ben', { type: 'question.upvote', question });
  assert.ok(act(state, 'ben', { type: 'question.takeBack', question }).ok);
  assert.is(refusal(act(state, 'ben', { type: 'question.takeBack', question })), 'not_voted');
  assert.ok(act(state, 'ben', { type: 'question.upvote', question }).ok);
  assert.is(questionOf(state, question).votes.count, 1);
});

test('VOTE-3 approved and live questions take votes, the others keep theirs', () => {
  const state = newEvent();
  const waiting = ask(state);
  const live = askLive(state);
  assert.is(
    refusal(act(state, 'ben', { type: 'question.upvote', question: waiting })),
    'wrong_state',
  );
  assert.ok(act(state, 'ben', { type: 'question.upvote', question: live }).ok);
  act(state, 'moderator', { type: 'moderation.answered', question: live });
  assert.is(
    refusal(act(state, 'cleo', { type: 'question.upvote', question: live })),
    'wrong_state',
  );
  assert.is(
    refusal(act(state, 'ben', { type: 'question.takeBack', question: live })),
    'wrong_state',
  );
  assert.is(view(state, 'public').questions[live]?.votes, 1);
});

test('VOTE-4 the count is the number of bits set', () => {
  const votes = noVotes();
  for (const index of [0, 7, 8, 1_000]) assert.ok(addVote(votes, index));
  assert.not.ok(addVote(votes, 8));
  assert.ok(removeVote(votes, 7));
  assert.not.ok(removeVote(votes, 50_000));
  assert.is(votes.count, 3);
  assert.is(countVotes(votes.bits), 3);
  assert.equal(
    [0, 7, 8, 1_000].map((index) => hasVote(votes, index)),
    [true, false, true, true],
  );
});

test('VOTE-6 an event counts the votes of 100,000 participants', () => {
  const state = newEvent();
  const question = askApproved(state);
  for (let index = 0; index < PARTICIPANTS_MAX; index += 1) {
    state.voters.set(idOf(`p${index}`), index);
  }
  assert.is(refusal(act(state, 'late', { type: 'question.upvote', question })), 'event_full');
  assert.ok(act(state, 'p99999', { type: 'question.upvote', question }).ok);
});

run();
