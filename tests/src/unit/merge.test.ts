import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { act, ask, askApproved, askLive, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { substanceOf } from '../lib/history.ts';

const { test, run } = suite('merge');

function merge(state: State, question: QuestionId, into: QuestionId) {
  return act(state, 'moderator', { type: 'moderation.merge', question, into });
}

function unmerge(state: State, question: QuestionId, into: QuestionId) {
  return act(state, 'moderator', { type: 'moderation.unmerge', question, into });
}

const upvote = (state: State, who: string, question: QuestionId) =>
  act(state, who, { type: 'question.upvote', question });
const takeBack = (state: State, who: string, question: QuestionId) =>
  act(state, who, { type: 'question.takeBack', question });
const seen = (state: State, id: QuestionId) => view(state, 'public').questions[id];
const votesOf = (state: State, id: QuestionId) => view(state, 'desk').questions[id]?.votes;
const stateOf = (state: State, id: QuestionId) => state.questions.get(id)?.state;

/** Two questions: ben and cleo want the first, cleo and dan the second. */
function twoAlike() {
  const state = newEvent();
  const [first, second] = [askApproved(state, 'ana'), askApproved(state, 'abe')];
  for (const who of ['ben', 'cleo']) upvote(state, who, first);
  for (const who of ['cleo', 'dan']) upvote(state, who, second);
  return { state, first, second };
}

test('MERGE-1 a merged question counts for the other: the voters of both, each once', () => {
  const { state, first, second } = twoAlike();
  assert.ok(merge(state, first, second).ok);
  assert.is(seen(state, first), undefined);
  assert.is(seen(state, second)?.votes, 3);
  assert.is(stateOf(state, first), 'merged');
});

test('MERGE-2 a pending or approved question is merged, and into one that waits or that everyone sees', () => {
  const state = newEvent();
  const target = askApproved(state);
  const [waiting, approved, live] = [ask(state), askApproved(state), askLive(state)];
  const dismissed = ask(state);
  act(state, 'moderator', {
    type: 'moderation.dismiss',
    question: dismissed,
    reason: 'off_topic',
  });
  for (const question of [live, dismissed, target]) {
    assert.is(refusal(merge(state, question, target)), 'wrong_state');
  }
  assert.is(refusal(merge(state, waiting, dismissed)), 'wrong_state');
  assert.is(refusal(merge(state, waiting, idOf('none'))), 'unknown_question');
  assert.ok(merge(state, waiting, live).ok);
  assert.ok(merge(state, approved, target).ok);
});

test('MERGE-2 nothing else is done to a merged question', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  const before = substanceOf(state);
  const question = first;
  for (const action of [
    { type: 'moderation.merge', question, into: second },
    { type: 'moderation.approve', question, revision: 1 },
    { type: 'moderation.edit', question, revision: 1, text: 'New', approve: true },
    { type: 'moderation.dismiss', question, reason: 'off_topic' },
    { type: 'moderation.restore', question, to: 'pending' },
    { type: 'moderation.stage', question },
    { type: 'moderation.answered', question },
    { type: 'moderation.pin', question },
    { type: 'moderation.deck', question },
  ] as const) {
    assert.is(refusal(act(state, 'moderator', action)), 'wrong_state', action.type);
  }
  assert.is(substanceOf(state), before);
});

test('MERGE-3 unmerging gives a question back in the state and with the votes it had', () => {
  const { state, first, second } = twoAlike();
  act(state, 'moderator', { type: 'moderation.pin', question: first });
  const before = view(state, 'public').questions;
  const waiting = ask(state);
  merge(state, first, second);
  merge(state, waiting, second);
  assert.ok(unmerge(state, first, second).ok);
  assert.ok(unmerge(state, waiting, second).ok);
  assert.is(stateOf(state, waiting), 'pending');
  const withoutTime = (questions: typeof before) =>
    Object.values(questions).map(({ changedAt: _, ...question }) => question);
  assert.equal(withoutTime(view(state, 'public').questions), withoutTime(before));
  assert.ok(state.questions.get(first)?.pinnedAt);
});

test('MERGE-3 a question is unmerged once, and from the one it is merged into', () => {
  const { state, first, second } = twoAlike();
  const third = askApproved(state);
  assert.is(refusal(unmerge(state, first, second)), 'wrong_state');
  merge(state, first, second);
  assert.is(refusal(unmerge(state, first, third)), 'wrong_state');
  assert.ok(unmerge(state, first, second).ok);
  assert.is(refusal(unmerge(state, first, second)), 'wrong_state');
});

test('MERGE-4 a vote that came in by a merged question is had, and is taken back, once', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  assert.is(refusal(upvote(state, 'ben', second)), 'already_voted');
  assert.ok(takeBack(state, 'cleo', second).ok);
  assert.ok(takeBack(state, 'ben', second).ok);
  assert.is(refusal(takeBack(state, 'ben', second)), 'not_voted');
  unmerge(state, first, second);
  assert.is(votesOf(state, first), 0);
  assert.is(votesOf(state, second), 1);
});

test('MERGE-4 a vote given meanwhile stays with the question it was given to', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  assert.ok(upvote(state, 'eve', second).ok);
  unmerge(state, first, second);
  assert.is(votesOf(state, first), 2);
  assert.is(votesOf(state, second), 3);
});

