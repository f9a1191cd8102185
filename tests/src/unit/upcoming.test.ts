import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { byTurn } from '@rostrum/shared/domain/order';
import type { Question } from '@rostrum/shared/domain/state';
import { nextTwo, putInTurn, type Upcoming } from '@rostrum/shared/domain/upcoming';
import { noVotes } from '@rostrum/shared/domain/votes';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('upcoming');
const COUNT = 40;

function questionAt(index: number): Question {
  return {
    id: idOf<QuestionId>(`ask${index}`),
    author: idOf<ParticipantId>('ana'),
    channel: undefined,
    asker: { mode: 'room' },
    text: 'Who pays for this?',
    revision: 1,
    approved: { revision: 1, text: 'Who pays for this?' },
    original: undefined,
    state: 'pending',
    archived: undefined,
    answer: undefined,
    note: undefined,
    assigned: undefined,
    labels: [],
    dismissal: undefined,
    merged: undefined,
    pinnedAt: undefined,
    deckAt: undefined,
    skippedAt: undefined,
    staging: undefined,
    askedAt: index,
    // Several at one time, so that ids have to decide.
    approvedAt: index >> 2,
    changedAt: index,
    votes: noVotes(),
    members: [],
    union: undefined,
    downs: noVotes(),
    reports: noVotes(),
    hiddenAt: undefined,
    keptAt: undefined,
    reportedAmong: undefined,
    blockedAt: undefined,
    appearance: undefined,
    seen: undefined,
    upcomingAt: -1,
  };
}

/** One change of a question: what it becomes. */
const anyChange = fc.record({
  at: fc.nat(COUNT - 1),
  state: fc.constantFrom('approved', 'approved', 'approved', 'live', 'dismissed'),
  votes: fc.nat(6),
  pinnedAt: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
  deckAt: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
  skippedAt: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
});

/** The whole of the definition: sort, and take the first two. */
function firstTwo(questions: readonly Question[]): string[] {
  return questions
    .filter(({ state }) => state === 'approved')
    .map((question) => ({ ...question, votes: question.votes.count }))
    .sort(byTurn)
    .slice(0, 2)
    .map(({ id }) => id);
}

test('QA-15 whatever happens to questions, the next two are the first two in the order of turns', () => {
  const property = fc.property(fc.array(anyChange, { size: 'max', maxLength: 400 }), (changes) => {
    const questions = Array.from({ length: COUNT }, (_, index) => questionAt(index));
    const upcoming: Upcoming = [];
    for (const { at, state, votes, ...ranks } of changes) {
      const question = questions[at] as Question;
      Object.assign(question, { state, ...ranks });
      question.votes.count = votes;
      putInTurn(upcoming, question);
      assert.equal(
        nextTwo(upcoming).map(({ id }) => id),
        firstTwo(questions),
      );
    }
  });
  check(property, 200);
});

run();
