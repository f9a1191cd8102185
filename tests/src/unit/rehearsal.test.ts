import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { patchFor } from '@rostrum/shared/domain/patch';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { act, ask, askApproved, askLive, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('rehearsal');

const start = { type: 'rehearsal.start' } as const;
const wipe = { type: 'rehearsal.wipe' } as const;

/** Adds a question by hand, and gives its id. */
function add(state: State, approve: boolean): QuestionId {
  const id = idOf<QuestionId & ActionId>(`hand${state.seq}`);
  const asker = { name: 'Ana', affiliation: 'Austria', mode: 'room' } as const;
  const action = { type: 'moderation.add', text: 'Who pays?', asker, approve } as const;
  assert.ok(act(state, 'moderator', { ...action, channel: 'floor' }, { id }).ok);
  return id;
}

test('HAND-1 a question is added for somebody without a phone, to the pending or the approved', () => {
  const state = newEvent();
  const [waiting, seen] = [add(state, false), add(state, true)];
  const desk = view(state, 'desk').questions;
  assert.is(desk[waiting]?.state, 'pending');
  assert.is(desk[waiting]?.channel, 'floor');
  assert.is(desk[seen]?.state, 'approved');
  assert.is(view(state, 'public').questions[seen]?.asker.affiliation, 'Austria');
  assert.not('channel' in (view(state, 'public').questions[seen] ?? {}));
});

test('HAND-2 it is nobody’s: closed Q&A, limits and blocks of a person do not meet it', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.qa', open: false });
  act(state, 'moderator', { type: 'settings.set', questionsPerPerson: 1, slowModeMs: 60_000 });
  const [first, second] = [add(state, false), add(state, false)];
  act(state, 'moderator', { type: 'moderation.block', question: first });
  assert.ok(view(state, 'desk').questions[second]);
  assert.equal(mineOf(state, idOf('moderator')).questions, []);
});

test('HAND-3 one that was added by hand is removed again, and no other is', () => {
  const state = newEvent();
  const question = add(state, true);
  const remove = (which: QuestionId) =>
    refusal(act(state, 'moderator', { type: 'moderation.remove', question: which }));
  assert.is(remove(question), undefined);
  assert.is(view(state, 'public').questions[question], undefined);
  assert.is(remove(ask(state)), 'wrong_state');
});

test('REHEARSE-1 a rehearsal starts before anything is real, by the organiser alone', () => {
  const state = newEvent();
  assert.is(refusal(act(state, 'moderator', start)), 'not_permitted');
  assert.is(refusal(act(state, 'organiser', wipe)), 'no_rehearsal');
  assert.ok(act(state, 'organiser', start).ok);
  for (const audience of ['public', 'desk', 'podium', 'show'] as const) {
    assert.is(view(state, audience).settings.rehearsal, true, audience);
  }
  const asked = newEvent();
  ask(asked);
  assert.is(refusal(act(asked, 'organiser', start)), 'not_empty');
  const running = newEvent();
  act(running, 'caller', { type: 'programme.start' });
  assert.is(refusal(act(running, 'organiser', start)), 'not_empty');
});

test('REHEARSE-2 one act wipes questions, votes and timers; programme, settings and links stay', () => {
  const state = newEvent();
  act(state, 'organiser', start);
  act(state, 'moderator', { type: 'settings.set', votesPerPerson: 3 });
  act(state, 'caller', { type: 'programme.start' });
  const [live, pending] = [askLive(state), ask(state)];
  const voted = askApproved(state);
  act(state, 'ben', { type: 'question.upvote', question: voted });
  act(state, 'moderator', { type: 'moderation.block', question: pending });
  act(state, 'moderator', { type: 'moderation.message', text: 'Wrap up' });
  const { programme } = view(state, 'show');
  const links = state.links.size;
  const changes = noChanges();
  const from = state.seq;
  act(state, 'organiser', wipe, { changes });

  const desk = view(state, 'desk');
  assert.equal(
    [desk.questions, desk.message, desk.onAir],
    [{}, null, { next: idOf('opening'), finished: false }],
  );
  assert.equal(desk.settings.rehearsal, false);
  assert.equal(desk.settings.votesPerPerson, 3);
  assert.equal(view(state, 'show').programme, programme);
  assert.is(state.links.size, links);
  const none = { seq: state.seq, votes: [], questions: [] };
  assert.equal([mineOf(state, idOf('ana')), mineOf(state, idOf('ben'))], [none, none]);
  const told = (audience: 'public' | 'desk') => patchFor(state, audience, changes, from).questions;
  assert.equal({ ...told('public') }, { [live]: null, [voted]: null });
  assert.equal({ ...told('desk') }, { [live]: null, [pending]: null, [voted]: null });
  assert.ok(act(state, 'ana', { type: 'question.ask', text: 'Why?', asker: { mode: 'room' } }).ok);
});

test('REHEARSE-2 what was rehearsed is wiped once, and a second rehearsal may follow', () => {
  const state = newEvent();
  act(state, 'organiser', start);
  ask(state);
  assert.ok(act(state, 'organiser', wipe).ok);
  assert.is(refusal(act(state, 'organiser', wipe)), 'no_rehearsal');
  assert.ok(act(state, 'organiser', start).ok);
});

run();
