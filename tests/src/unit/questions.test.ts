import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { QUESTIONS_MAX, PENDING_PER_PARTICIPANT_MAX } from '@rostrum/shared/domain/limits';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
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

const { test, run } = suite('questions');

const newAsk = { type: 'question.ask', text: 'And then?', asker: { mode: 'remote' } } as const;

test('QA-1 a question waits for a moderator, unseen by the public', () => {
  const state = newEvent();
  const id = ask(state);
  assert.is(questionOf(state, id).state, 'pending');
  assert.equal(view(state, 'public').questions, {});
  assert.is(view(state, 'desk').questions[id]?.text, 'Who pays for this?');
});

test('QA-2 without pre-moderation a question is approved at once', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.premoderation', on: false });
  const id = ask(state);
  assert.is(view(state, 'public').questions[id]?.state, 'approved');
  assert.is(view(state, 'public').questions[id]?.approvedAt, state.at);
});

test('QA-3 while the Q&A is closed nothing new is taken, and voting goes on', () => {
  const state = newEvent();
  const question = askApproved(state);
  act(state, 'moderator', { type: 'settings.qa', open: false });
  assert.is(refusal(act(state, 'ben', newAsk)), 'qa_closed');
  assert.ok(act(state, 'ben', { type: 'question.upvote', question }).ok);
});

test('QA-4 a text is cleaned before its length is judged', () => {
  const state = newEvent();
  const id = ask(state, 'ana', '  Who\r\n\tpays\u202e for\u200b this?  ');
  assert.is(questionOf(state, id).text, 'Who pays for this?');
  assert.throws(() => ask(state, 'ana', ' \u200b\n '));
  assert.throws(() => ask(state, 'ana', 'x'.repeat(10_001)));
  assert.is(questionOf(state, ask(state, 'ana', `${'x'.repeat(10_000)}  `)).text.length, 10_000);
});

test('QA-5 one participant has ten questions waiting at most, others are not held back', () => {
  const state = newEvent();
  for (let count = 0; count < PENDING_PER_PARTICIPANT_MAX; count += 1) ask(state);
  assert.is(refusal(act(state, 'ana', newAsk)), 'too_many_pending');
  assert.ok(act(state, 'ben', newAsk).ok);
  const [first] = state.questions.keys();
  if (first) act(state, 'ana', { type: 'question.withdraw', question: first });
  assert.ok(act(state, 'ana', newAsk).ok);
});

test('QA-16 a person who asks and withdraws without end may ask 200 questions', () => {
  const state = newEvent();
  for (let asked = 0; asked < 200; asked += 1) {
    act(state, 'ana', { type: 'question.withdraw', question: ask(state, 'ana') });
  }
  assert.is(refusal(act(state, 'ana', newAsk)), 'too_many_asked');
  const again = deserialise(serialise(state));
  assert.is(refusal(act(again, 'ana', newAsk)), 'too_many_asked', 'also after a restart');
  assert.is(refusal(act(state, 'ben', newAsk)), undefined);
});

test('QA-16 of the questions of one person 50 are open at a time, and one that is done makes room', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.premoderation', on: false });
  const first = ask(state, 'ana');
  for (let asked = 1; asked < 50; asked += 1) ask(state, 'ana');
  assert.is(refusal(act(state, 'ana', newAsk)), 'too_many_asked');
  act(state, 'moderator', { type: 'moderation.answered', question: first });
  assert.ok(act(state, 'ana', newAsk).ok);
});

test('QA-6 5,000 questions of an event are open at a time, and what is set aside makes room', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.premoderation', on: false });
  for (let count = 0; count < QUESTIONS_MAX; count += 1) ask(state, `asker${count % 100}`);
  assert.is(state.questions.size, 5_000);
  assert.is(refusal(act(state, 'ana', newAsk)), 'event_full');
  const again = deserialise(serialise(state));
  assert.is(refusal(act(again, 'ana', newAsk)), 'event_full', 'also after a restart');
  act(state, 'moderator', { type: 'moderation.archiveAll' });
  assert.ok(act(state, 'ana', newAsk).ok);
});

test('QA-7 its author edits a question while it waits, which makes a new revision', () => {
  const state = newEvent();
  const question = ask(state);
  const edit = { type: 'question.edit', question, text: 'Who pays, and when?' } as const;
  assert.is(refusal(act(state, 'ben', edit)), 'not_yours');
  assert.is(refusal(act(state, 'moderator', edit)), 'not_yours');
  assert.ok(act(state, 'ana', edit).ok);
  assert.is(questionOf(state, question).text, 'Who pays, and when?');
  assert.is(questionOf(state, question).revision, 2);
});

test('QA-7 an approved question is not edited any more', () => {
  const state = newEvent();
  const question = askApproved(state);
  const edit = { type: 'question.edit', question, text: 'Something else' } as const;
  assert.is(refusal(act(state, 'ana', edit)), 'wrong_state');
});

test('QA-8 its author withdraws a question that waits or is approved', () => {
  const state = newEvent();
  const waiting = ask(state);
  const approved = askApproved(state);
  const live = askLive(state);
  assert.is(
    refusal(act(state, 'ben', { type: 'question.withdraw', question: waiting })),
    'not_yours',
  );
  assert.ok(act(state, 'ana', { type: 'question.withdraw', question: waiting }).ok);
  assert.ok(act(state, 'ana', { type: 'question.withdraw', question: approved }).ok);
  assert.is(
    refusal(act(state, 'ana', { type: 'question.withdraw', question: live })),
    'wrong_state',
  );
  assert.equal(Object.keys(view(state, 'public').questions), [live]);
});

test('QA-9 a question shows what its asker chose to show, and without a name is anonymous', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.premoderation', on: false });
  const asker = { name: 'Ana', affiliation: 'Delegation of X', mode: 'remote' } as const;
  act(state, 'ana', { ...newAsk, asker }, { id: idOf('named') });
  act(state, 'ana', newAsk, { id: idOf('unnamed') });
  const { questions } = view(state, 'public');
  assert.equal(questions[idOf<QuestionId>('named')]?.asker, asker);
  assert.equal(questions[idOf<QuestionId>('unnamed')]?.asker, { mode: 'remote' });
});

test('QA-10 a participant sees their votes and the story of their questions', () => {
  const state = newEvent();
  const other = askApproved(state, 'ben');
  const dismissed = ask(state, 'ana', 'My own case');
  act(state, 'ana', { type: 'question.upvote', question: other });
  const reason = 'personal_data';
  act(state, 'moderator', { type: 'moderation.dismiss', question: dismissed, reason, note: 'Sad' });
  const { askedAt } = questionOf(state, dismissed);
  assert.equal(mineOf(state, idOf('ana')), {
    seq: state.seq,
    votes: [other],
    questions: [{ id: dismissed, text: 'My own case', state: 'dismissed', reason, askedAt }],
  });
  assert.equal(mineOf(state, idOf('stranger')), { seq: state.seq, votes: [], questions: [] });
});

test('QA-11 an unknown question is refused by name', () => {
  const state = newEvent();
  const question = idOf<string>('nowhere');
  assert.is(refusal(act(state, 'ana', { type: 'question.upvote', question })), 'unknown_question');
  assert.is(
    refusal(act(state, 'moderator', { type: 'moderation.stage', question })),
    'unknown_question',
  );
});

run();
