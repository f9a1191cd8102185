import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { judge, type Vote } from '../bench/load/judge.ts';
import type { Shown } from '../bench/load/observer.ts';
import { Supply } from '../bench/load/supply.ts';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('the judge of the bench');

const [first, second] = [idOf<QuestionId>('first'), idOf<QuestionId>('second')];
const ALL = { from: 0, to: Infinity };
const NONE: ReadonlyMap<QuestionId, number> = new Map();

/** A vote of phone 1 that was meant for `dueAt`, sent then, and answered 5 ms later. */
function voteAt(dueAt: number, seq: number | undefined, changes: Partial<Vote> = {}): Vote {
  const answer = { sentAt: dueAt, ackedAt: dueAt + 5, seq, trouble: '' };
  return { who: 1, question: first, era: 0, isGiven: true, dueAt, ...answer, ...changes };
}

/** What an observer shows: at which time, at which seq, how many votes for the first question. */
function shows(...states: [at: number, seq: number, votes: number][]): Shown[] {
  return states.map(([at, seq, votes]) => ({
    at,
    seq,
    mark: '',
    votes: new Map([[first, votes]]),
  }));
}

function judged(votes: Vote[], shown: Shown[], before = NONE) {
  return judge(votes, [{ who: 0, shown }], before, ALL);
}

test('BENCH-1 a vote that everyone was shown is seen, from the first time it was', () => {
  const result = judged([voteAt(100, 2)], shows([0, 1, 0], [130, 2, 1], [190, 3, 1]));
  assert.is(result.unseen, 0);
  assert.is(result.seenP99Ms, 30);
  assert.is(result.ackP99Ms, 5);
});

test('BENCH-1 a vote that is never shown is unseen, and takes for ever', () => {
  const result = judged([voteAt(100, 2)], shows([0, 1, 0]));
  assert.is(result.unseen, 1);
  assert.is(result.seenP99Ms, Infinity);
});

test('BENCH-1 a patch that has the seq of a vote but not the vote does not show it', () => {
  const votes = [voteAt(100, 2), voteAt(101, 3)];
  const result = judged(votes, shows([0, 1, 0], [130, 2, 1], [150, 3, 1], [170, 4, 1]));
  assert.is(result.unseen, 1);
});

test('BENCH-1 a vote that one of the observers never shows is unseen', () => {
  const shown = shows([0, 1, 0], [130, 2, 1]);
  const sights = [
    { who: 0, shown },
    { who: 2, shown: shown.slice(0, 1) },
  ];
  assert.is(judge([voteAt(100, 2)], sights, NONE, ALL).unseen, 1);
});

test('BENCH-1 a vote without an answer, or with a refusal, is not accepted', () => {
  const silent = voteAt(100, undefined, { ackedAt: NaN });
  const refused = voteAt(100, undefined, { trouble: 'busy' });
  const result = judged([silent, refused, voteAt(100, 2)], shows([110, 2, 1]));
  assert.is(result.notAccepted, 2);
  assert.equal(result.troubles, { 'no answer': 1, busy: 1 });
  assert.is(result.ackP99Ms, Infinity);
});

test('BENCH-3 the times of a vote run from when it was meant to be sent, however late it left', () => {
  const late = voteAt(100, 2, { sentAt: 180, ackedAt: 190 });
  const result = judged([late], shows([0, 1, 0], [200, 2, 1]));
  assert.is(result.lateP99Ms, 80);
  assert.is(result.ackP99Ms, 90);
  assert.is(result.seenP99Ms, 100);
});

test('BENCH-3 only the votes of the measured time are timed', () => {
  const votes = [voteAt(100, 2), voteAt(500, 3)];
  const shown = shows([0, 1, 0], [400, 2, 1], [510, 3, 2]);
  const result = judge(votes, [{ who: 0, shown }], NONE, { from: 450, to: 1_000 });
  assert.is(result.votes, 2);
  assert.is(result.seenP99Ms, 10);
});

test('BENCH-4 a vote that is taken back is seen once that many fewer are shown', () => {
  const votes = [1, 2].map((at) => voteAt(100 * at, 10 + at, { isGiven: false, era: 2 }));
  const before = new Map([[first, 7]]);
  const seen = judged(votes, shows([0, 10, 7], [130, 11, 6], [260, 12, 5]), before);
  assert.is(seen.unseen, 0);
  assert.is(seen.seenP50Ms, 30);
  assert.is(judged(votes, shows([0, 10, 7], [130, 12, 6]), before).unseen, 1);
});

test('BENCH-4 a phone votes once for each question, then takes back, one half after the other', () => {
  const supply = new Supply([4, 9], [first, second], 2);
  const drawn = Array.from({ length: 8 }, () => supply.next());
  const told = drawn.map(({ who, question, isGiven }) => ({ who, question, isGiven }));
  const round = (question: QuestionId, isGiven: boolean) =>
    [4, 9].map((who) => ({ who, question, isGiven }));
  assert.equal(told, [
    ...round(first, true),
    ...round(second, true),
    ...round(first, false),
    ...round(second, false),
  ]);
  assert.equal([...new Set(drawn.map(({ era }) => era))], [0, 1, 2, 3]);
});

test('BENCH-4 where votes are not taken back, they run out', () => {
  const supply = new Supply([4, 9], [first, second], 1);
  const drawn = Array.from({ length: 4 }, () => supply.next());
  assert.is(new Set(drawn.map(({ who, question }) => `${who} ${question}`)).size, 4);
  assert.throws(() => supply.next(), 'every phone has voted');
});

run();
