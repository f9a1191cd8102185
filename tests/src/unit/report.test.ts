import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { patchFor } from '@rostrum/shared/domain/patch';
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

const settings = (state: State, reportsToHide: number) =>
  act(state, 'moderator', { type: 'settings.screen', reportsToHide });

const crowd = (people: number) => Array.from({ length: people }, (_, index) => `person${index}`);

/** A hall where so many people have voted, and where reports may hide a question. */
function hall(people: number): State {
  const state = newEvent();
  settings(state, 5);
  const question = askApproved(state, 'zoe');
  for (const who of crowd(people)) act(state, who, { type: 'question.upvote', question });
  return state;
}

/** Reported by the first so many of the hall. */
function reported(state: State, question: QuestionId, people = 5): QuestionId {
  for (const who of crowd(people)) assert.is(report(state, who, question), undefined);
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

test('REPORT-2 reports mark a question for moderators, and hide none', () => {
  const state = newEvent();
  const question = reported(state, askApproved(state), 40);
  assert.ok(isSeen(state, question));
  assert.is(onDesk(state, question)?.reports, 40);
  assert.is(onDesk(state, question)?.hidden, undefined);
});

test('REPORT-2 where the event lets them, enough reports hide a question from all but the moderators, and it takes no votes', () => {
  const state = hall(10);
  const question = askApproved(state);
  const changes = noChanges();
  const from = state.seq;
  reported(state, question, 4);
  assert.ok(isSeen(state, question));
  act(state, 'person4', { type: 'question.report', question }, { changes });
  assert.not(isSeen(state, question));
  assert.is(patchFor(state, 'public', changes, from).questions?.[question], null);
  assert.is(view(state, 'podium').stage.next.length, 1);
  assert.is(refusal(act(state, 'eva', { type: 'question.upvote', question })), 'wrong_state');
  assert.is(onDesk(state, question)?.reports, 5);
  assert.is(onDesk(state, question)?.hidden, true);
  assert.is(mineOf(state, idOf('ana')).questions[0]?.hidden, true);
  act(state, 'person4', { type: 'question.unreport', question });
  assert.not(isSeen(state, question));
});

test('REPORT-6 they hide from a fifth of those on who took part before, and from five on', () => {
  const state = hall(30);
  const question = reported(state, askApproved(state), 5);
  assert.ok(isSeen(state, question));
  report(state, 'person5', question);
  assert.not(isSeen(state, question));
  const few = hall(5);
  settings(few, 1);
  assert.ok(isSeen(few, reported(few, askApproved(few), 4)));
});

test('REPORT-6 sessions made for it hide nothing, by default or where the event lets reports hide', () => {
  for (const reportsToHide of [0, 1, 5]) {
    const state = newEvent();
    settings(state, reportsToHide);
    const questions = crowd(10).map((who) => askApproved(state, who));
    const [voted] = questions as [QuestionId];
    for (const who of ['one', 'two', 'three']) {
      act(state, who, { type: 'question.upvote', question: voted });
      for (const question of questions) assert.is(report(state, who, question), undefined);
    }
    // A hundred more that had done nothing before the first report count for nothing either.
    for (const who of crowd(100)) report(state, who, voted);
    assert.ok(questions.every((question) => isSeen(state, question)));
  }
});

test('REPORT-3 on stage it stays until it leaves, and then it is hidden', () => {
  const state = hall(5);
  const question = reported(state, askLive(state));
  assert.is(view(state, 'podium').stage.live?.id, question);
  assert.ok(isSeen(state, question));
  moderate(state, 'answered', question);
  assert.not(isSeen(state, question));
});

test('REPORT-4 what a moderator keeps is hidden by reports no more, until they may again', () => {
  const state = hall(5);
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
  const state = hall(5);
  const question = reported(state, askApproved(state));
  moderate(state, 'stage', question);
  moderate(state, 'answered', question);
  assert.ok(isSeen(state, question));
});

test('PRIV-2 a block marks the question it names, and nothing else moves', () => {
  const state = newEvent();
  const [named, waiting] = [ask(state), ask(state)];
  const [seen, foreign] = [askApproved(state), ask(state, 'ben')];
  const changes = noChanges();
  const before = view(state, 'desk').questions;
  const from = state.seq;
  act(state, 'moderator', { type: 'moderation.block', question: named }, { changes });
  assert.equal(Object.keys(patchFor(state, 'desk', changes, from).questions ?? {}), [named]);
  assert.equal(patchFor(state, 'public', changes, from), { from, seq: state.seq });
  const marked = { ...before[named], blocked: true };
  assert.equal(view(state, 'desk').questions, { ...before, [named]: marked });
  // A second question of the same person is blocked and freed like one of another.
  for (const question of [waiting, foreign]) moderate(state, 'block', question);
  moderate(state, 'unblock', named);
  assert.is(onDesk(state, waiting)?.blocked, true);
  assert.is(mineOf(state, idOf('ana')).blocked, true);
  for (const question of [waiting, foreign]) moderate(state, 'unblock', question);
  assert.is(mineOf(state, idOf('ana')).blocked, undefined);
  assert.ok(isSeen(state, seen));
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
