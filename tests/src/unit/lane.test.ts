import * as assert from 'uvu/assert';
import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { Earlier, EARLIER_MS } from '@rostrum/server/rooms/earlier';
import { Lane } from '@rostrum/server/rooms/lane';
import { Written } from '@rostrum/server/rooms/written';
import { act, ask, askApproved, idOf, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('lane');
const FLOW = { atOnce: 2, perSecond: 4 };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const who = (name: string) => idOf<ParticipantId>(name);

test('INTAKE-1 so many are taken at once, and then as many a second as there are turns', () => {
  const lane = new Lane(FLOW, 0);
  const take = (name: string, now: number) => lane.take(who(name), 1, now);
  assert.equal([take('a', 0), take('b', 0)], [0, 0]);
  assert.equal([take('c', 0), take('d', 0), take('e', 0)], [250, 500, 750]);
  assert.equal([take('c', 250), take('d', 250)], [0, 250]);
  assert.equal([take('d', 500), take('e', 750)], [0, 0]);
  assert.is(lane.size, 0);
  assert.equal([take('f', MINUTE), take('g', MINUTE), take('h', MINUTE)], [0, 0, 250]);
});

test('INTAKE-1 what is longer counts for more', () => {
  const lane = new Lane(FLOW, 0);
  assert.is(lane.take(who('a'), 4, 0), 0);
  assert.is(lane.take(who('b'), 1, 0), 750);
  assert.ok(lane.take(who('b'), 1, 500) > 0);
  assert.is(lane.take(who('b'), 1, 750), 0);
});

test('INTAKE-3 a browser has one place, keeps it however often it asks, and comes last after its turn', () => {
  const lane = new Lane({ atOnce: 1, perSecond: 1 }, 0);
  const take = (name: string, now: number) => lane.take(who(name), 1, now);
  take('first', 0);
  assert.is(take('script', 0), 1_000);
  for (let again = 0; again < 100; again += 1) assert.is(take('script', 0), 1_000);
  assert.is(take('ana', 0), 2_000);
  assert.is(lane.size, 2);
  assert.is(take('script', 1_000), 0);
  assert.is(take('script', 1_000), 2_000, 'behind ana');
  assert.is(take('ana', 2_000), 0);
});

test('INTAKE-3 of 500 that ask ten each at once, who comes next is taken in the 501st turn', () => {
  const lane = new Lane(FLOW, 0);
  for (const each of ['first', 'second']) lane.take(who(each), 1, 0);
  const scripts = Array.from({ length: 500 }, (_, index) => who(`script${index}`));
  for (let asked = 0; asked < 10; asked += 1) for (const each of scripts) lane.take(each, 1, 0);
  assert.is(lane.take(who('ana'), 1, 0), 120_000);
  let turns = 0;
  let taken = false;
  for (let now = 0; !taken; now += 250) {
    for (const each of scripts) if (lane.take(each, 1, now) === 0) turns += 1;
    taken = lane.take(who('ana'), 1, now) === 0;
  }
  assert.is(turns, 500);
});

test('INTAKE-2 a turn is kept for a minute, and what nobody comes for goes to the next', () => {
  const lane = new Lane({ atOnce: 1, perSecond: 0.01 }, 0);
  const take = (name: string, now: number) => lane.take(who(name), 1, now);
  take('first', 0);
  assert.is(take('gone', 0), 100 * SECOND);
  assert.is(take('ana', 0), 120 * SECOND, 'nobody is told to come later than that');
  take('ana', 100 * SECOND);
  assert.ok(take('ana', 100 * SECOND + MINUTE - 1) > 0);
  assert.is(take('ana', 100 * SECOND + MINUTE), 0);
});

test('INTAKE-6 a lane has 5,000 places, and who comes past them is told to come again', () => {
  const lane = new Lane({ atOnce: 1, perSecond: 1 }, 0);
  for (let index = 0; index < 6_000; index += 1) {
    assert.ok(index === 0 || lane.take(who(`n${index}`), 1, 0) > 0);
    if (index === 0) lane.take(who('n0'), 1, 0);
  }
  assert.is(lane.size, 5_000);
});

test('INTAKE-4 earlier is who acted a minute before or longer, by the log', () => {
  const state = newEvent();
  const question = askApproved(state);
  const vote = { type: 'question.upvote', question } as const;
  act(state, 'old', vote);
  const earlier = new Earlier(state);
  const votes = (name: string, at: number) => {
    act(state, name, vote, { at });
    earlier.note(state);
  };
  const start = state.at;
  const has = (name: string, now: number) => earlier.has(state, who(name), now);
  votes('new', start + 1);
  assert.equal(
    [has('old', start + 1), has('new', start + 1), has('nobody', start + 1)],
    [true, false, false],
  );
  assert.ok(has('new', start + 1 + EARLIER_MS), 'nothing came since');
  votes('next', start + EARLIER_MS);
  assert.equal([has('new', start + EARLIER_MS), has('next', start + EARLIER_MS)], [false, false]);
  votes('last', start + 2 * EARLIER_MS);
  const now = start + 2 * EARLIER_MS;
  assert.equal([has('new', now), has('next', now), has('last', now)], [true, true, false]);
  const reopened = new Earlier(state);
  assert.ok(reopened.has(state, who('last'), now), 'before the room was opened');
  ask(state, 'asker');
  state.voters.dropFirst(state.voters.size);
  assert.not.ok(has('asker', state.at + EARLIER_MS - 1));
  assert.ok(has('asker', state.at + EARLIER_MS), 'one who only asked');
});

test('INTAKE-10 a browser writes 64 KB at once and 100 bytes a second, and others are not held back', () => {
  const written = new Written();
  const ana = who('ana');
  written.add(ana, 60 * 1024, 0);
  assert.ok(written.hasLeft(ana, 0));
  written.add(ana, 30 * 1024, 0);
  assert.not.ok(written.hasLeft(ana, 0));
  assert.ok(written.hasLeft(who('ben'), 0));
  assert.not.ok(written.hasLeft(ana, 4 * MINUTE));
  assert.ok(written.hasLeft(ana, 5 * MINUTE));
});

run();
