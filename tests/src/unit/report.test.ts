import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { patchFor } from '@rostrum/shared/domain/patch';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
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

const { test, run } = suite('report');

const report = (state: State, who: string, question: QuestionId) =>
  refusal(act(state, who, { type: 'question.report', question }));
const isSeen = (state: State, question: QuestionId) =>
  view(state, 'public').questions[question] !== undefined;
const onDesk = (state: State, question: QuestionId) => view(state, 'desk').questions[question];
const moderate = (
  state: State,
  type: 'answered' | 'stage' | 'block' | 'unblock',
  question: QuestionId,
) => assert.ok(act(state, 'moderator', { type: `moderation.${type}`, question }).ok);

/** Reported by as many as hide it. */
function reported(state: State, question: QuestionId): QuestionId {
  for (const who of ['ben', 'cleo', 'dan']) assert.is(report(state, who, question), undefined);
  return question;
}

test('REPORT-1 a person reports a visible question once, and takes it back', () => {
  const state = newEvent();
  const question = askApproved(state);
  assert.is(report(state, 'ben', question), undefined);
  assert.is(report(state, 'ben', question), 'already_reported');
  assert.equal(mineOf(state, idOf('ben')).reports, [question]);
  assert.is(refusal(act(state, 'cleo', { type: 'question.unreport', question })), 'not_reported');
  assert.ok(act(state, 'ben', { type: 'question.unreport', question }).ok);
  assert.is(onDesk(state, question)?.reports, undefined);
  assert.is(report(state, 'ben', ask(state)), 'wrong_state');
});

test('REPORT-2 enough reports hide a question from all but the moderators, and it takes no votes', () => {
  const state = newEvent();
  const question = askApproved(state);
  const changes = noChanges();
  const from = state.seq;
  report(state, 'ben', question);
  report(state, 'cleo', question);
  assert.ok(isSeen(state, question));
  act(state, 'dan', { type: 'question.report', question }, { changes });
  assert.not(isSeen(state, question));
  assert.is(patchFor(state, 'public', changes, from).questions?.[question], null);
  assert.equal(view(state, 'podium').stage.next, []);
  assert.is(refusal(act(state, 'eva', { type: 'question.upvote', question })), 'wrong_state');
  assert.is(onDesk(state, question)?.reports, 3);
  assert.is(onDesk(state, question)?.hidden, true);
  assert.is(mineOf(state, idOf('ana')).questions[0]?.hidden, true);
  act(state, 'dan', { type: 'question.unreport', question });
  assert.not(isSeen(state, question));
});

test('REPORT-2 reports hide as many as the event says, or none', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.screen', reportsToHide: 1 });
  const first = askApproved(state);
  report(state, 'ben', first);
  assert.not(isSeen(state, first));
  act(state, 'moderator', { type: 'settings.screen', reportsToHide: 0 });
  assert.ok(isSeen(state, reported(state, askApproved(state))));
});

test('REPORT-3 on stage it stays until it leaves, and then it is hidden', () => {
  const state = newEvent();
  const question = reported(state, askLive(state));
  assert.is(view(state, 'podium').stage.live?.id, question);
  assert.ok(isSeen(state, question));
  moderate(state, 'answered', question);
  assert.not(isSeen(state, question));
});

test('REPORT-4 what a moderator keeps is hidden by reports no more, until they may again', () => {
  const state = newEvent();
  const question = reported(state, askApproved(state));
  const keep = (kept: boolean) =>
    act(state, 'moderator', { type: 'moderation.keep', question, kept });
  assert.ok(keep(true).ok);
  assert.ok(isSeen(state, question));
  assert.is(refusal(keep(true)), 'wrong_state');
  report(state, 'eva', question);
  assert.ok(isSeen(state, question));
  assert.is(onDesk(state, question)?.kept, true);
  assert.ok(keep(false).ok);
  assert.not(isSeen(state, question));
});

test('REPORT-4 who puts a hidden question on stage has looked at it', () => {
  const state = newEvent();
  const question = reported(state, askApproved(state));
  moderate(state, 'stage', question);
  moderate(state, 'answered', question);
  assert.ok(isSeen(state, question));
});

test('BLOCK-1 one act takes all that a person has waiting off the desk, and one brings it back', () => {
  const state = newEvent();
  const [named, other, foreign] = [ask(state), ask(state), ask(state, 'ben')];
  const before = view(state, 'desk').questions;
  const changes = noChanges();
  const from = state.seq;
  act(state, 'moderator', { type: 'moderation.block', question: named }, { changes });
  assert.is(patchFor(state, 'desk', changes, from).questions?.[other], null);
  assert.is(onDesk(state, other), undefined);
  assert.is(onDesk(state, named)?.blocked, true);
  assert.ok(onDesk(state, foreign));
  const kept = deserialise(serialise(state));
  assert.is(serialise(kept), serialise(state));
  moderate(state, 'unblock', named);
  assert.equal(view(state, 'desk').questions, before);
});

test('BLOCK-2 who is blocked is told, and neither asks nor edits, but votes', () => {
  const state = newEvent();
  const [own, foreign] = [ask(state), askApproved(state, 'ben')];
  moderate(state, 'block', own);
  assert.is(mineOf(state, idOf('ana')).blocked, true);
  assert.is(mineOf(state, idOf('ben')).blocked, undefined);
  const asks = () =>
    refusal(act(state, 'ana', { type: 'question.ask', text: 'Why?', asker: { mode: 'room' } }));
  assert.is(asks(), 'blocked');
  const edit = act(state, 'ana', { type: 'question.edit', question: own, text: 'Why not?' });
  assert.is(refusal(edit), 'blocked');
  assert.ok(act(state, 'ana', { type: 'question.upvote', question: foreign }).ok);
  moderate(state, 'unblock', own);
  assert.is(asks(), undefined);
});

test('BLOCK-3 two questions of one person are blocked and freed as though they were of two', () => {
  const state = newEvent();
  const [first, second] = [askApproved(state), askApproved(state)];
  moderate(state, 'block', first);
  assert.is(onDesk(state, second)?.blocked, undefined);
  moderate(state, 'block', second);
  moderate(state, 'unblock', first);
  assert.is(onDesk(state, second)?.blocked, true);
  assert.is(mineOf(state, idOf('ana')).blocked, true);
  moderate(state, 'unblock', second);
  assert.is(mineOf(state, idOf('ana')).blocked, undefined);
});

test('RULE-10 where they are counted, a person has one vote for a question or against it', () => {
  const state = newEvent();
  const question = askApproved(state);
  const vote = (type: 'upvote' | 'downvote' | 'takeBack') =>
    refusal(act(state, 'ben', { type: `question.${type}`, question }));
  const score = () => view(state, 'public').questions[question]?.votes;
  assert.is(vote('downvote'), 'downvotes_off');
  act(state, 'moderator', { type: 'settings.set', downvotes: true, votesPerPerson: 1 });
  assert.is(vote('downvote'), undefined);
  assert.is(score(), -1);
  assert.is(vote('downvote'), 'already_voted');
  assert.is(vote('upvote'), undefined);
  assert.is(score(), 1);
  assert.is(vote('downvote'), undefined);
  assert.equal(mineOf(state, idOf('ben')), {
    seq: state.seq,
    votes: [],
    downs: [question],
    questions: [],
  });
  assert.is(vote('takeBack'), undefined);
  assert.is(score(), 0);
  assert.is(questionOf(state, question).downs.count, 0);
});

run();
