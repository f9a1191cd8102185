import * as assert from 'uvu/assert';
import { actionSchema } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId, CueId, LabelId, QuestionId } from '@rostrum/shared/domain/ids';
import { LABELS_MAX } from '@rostrum/shared/domain/limits';
import { mineOf } from '@rostrum/shared/domain/mine';
import { patchFor } from '@rostrum/shared/domain/patch';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { onDeck } from '@rostrum/shared/domain/deck';
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

const { test, run } = suite('sorting');

const AUDIENCES = ['public', 'podium', 'show'] as const;
const CROWD = idOf<LabelId>('labelcrowd');
const makeLabel = (label: LabelId, name = 'Funding') =>
  ({ type: 'settings.label', label, name, colour: 'green' }) as const;

function statesOf(state: State): string[] {
  return [...state.questions.values()].map((question) => question.state);
}

function hides(state: State, secret: string): void {
  for (const audience of AUDIENCES) {
    assert.not(JSON.stringify(view(state, audience)).includes(secret), audience);
  }
}

test('MOD-15 another reason is told to the author in the moderator’s words, and needs them', () => {
  const state = newEvent();
  const question = ask(state);
  const dismiss = { type: 'moderation.dismiss', question } as const;
  assert.not(actionSchema.safeParse({ ...dismiss, reason: 'other' }).success);
  assert.not(actionSchema.safeParse({ ...dismiss, reason: 'off_topic', told: 'So' }).success);
  const told = 'The minister has left';
  act(state, 'moderator', { ...dismiss, reason: 'other', told, note: 'Between us' });
  const [own] = mineOf(state, idOf('ana')).questions;
  assert.equal([own?.reason, own?.told], ['other', told]);
  assert.not.match(JSON.stringify(own), 'Between us');
  hides(state, told);
});

test('ARCHIVE-1 an archived question leaves what everyone sees, and its author is told', () => {
  const state = newEvent();
  const question = askApproved(state);
  const changes = noChanges();
  const archive = { type: 'moderation.archive', question } as const;
  assert.ok(act(state, 'moderator', archive, { changes }).ok);
  assert.is(patchFor(state, 'public', changes, 1).questions?.[question], null);
  assert.equal(view(state, 'podium').stage.next, []);
  assert.is(mineOf(state, idOf('ana')).questions[0]?.state, 'archived');
  assert.is(view(state, 'public').counts?.archived, 1);
  assert.is(refusal(act(state, 'ben', { type: 'question.upvote', question })), 'wrong_state');
  assert.is(refusal(act(state, 'moderator', archive)), 'wrong_state');
});

test('MOD-3 MOD-4 an archived question comes back as it went', () => {
  const state = newEvent();
  const approved = askApproved(state);
  const pending = ask(state, 'ben');
  for (const question of [approved, pending]) {
    act(state, 'moderator', { type: 'moderation.archive', question });
  }
  const restore = { type: 'moderation.restore' } as const;
  const tooMuch = { ...restore, question: pending, to: 'approved' } as const;
  assert.is(refusal(act(state, 'moderator', tooMuch)), 'stale_revision');
  act(state, 'moderator', { ...restore, question: approved, to: 'approved' });
  act(state, 'moderator', { ...restore, question: pending, to: 'pending' });
  assert.equal(statesOf(state), ['approved', 'pending']);
  assert.is(state.tally.archived, 0);
});

test('ARCHIVE-2 one act archives what is left, and nothing else', () => {
  const state = newEvent();
  const nothing = { type: 'moderation.archiveAll' } as const;
  assert.is(refusal(act(state, 'moderator', nothing)), 'wrong_state');
  const blocked = ask(state, 'mallory');
  ask(state, 'mallory');
  act(state, 'moderator', { type: 'moderation.block', question: blocked });
  askLive(state, 'cleo');
  const answered = askApproved(state);
  act(state, 'moderator', { type: 'moderation.answered', question: answered });
  const dismissed = ask(state);
  act(state, 'moderator', {
    type: 'moderation.dismiss',
    question: dismissed,
    reason: 'off_topic',
  });
  ask(state);
  askApproved(state);
  assert.ok(act(state, 'moderator', nothing).ok);
  assert.equal(statesOf(state), [
    ...['archived', 'archived', 'live', 'answered', 'dismissed'],
    ...['archived', 'archived'],
  ]);
});

