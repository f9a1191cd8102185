import * as assert from 'uvu/assert';
import { byNewest, byTurn, byVotes } from '@rostrum/shared/domain/order';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('order');

const question = (id: string, votes: number, approvedAt?: number, pinnedAt?: number) => ({
  id,
  votes,
  approvedAt,
  pinnedAt,
});
const ids = (questions: { id: string }[]) => questions.map(({ id }) => id).join('');

test('QA-13 most votes come first, then the one approved first, then by id', () => {
  const questions = [
    question('d', 1, 5),
    question('c', 1, 5),
    question('b', 1, 4),
    question('a', 2, 9),
  ];
  assert.is(ids(questions.sort(byVotes)), 'abcd');
});

test('QA-14 the newest list begins with what was approved last', () => {
  const questions = [question('c', 9, 1), question('b', 0, 3), question('a', 0, 3)];
  assert.is(ids(questions.sort(byNewest)), 'abc');
});

test('QA-15 the pinned come first in the order of pinning, the others by votes', () => {
  const questions = [
    question('d', 1, 1),
    question('c', 9, 1),
    question('b', 0, 1, 7),
    question('a', 0, 1, 6),
  ];
  assert.is(ids(questions.sort(byTurn)), 'abcd');
});

test('QA-15 two pinned at one time are ordered by votes', () => {
  const questions = [question('b', 1, 1, 6), question('a', 2, 1, 6)];
  assert.is(ids(questions.sort(byTurn)), 'ab');
});

run();