test('MERGE-5 a phone that has not heard of it yet may vote for the merged question', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  const changes = noChanges();
  const vote = { type: 'question.upvote', question: first } as const;
  assert.ok(act(state, 'eve', vote, { changes }).ok);
  assert.ok(changes.votes.has(second) && changes.authors.has(idOf('eve')));
  assert.is(refusal(upvote(state, 'eve', first)), 'already_voted');
  assert.is(votesOf(state, second), 4);
  assert.ok(takeBack(state, 'cleo', first).ok);
  // Her vote for the other one stands.
  assert.is(votesOf(state, second), 4);
  assert.ok(takeBack(state, 'ben', first).ok);
  assert.is(votesOf(state, second), 3);
  unmerge(state, first, second);
  assert.is(votesOf(state, first), 1);
  assert.is(votesOf(state, second), 2);
});

test('MERGE-5 what nobody ever saw takes no votes by being merged', () => {
  const state = newEvent();
  const [waiting, target] = [ask(state), askApproved(state)];
  merge(state, waiting, target);
  assert.is(refusal(upvote(state, 'ben', waiting)), 'wrong_state');
});

test('MERGE-6 what is merged into a question goes with it where that is merged, and comes back with it', () => {
  const { state, first, second } = twoAlike();
  const third = askApproved(state);
  upvote(state, 'eve', third);
  merge(state, first, second);
  merge(state, second, third);
  assert.is(votesOf(state, third), 4);
  assert.ok(takeBack(state, 'ben', third).ok);
  unmerge(state, second, third);
  assert.is(votesOf(state, second), 2);
  assert.is(votesOf(state, third), 1);
});

test('MERGE-6 two questions are not merged into each other, not even by way of a third', () => {
  const { state, first, second } = twoAlike();
  const third = askApproved(state);
  merge(state, first, second);
  merge(state, second, third);
  for (const into of [first, second, third]) {
    assert.is(refusal(merge(state, third, into)), 'wrong_state');
  }
});

test('MERGE-7 a merged question leaves the deck, and its votes bring the other one forward', () => {
  const { state, first, second } = twoAlike();
  const third = askApproved(state);
  for (const who of ['eve', 'fay', 'gus']) upvote(state, who, third);
  act(state, 'moderator', { type: 'moderation.deck', question: first });
  merge(state, first, second);
  // Both have three votes; the second was approved before.
  assert.equal(
    view(state, 'podium').stage.next.map(({ id }) => id),
    [second, third],
  );
  unmerge(state, first, second);
  assert.equal(
    view(state, 'podium').stage.next.map(({ id }) => id),
    [third, first],
  );
});

test('MERGE-8 an author withdraws a merged question, and its votes leave with it', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  assert.ok(act(state, 'ana', { type: 'question.withdraw', question: first }).ok);
  assert.is(stateOf(state, first), 'withdrawn');
  assert.is(votesOf(state, second), 2);
});

test('MERGE-8 what is merged into a question that is withdrawn comes back as it was', () => {
  const { state, first, second } = twoAlike();
  const waiting = ask(state, 'eve');
  merge(state, first, second);
  merge(state, waiting, second);
  act(state, 'abe', { type: 'question.withdraw', question: second });
  assert.is(stateOf(state, first), 'approved');
  assert.is(stateOf(state, waiting), 'pending');
  assert.is(votesOf(state, first), 2);
});

test('MERGE-9 what is merged into a question that is dismissed stays with it, and comes back with it', () => {
  const { state, first, second } = twoAlike();
  merge(state, first, second);
  act(state, 'moderator', { type: 'moderation.dismiss', question: second, reason: 'off_topic' });
  assert.is(stateOf(state, first), 'merged');
  assert.is(refusal(upvote(state, 'eve', first)), 'wrong_state');
  act(state, 'moderator', { type: 'moderation.restore', question: second, to: 'approved' });
  assert.is(votesOf(state, second), 3);
  act(state, 'moderator', { type: 'moderation.dismiss', question: second, reason: 'off_topic' });
  assert.ok(unmerge(state, first, second).ok);
  assert.is(seen(state, first)?.votes, 2);
});

test('MERGE-10 the asker sees what it was merged into, as long as everyone sees that one', () => {
  const { state, first, second } = twoAlike();
  const into = () => mineOf(state, idOf('ana')).questions[0]?.into;
  merge(state, first, second);
  assert.is(mineOf(state, idOf('ana')).questions[0]?.state, 'merged');
  assert.is(into(), second);
  const changes = noChanges();
  const hide = { type: 'moderation.restore', question: second, to: 'pending' } as const;
  act(state, 'moderator', hide, { changes });
  assert.is(into(), undefined);
  assert.ok(changes.authors.has(idOf('ana')));
});

test('MERGE-11 whoever voted for a merged question has voted for the other, and hears of it', () => {
  const { state, first, second } = twoAlike();
  const changes = noChanges();
  const action = { type: 'moderation.merge', question: first, into: second } as const;
  act(state, 'moderator', action, { changes });
  assert.equal(mineOf(state, idOf('ben')).votes, [second]);
  assert.ok(changes.authors.has(idOf('ben')));
  unmerge(state, first, second);
  assert.equal(mineOf(state, idOf('ben')).votes, [first]);
  assert.equal(mineOf(state, idOf('cleo')).votes, [first, second]);
});

run();