test('ARCHIVE-3 undoing it gives each its state and its place on deck, but for those moved since', () => {
  let state = newEvent();
  const [first, second, third] = [askApproved(state), askApproved(state), askApproved(state)];
  const pending = ask(state);
  for (const question of [third, first])
    act(state, 'moderator', { type: 'moderation.deck', question });
  const id = idOf<ActionId>('archiveall');
  act(state, 'moderator', { type: 'moderation.archiveAll' }, { id });
  assert.equal(onDeck(state), []);
  act(state, 'moderator', { type: 'moderation.restore', question: second, to: 'pending' });
  state = deserialise(serialise(state));
  const undo = { type: 'moderation.unarchiveAll', act: id } as const;
  assert.ok(act(state, 'colleague', undo).ok === false, 'not for everyone');
  assert.ok(act(state, 'moderator', undo).ok);
  assert.equal(
    onDeck(state).map((question) => question.id),
    [third, first],
  );
  assert.equal(
    [first, second, third, pending].map((each) => questionOf(state, each).state),
    ['approved', 'pending', 'approved', 'pending'],
  );
  assert.is(refusal(act(state, 'moderator', undo)), 'wrong_state');
});

test('NOTE-1 a note is for moderators alone', () => {
  const state = newEvent();
  const question = askApproved(state);
  act(state, 'moderator', { type: 'moderation.note', question, text: 'Ask her first' });
  assert.is(view(state, 'desk').questions[question]?.note, 'Ask her first');
  hides(state, 'Ask her first');
  assert.not.match(JSON.stringify(mineOf(state, idOf('ana'))), 'Ask her');
});

test('NOTE-2 a written answer is everyone’s once the question is answered', () => {
  const state = newEvent();
  const pending = ask(state);
  const text = 'The fund does';
  const early = { type: 'moderation.answer', question: pending, text } as const;
  assert.is(refusal(act(state, 'moderator', early)), 'wrong_state');
  const question = askLive(state, 'ben');
  act(state, 'moderator', { type: 'moderation.answer', question, text });
  hides(state, text);
  assert.not.match(JSON.stringify(mineOf(state, idOf('ben'))), text);
  act(state, 'moderator', { type: 'moderation.answered', question });
  assert.is(view(state, 'public').questions[question]?.answer, text);
  assert.is(mineOf(state, idOf('ben')).questions[0]?.answer, text);
  act(state, 'moderator', { type: 'moderation.restore', question, to: 'approved' });
  hides(state, text);
});

for (const type of ['moderation.note', 'moderation.answer'] as const) {
  const written = () => {
    const state = newEvent();
    const question = askApproved(state);
    const write = (more: object) => act(state, 'moderator', { type, question, ...more });
    assert.ok(write({ text: 'One' }).ok);
    const now = () => {
      const { note, answer } = questionOf(state, question);
      return type === 'moderation.note' ? note : answer;
    };
    return { write, now };
  };

  test(`NOTE-3 ${type}: who writes over what they did not read changes nothing`, () => {
    const { write, now } = written();
    assert.is(refusal(write({ text: 'Two' })), 'stale_revision');
    assert.ok(write({ text: 'Two', was: 'One' }).ok);
    assert.is(refusal(write({ was: 'One' })), 'stale_revision');
    assert.is(now(), 'Two');
  });

  test(`NOTE-4 ${type} without a text takes it away, and it is written anew`, () => {
    const { write, now } = written();
    assert.ok(write({ was: 'One' }).ok);
    assert.is(now(), undefined);
    assert.is(refusal(write({ text: 'Two', was: 'One' })), 'stale_revision');
    assert.ok(write({ text: 'Two' }).ok);
  });
}

