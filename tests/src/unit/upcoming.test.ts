import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { byTurn } from '@rostrum/shared/domain/order';
import type { Question } from '@rostrum/shared/domain/state';
import { putInTurn, type Upcoming } from '@rostrum/shared/domain/upcoming';
import { noVotes } from '@rostrum/shared/domain/votes';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { check, PROPERTY_LIMIT_MS } from '../lib/seed.ts';

const { test, run } = suite('upcoming');
const COUNT = 40;

function questionAt(index: number): Question {
  return {
    id: idOf<QuestionId>(`ask${index}`),
    author: idOf<ParticipantId>('ana'),
    asker: { mode: 'room' },
    text: 'Who pays for this?',
    revision: 1,
    approvedRevision: 1,
    state: 'pending',
    dismissal: undefined,
    pinnedAt: undefined,
    askedAt: index,
    // Several at one time, so that ids have to decide.
    approvedAt: index >> 2,
    changedAt: index,
    votes: noVotes(),
    upcomingAt: -1,
  };
}

/** One change of a question: what it becomes. */
const anyChange = fc.record({
  at: fc.nat(COUNT - 1),
  state: fc.constantFrom('approved', 'approved', 'approved', 'live', 'dismissed'),
  votes: fc.nat(6),
  pinnedAt: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
});

/** The whole of the definition: sort, and take the first. */
function firstOf(questions: readonly Question[]): string | undefined {
  return questions
    .filter(({ state }) => state === 'approved')
    .map((question) => ({ ...question, votes: question.votes.count }))
    .sort(byTurn)[0]?.id;
}

test(
  'QA-15 whatever happens to questions, the first to come is the first in the order of turns',
  () => {
    const property = fc.property(
      fc.array(anyChange, { size: 'max', maxLength: 400 }),
      (changes) => {
        const questions = Array.from({ length: COUNT }, (_, index) => questionAt(index));
        const upcoming: Upcoming = [];
        for (const { at, state, votes, pinnedAt } of changes) {
          const question = questions[at] as Question;
          Object.assign(question, { state, pinnedAt });
          question.votes.count = votes;
          putInTurn(upcoming, question);
          assert.is(upcoming[0]?.id, firstOf(questions));
        }
      },
    );
    check(property, 200);
  },
  { limitMs: PROPERTY_LIMIT_MS },
);

run();
