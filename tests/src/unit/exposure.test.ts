import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { byVotes, wilsonLow } from '@rostrum/shared/domain/order';
import { patchFor } from '@rostrum/shared/domain/patch';
import { addRange, addTo, rangesFrom } from '@rostrum/shared/domain/ranges';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { stageOf, view } from '@rostrum/shared/domain/view';
import { act, askApproved, MINUTE, newEvent, questionOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('exposure');

const byExposure = { type: 'settings.set', order: 'exposure' } as const;

function vote(state: State, question: QuestionId, ...voters: string[]): void {
  for (const who of voters) act(state, who, { type: 'question.upvote', question });
}

const people = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

test('ORDER-1 the bound is the one that Wilson gives', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I.
  assert.is(wilsonLow(81, 263).toFixed(4), '0.2553');
  assert.is(wilsonLow(15, 148).toFixed(4), '0.0624');
  assert.is(wilsonLow(0, 20), 0);
  assert.is(wilsonLow(1, 29).toFixed(4), '0.0061');
  assert.is(wilsonLow(0, 0), 0);
  assert.is(wilsonLow(3, 1), wilsonLow(3, 3), 'a vote is a proof of having seen it');
});

test('ORDER-1 an early question with more votes does not come before a late one that more of those who saw it want', () => {
  const state = newEvent();
  const early = askApproved(state, 'ana');
  vote(state, early, ...people('early', 30));
  vote(state, askApproved(state, 'eva'), ...people('other', 40));
  const late = askApproved(state, 'ben');
  vote(state, late, ...people('late', 20));
  const order = () => Object.values(view(state, 'public').questions).sort(byVotes);
  assert.is(order().at(-1)?.id, late);
  act(state, 'organiser', byExposure);
  const [first] = order();
  assert.is(first?.id, late);
  assert.is(first?.seen, 20, 'nobody acted since but those who voted for it');
  assert.is(view(state, 'public').questions[early]?.seen, 90, 'nor is who asked');
});

test('ORDER-1 who acts again counts once, and for what has appeared meanwhile', () => {
  const state = newEvent();
  act(state, 'organiser', byExposure);
  const first = askApproved(state, 'ana');
  vote(state, first, 'ben', 'eva');
  const second = askApproved(state, 'ana');
  vote(state, second, 'ben');
  act(state, 'ben', { type: 'question.takeBack', question: second });
  assert.is(questionOf(state, second).seen, 1);
  act(state, 'ben', { type: 'question.takeBack', question: first });
  assert.is(questionOf(state, first).seen, 2);
});

test('PRIV-3 who asks is not counted among those who could have voted, or whose reports hide', () => {
  const state = newEvent();
  act(state, 'organiser', byExposure);
  const first = askApproved(state, 'ana');
  for (const who of people('asker', 20)) askApproved(state, who);
  vote(state, first, 'ben');
  assert.is(questionOf(state, first).seen, 1);
  act(state, 'eva', { type: 'question.report', question: first });
  assert.is(questionOf(state, first).reportedAmong, 1);
});

test('ORDER-2 a question that nobody votes for is counted anew a minute later', () => {
  const state = newEvent();
  act(state, 'organiser', byExposure);
  const [quiet, busy] = [askApproved(state), askApproved(state)];
  vote(state, busy, 'ben', 'eva');
  const changes = noChanges();
  const at = state.at + MINUTE - 20_000;
  act(state, 'leo', { type: 'question.upvote', question: busy }, { at, changes });
  assert.not(patchFor(state, 'public', changes, 1).seen?.[quiet]);
  act(state, 'mia', { type: 'question.upvote', question: busy }, { at: at + MINUTE, changes });
  assert.equal({ ...patchFor(state, 'public', changes, 1).seen }, { [quiet]: 4, [busy]: 4 });
});

test('ORDER-3 the podium’s next and the desk’s order follow the same setting', () => {
  const state = newEvent();
  const early = askApproved(state);
  vote(state, early, ...people('early', 12));
  vote(state, askApproved(state), ...people('other', 11));
  const late = askApproved(state);
  vote(state, late, ...people('late', 9));
  assert.is(stageOf(state).next[0]?.id, early);
  const changes = noChanges();
  act(state, 'organiser', byExposure, { changes });
  assert.is(stageOf(state).next[0]?.id, late);
  assert.is(patchFor(state, 'podium', changes, 1).stage?.next[0]?.id, late);
  assert.is(Object.values(view(state, 'desk').questions).sort(byVotes)[0]?.id, late);
  act(state, 'organiser', { type: 'settings.set', order: 'votes' });
  assert.is(stageOf(state).next[0]?.id, early);
  assert.is(view(state, 'public').questions[early]?.seen, undefined);
});

test('ORDER-1 a snapshot keeps who has seen what', () => {
  const state = newEvent();
  act(state, 'organiser', byExposure);
  const first = askApproved(state);
  vote(state, first, 'ben', 'eva');
  askApproved(state, 'leo');
  const read = deserialise(serialise(state));
  for (const each of [state, read]) vote(each, first, 'mia');
  assert.is(serialise(read), serialise(state));
  assert.is(questionOf(read, first).seen, 3);
});

test('ORDER-1 a sum of counts is what adding them up gives', () => {
  const ranges: number[] = [];
  const counts: number[] = [];
  for (let step = 0; step < 300; step += 1) {
    assert.is(addRange(ranges), counts.push(0));
    const place = ((step * 7) % counts.length) + 1;
    addTo(ranges, place, step);
    counts[place - 1] = (counts[place - 1] ?? 0) + step;
    const from = ((step * 13) % counts.length) + 1;
    const sum = counts.slice(from - 1).reduce((total, count) => total + count, 0);
    assert.is(rangesFrom(ranges, from), sum);
  }
});

test('ORDER-5 hidden votes are in no view and no patch but the desk’s', () => {
  const state = newEvent();
  act(state, 'organiser', byExposure);
  const question = askApproved(state);
  vote(state, question, 'ben');
  const hiding = noChanges();
  act(state, 'organiser', { type: 'settings.set', hiddenVotes: true }, { changes: hiding });
  const told = patchFor(state, 'public', hiding, 1).questions?.[question];
  assert.ok(told && !('votes' in told) && !('seen' in told), 'a phone forgets those it has');
  const changes = noChanges();
  act(state, 'eva', { type: 'question.upvote', question }, { changes });
  assert.equal(patchFor(state, 'public', changes, 1), { from: 1, seq: state.seq });
  for (const seen of [view(state, 'public'), stageOf(state), patchFor(state, 'podium', changes, 1)])
    assert.not.match(JSON.stringify(seen), /"(votes|seen)":/);
  assert.is(patchFor(state, 'desk', changes, 1).votes?.[question], 2);
});

run();
