import * as assert from 'uvu/assert';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { State } from '@rostrum/shared/domain/state';
import type { Options } from '@rostrum/shared/domain/settings';
import { view } from '@rostrum/shared/domain/view';
import {
  act,
  ask,
  askApproved,
  askLive,
  idOf,
  MINUTE,
  newEvent,
  refusal,
  testCreate,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('rules');

function eventWith(options: Options): State {
  const state = newEvent();
  assert.ok(act(state, 'moderator', { type: 'settings.set', ...options }).ok);
  return state;
}

/** What comes of asking at a time, one minute after the other. */
function asks(state: State, who: string, at: number) {
  const action = { type: 'question.ask', text: 'And why?', asker: { mode: 'room' } } as const;
  return refusal(act(state, who, action, { at }));
}

/** An opening, a Q&A, a panel and an interactive dialogue. */
function withQa(state: State): State {
  const kinds = ['opening', 'qa', 'panel', 'dialogue'] as const;
  const cue = { title: 'A cue', speakers: [], durationMs: MINUTE };
  const programme: Programme = {
    ...testCreate.programme,
    cues: kinds.map((kind) => ({ ...cue, kind, id: idOf(kind) })),
  };
  assert.ok(act(state, 'organiser', { type: 'programme.set', programme }).ok);
  return state;
}

const isOpen = (state: State) => view(state, 'public').settings.qaOpen;
const next = (from: string) => ({ type: 'programme.next', from: idOf<string>(from) }) as const;

test('RULE-1 a change of settings leaves the others as they are, and is not for everyone', () => {
  const state = eventWith({ slowModeMs: MINUTE });
  act(state, 'moderator', { type: 'settings.set', votesPerPerson: 3 });
  const { settings } = view(state, 'public');
  assert.is(settings.slowModeMs, MINUTE);
  assert.is(settings.votesPerPerson, 3);
  const by = act(state, 'ana', { type: 'settings.set', votesPerPerson: 0 });
  assert.is(refusal(by), 'not_permitted');
});

test('RULE-2 in slow mode a person waits from one question to the next, and nobody else does', () => {
  const state = eventWith({ slowModeMs: MINUTE });
  const at = state.at + MINUTE;
  assert.is(asks(state, 'ana', at), undefined);
  assert.is(asks(state, 'ben', at + 1), undefined);
  assert.is(asks(state, 'ana', at + MINUTE - 1), 'slow_mode');
  assert.is(asks(state, 'ana', at + MINUTE), undefined);
});

test('RULE-3 open questions of a person are limited, and what is done makes room', () => {
  const state = eventWith({ questionsPerPerson: 2 });
  const waiting = ask(state);
  askApproved(state);
  assert.is(asks(state, 'ana', state.at), 'too_many_open');
  assert.is(asks(state, 'ben', state.at), undefined);
  act(state, 'ana', { type: 'question.withdraw', question: waiting });
  const live = askLive(state);
  assert.is(asks(state, 'ana', state.at), 'too_many_open');
  act(state, 'moderator', { type: 'moderation.answered', question: live });
  assert.is(asks(state, 'ana', state.at), undefined);
});

test('RULE-4 votes of a person are limited, and taking one back or an answer frees it', () => {
  const state = eventWith({ votesPerPerson: 2 });
  const [live, second, third] = [askLive(state), askApproved(state), askApproved(state)];
  const vote = (question: typeof live) =>
    refusal(act(state, 'ben', { type: 'question.upvote', question }));
  assert.is(vote(live), undefined);
  assert.is(vote(second), undefined);
  assert.is(vote(third), 'no_votes_left');
  assert.is(vote(second), 'already_voted');
  act(state, 'ben', { type: 'question.takeBack', question: second });
  assert.is(vote(third), undefined);
  assert.is(vote(second), 'no_votes_left');
  act(state, 'moderator', { type: 'moderation.answered', question: live });
  assert.is(vote(second), undefined);
});

test('RULE-5 the Q&A opens with a cue that is for questions, and closes with any other', () => {
  const state = withQa(eventWith({ qaByCue: true }));
  assert.is(isOpen(state), true);
  act(state, 'caller', { type: 'programme.start' });
  assert.is(isOpen(state), false);
  const seen = ['opening', 'qa', 'panel', 'dialogue'].map((from) => {
    act(state, 'caller', next(from));
    return isOpen(state);
  });
  assert.equal(seen, [true, false, true, false]);
  act(state, 'caller', { type: 'programme.previous' });
  assert.is(isOpen(state), true);
});

test('RULE-5 bound in the middle of the programme, it follows the cue that is on air', () => {
  const state = withQa(newEvent());
  act(state, 'caller', { type: 'programme.start' });
  act(state, 'moderator', { type: 'settings.set', qaByCue: true });
  assert.is(isOpen(state), false);
});

test('RULE-6 a hand on the switch wins until the next cue', () => {
  const state = withQa(eventWith({ qaByCue: true }));
  act(state, 'caller', { type: 'programme.start' });
  act(state, 'moderator', { type: 'settings.qa', open: true });
  act(state, 'caller', { type: 'programme.pause' });
  assert.is(isOpen(state), true);
  act(state, 'caller', next('opening'));
  act(state, 'moderator', { type: 'settings.qa', open: false });
  assert.is(isOpen(state), false);
  act(state, 'caller', next('qa'));
  act(state, 'caller', next('panel'));
  assert.is(isOpen(state), true);
});

test('RULE-7 without asking in advance, questions are taken from the start on', () => {
  const state = eventWith({ askAhead: false });
  assert.is(asks(state, 'ana', state.at), 'qa_closed');
  act(state, 'caller', { type: 'programme.start' });
  assert.is(asks(state, 'ana', state.at), undefined);
  act(state, 'moderator', { type: 'settings.qa', open: false });
  act(state, 'caller', next('opening'));
  assert.is(asks(state, 'ana', state.at), 'qa_closed');
});

test('RULE-7 asking in advance opens the Q&A again before the start, and not after', () => {
  const state = eventWith({ askAhead: false });
  act(state, 'moderator', { type: 'settings.set', askAhead: true });
  assert.is(isOpen(state), true);
  act(state, 'caller', { type: 'programme.start' });
  act(state, 'moderator', { type: 'settings.set', askAhead: false });
  assert.is(isOpen(state), true);
});

test('RULE-8 phones are told what is said while the Q&A is closed, until it is taken away', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.closedMessage', text: 'Back after the panel' });
  assert.is(view(state, 'public').settings.closedMessage, 'Back after the panel');
  act(state, 'moderator', { type: 'settings.closedMessage' });
  assert.is(view(state, 'public').settings.closedMessage, undefined);
});

run();
