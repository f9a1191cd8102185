import * as assert from 'uvu/assert';
import { mineOf } from '@rostrum/shared/domain/mine';
import { view, type View } from '@rostrum/shared/domain/view';
import type { PageWelcome } from '@rostrum/shared/protocol/page';
import { pageView } from '@rostrum/server/http/page-view';
import { firstMirror, mirrorOf, placeOf } from '../../../web/src/lib/live/mirror.ts';
import { act, ask, askApproved, idOf, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('the view of a page');

/** An event with so many approved questions, each with one vote less than the one before, and others. */
function event(approved: number) {
  const state = newEvent();
  const ids = Array.from({ length: approved }, (_, at) =>
    askApproved(state, `asker${at}`, `Question ${at + 1}?`),
  );
  for (const [at, question] of ids.slice(0, 5).entries()) {
    for (let voter = 0; voter < 5 - at; voter += 1) {
      act(state, `voter${voter}`, { type: 'question.upvote', question });
    }
  }
  return { state, ids };
}

const textsOf = (seen: View) =>
  'questions' in seen ? Object.values(seen.questions).map(({ text }) => text) : [];

test('PAGE-40 a page has the first 30 questions of the list, the one on stage, and how many there are', () => {
  const { state, ids } = event(40);
  const [live, last] = [ids[35], ids[39]];
  if (!live || !last) throw new Error('there are 40');
  act(state, 'moderator', { type: 'moderation.stage', question: live });
  for (const voter of ['x', 'y', 'z', 'u', 'v', 'w']) {
    act(state, voter, { type: 'question.upvote', question: last });
  }
  const { view: seen, part } = pageView(view(state, 'public'));
  const texts = textsOf(seen);
  assert.is(texts.length, 31);
  assert.ok(texts.includes('Question 36?'), 'what is on stage');
  assert.ok(texts.includes('Question 40?'), 'the one with the most votes');
  assert.not.ok(texts.includes('Question 30?'), 'what comes after the thirtieth');
  assert.equal(part, { from: 1, counts: { approved: 39, live: 1 } });
});

test('PAGE-40 where votes are hidden a page has the newest', () => {
  const { state } = event(40);
  act(state, 'moderator', { type: 'settings.set', hiddenVotes: true });
  const texts = textsOf(pageView(view(state, 'public')).view);
  assert.ok(texts.includes('Question 40?'));
  assert.not.ok(texts.includes('Question 10?'));
});

test('PAGE-40 a desk has the first 30 of each of its lists', () => {
  const { state } = event(40);
  for (let at = 0; at < 35; at += 1) ask(state, `other${at}`, `Waiting ${at + 1}?`);
  const { view: seen, part } = pageView(view(state, 'desk'));
  const texts = textsOf(seen);
  assert.is(texts.length, 60);
  assert.ok(texts.includes('Waiting 1?') && texts.includes('Waiting 30?'));
  assert.equal(part?.counts, { approved: 40, pending: 35 });
});

test('PAGE-40 what a page can carry whole it carries whole', () => {
  const { state } = event(30);
  for (const audience of ['public', 'desk', 'podium', 'show'] as const) {
    const whole: View = view(state, audience);
    assert.equal(pageView(whole), { view: whole });
  }
});

test('PAGE-41 from a place on, a page has the 30 from there', () => {
  const { state } = event(70);
  const { view: seen, part } = pageView(view(state, 'public'), 61);
  assert.equal(
    textsOf(seen),
    Array.from({ length: 10 }, (_, at) => `Question ${at + 61}?`),
  );
  assert.is(part?.from, 61);
  assert.equal(textsOf(pageView(view(state, 'public'), 500).view), []);
});

test('PAGE-42 a page that has a part asks its socket for everything, and one that has all for what is new', () => {
  const { state } = event(40);
  const place = { seq: state.seq, mark: '0123456789ab' };
  const begun = (seen: View): PageWelcome => ({
    surface: 'phone',
    role: 'attendee',
    ...place,
    now: 1,
    ...pageView(seen),
  });
  const part = firstMirror(begun(view(state, 'public')));
  assert.is(placeOf(part), undefined);
  assert.equal(placeOf(firstMirror(begun(view(state, 'podium')))), place);
  const mine = mineOf(state, idOf('me'));
  const whole = mirrorOf({ ...begun(view(state, 'public')), view: view(state, 'public'), mine });
  assert.equal(placeOf(whole), place);
});

run();