test('LABEL-1 labels are made, renamed and taken away; an event has so many at most', () => {
  const state = newEvent();
  assert.ok(act(state, 'moderator', makeLabel(CROWD)).ok);
  assert.ok(act(state, 'moderator', makeLabel(CROWD, 'Money')).ok);
  const money = { id: CROWD, name: 'Money', colour: 'green' } as const;
  assert.equal(view(state, 'public').labels, [money]);
  assert.is(refusal(act(state, 'ben', makeLabel(CROWD))), 'not_permitted');
  for (let index = 1; index < LABELS_MAX; index += 1) {
    assert.ok(act(state, 'moderator', makeLabel(idOf(`label${index}`))).ok);
  }
  assert.is(refusal(act(state, 'moderator', makeLabel(idOf('onemore')))), 'too_many_labels');
  const remove = { type: 'settings.removeLabel', label: CROWD } as const;
  assert.ok(act(state, 'moderator', remove).ok);
  assert.is(refusal(act(state, 'moderator', remove)), 'unknown_label');
  assert.is(view(state, 'desk').labels.length, LABELS_MAX - 1);
});

test('LABEL-2 a label on a question is seen with it', () => {
  const state = newEvent();
  const question = askApproved(state);
  const put = { type: 'moderation.label', question, label: CROWD, on: true } as const;
  assert.is(refusal(act(state, 'moderator', put)), 'unknown_label');
  act(state, 'moderator', makeLabel(CROWD));
  const changes = noChanges();
  assert.ok(act(state, 'moderator', put, { changes }).ok);
  assert.is(refusal(act(state, 'moderator', put)), 'wrong_state');
  for (const audience of ['public', 'desk'] as const) {
    const patch = patchFor(state, audience, changes, 1);
    assert.equal(patch.questions?.[question]?.labels, [CROWD], audience);
  }
  assert.ok(act(state, 'moderator', { ...put, on: false }).ok);
  assert.is(view(state, 'public').questions[question]?.labels, undefined);
});

test('LABEL-3 a label that comes back is on its questions again; one that is gone for good is forgotten', () => {
  const state = newEvent();
  const question: QuestionId = askApproved(state);
  const other = idOf<LabelId>('labelother');
  for (const label of [CROWD, other]) act(state, 'moderator', makeLabel(label));
  const put = { type: 'moderation.label', question, on: true } as const;
  act(state, 'moderator', { ...put, label: CROWD });
  act(state, 'moderator', { type: 'settings.removeLabel', label: CROWD });
  assert.equal(questionOf(state, question).labels, [CROWD]);
  act(state, 'moderator', { ...put, label: other });
  assert.equal(questionOf(state, question).labels, [other]);
});

test('ASSIGN-1 a question is noted for a speaker or a cue there is, and only moderators see it', () => {
  const state = newEvent();
  const question = askApproved(state);
  const assign = { type: 'moderation.assign', question } as const;
  const speaker = { type: 'speaker', name: 'Minister Okafor' } as const;
  assert.ok(act(state, 'moderator', { ...assign, to: speaker }).ok);
  assert.equal(view(state, 'desk').questions[question]?.assigned, speaker);
  hides(state, speaker.name);
  const nowhere = { ...assign, to: { type: 'cue', cue: idOf('nowhere') } } as const;
  assert.is(refusal(act(state, 'moderator', nowhere)), 'unknown_cue');
  const panel = { type: 'cue', cue: idOf<CueId>('panel') } as const;
  assert.ok(act(state, 'moderator', { ...assign, to: panel }).ok);
  assert.equal(view(state, 'desk').questions[question]?.assigned, panel);
  assert.ok(act(state, 'moderator', assign).ok);
  assert.is(view(state, 'desk').questions[question]?.assigned, undefined);
});

run();
