import * as assert from 'uvu/assert';
import { advise } from '@rostrum/server/rooms/advice';
import { Bursts } from '@rostrum/server/live/bursts';
import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, EventId, QuestionId } from '@rostrum/shared/domain/ids';
import { INCIDENT_PARTS, type Incident } from '@rostrum/shared/domain/incident';
import { view } from '@rostrum/shared/domain/view';
import { act, actorOf, ask, askApproved, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('incident');

const stop = (stopped: Partial<Incident>): Action => ({ type: 'settings.incident', stopped });
const asked: Action = { type: 'question.ask', text: 'Who pays?', asker: { mode: 'room' } };

/** What a person may try, by the part that stops it. */
function tries(pending: QuestionId, approved: QuestionId): Record<string, Action[]> {
  return {
    asking: [asked, { type: 'question.edit', question: pending, text: 'Who will pay?' }],
    voting: [
      { type: 'question.upvote', question: approved },
      { type: 'question.takeBack', question: approved },
    ],
    reports: [
      { type: 'question.report', question: approved },
      { type: 'question.unreport', question: approved },
    ],
  };
}

/** An event in which Ana has asked, and a question by another is open to votes. */
function underWay() {
  const state = newEvent();
  const approved = askApproved(state);
  const pending = ask(state, 'ana');
  return { state, approved, pending };
}

test('INCIDENT-1 each part stops by itself, and nothing else', () => {
  for (const part of ['asking', 'voting', 'reports'] as const) {
    const { state, approved, pending } = underWay();
    assert.is(refusal(act(state, 'moderator', stop({ [part]: true }))), undefined);
    for (const [of, actions] of Object.entries(tries(pending, approved))) {
      for (const action of actions) {
        const expected = of === part ? 'stopped' : undefined;
        assert.is(refusal(act(state, 'ana', action)), expected, `${part}: ${action.type}`);
      }
    }
  }
});

test('INCIDENT-1 what is stopped is let go on, and what was asked before may be sent again', () => {
  const { state, pending } = underWay();
  act(state, 'moderator', stop({ asking: true, people: true }));
  const again = { id: pending as string as ActionId, by: actorOf(state, 'ana'), action: asked };
  assert.is(advise(state, again, state.at), undefined);
  act(state, 'moderator', stop({ asking: false, people: false }));
  assert.is(refusal(act(state, 'ana', asked)), undefined);
});

test('INCIDENT-2 while new people are stopped, who asked or voted before goes on', () => {
  const { state, approved } = underWay();
  act(state, 'ben', { type: 'question.upvote', question: approved });
  act(state, 'moderator', stop({ people: true }));
  assert.is(refusal(act(state, 'ana', asked)), undefined);
  assert.is(refusal(act(state, 'ben', asked)), undefined);
  for (const action of [asked, { type: 'question.upvote', question: approved } as const]) {
    assert.is(refusal(act(state, 'new', action)), 'stopped');
  }
});

test('INCIDENT-3 moderators are never stopped, and a node refuses before the log', () => {
  const { state, pending } = underWay();
  const all = Object.fromEntries(INCIDENT_PARTS.map((part) => [part, true])) as unknown as Incident;
  act(state, 'moderator', stop(all));
  const { asker } = asked as Extract<Action, { type: 'question.ask' }>;
  const add: Action = {
    type: 'moderation.add',
    text: 'By hand',
    asker,
    channel: 'floor',
    approve: true,
  };
  assert.is(refusal(act(state, 'moderator', add)), undefined);
  assert.is(
    refusal(
      act(state, 'moderator', { type: 'moderation.approve', question: pending, revision: 1 }),
    ),
    undefined,
  );
  const by = actorOf(state, 'new');
  assert.is(advise(state, { id: idOf('x'), by, action: asked }, state.at), 'stopped');
  assert.is(refusal(act(state, 'ana', stop({ voting: false }))), 'not_permitted');
});

test('INCIDENT-4 everyone is told what is stopped', () => {
  const { state } = underWay();
  act(state, 'moderator', stop({ voting: true }));
  for (const audience of ['public', 'desk'] as const) {
    assert.is(view(state, audience).settings.stopped.voting, true, audience);
  }
});

const event = idOf<EventId>('event');

/** So many in each second, the last one under way. */
function counted(seconds: readonly number[]): Bursts {
  const bursts = new Bursts();
  for (const [at, count] of seconds.entries()) {
    if (at > 0) bursts.turn();
    for (let note = 0; note < count; note += 1) bursts.noteAction(event, 'question.upvote');
  }
  return bursts;
}

const even = (perSecond: number, seconds: number) => Array<number>(seconds).fill(perSecond);

test('INCIDENT-5 what comes far more often than in the minute before is a burst, within 5 seconds', () => {
  assert.equal(counted([...even(40, 60), ...even(40, 5)]).of(event), [], 'as before');
  assert.equal(counted([...even(5, 60), ...even(20, 5)]).of(event), [], 'a hall that wakes up');
  assert.equal(counted([...even(5, 60), ...even(200, 2)]).of(event), ['voting']);
  assert.equal(counted(even(100, 2)).of(event), ['voting'], 'without a minute before');
  assert.equal(counted([]).of(event), []);
});

test('INCIDENT-5 a burst is told for half a minute after it was seen, and then no more', () => {
  const bursts = counted(even(100, 2));
  assert.equal(bursts.of(event), ['voting']);
  for (let second = 0; second < 29; second += 1) {
    bursts.turn();
    assert.equal(bursts.of(event), ['voting'], `${second}`);
  }
  for (let second = 0; second < 40; second += 1) bursts.turn();
  assert.equal(bursts.of(event), []);
});

test('INCIDENT-5 people, questions, votes and reports are told apart', () => {
  const bursts = new Bursts();
  for (let note = 0; note < 200; note += 1) {
    bursts.note(event, 'people');
    bursts.noteAction(event, 'question.ask');
    bursts.noteAction(event, 'question.report');
    bursts.noteAction(event, 'question.withdraw');
  }
  assert.equal(bursts.of(event), ['people', 'asking', 'reports']);
  assert.equal(bursts.of(idOf<EventId>('another')), []);
});

run();
