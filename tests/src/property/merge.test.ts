import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { groupOf, participantsIn, votersOf } from '@rostrum/shared/domain/union';
import { view } from '@rostrum/shared/domain/view';
import { countVotes } from '@rostrum/shared/domain/votes';
import { act, askApproved, idOf, newEvent, questionOf, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('merge');
const QUESTIONS = 5;
const PEOPLE = ['ana', 'ben', 'cleo', 'dan'];

/** The plainest way to say who voted for what, and what is merged into what. */
class Model {
  readonly votes: Set<string>[] = Array.from({ length: QUESTIONS }, () => new Set());
  readonly into: (number | undefined)[] = Array.from({ length: QUESTIONS });

  /** All that count for `at`: itself, and what was merged into it or into those. */
  group(at: number): number[] {
    const members = this.into.flatMap((into, member) => (into === at ? this.group(member) : []));
    return [at, ...members];
  }

  voters(at: number): string[] {
    const voters = this.group(at).flatMap((each) => [...(this.votes[each] ?? [])]);
    return [...new Set(voters)].sort();
  }

  upvote(at: number, who: string): boolean {
    if (this.voters(at).includes(who)) return false;
    this.votes[at]?.add(who);
    return true;
  }

  takeBack(at: number, who: string): boolean {
    if (!this.voters(at).includes(who)) return false;
    for (const each of this.group(at)) this.votes[each]?.delete(who);
    return true;
  }

  merge(at: number, into: number): boolean {
    if (this.into[at] !== undefined || this.group(at).includes(into)) return false;
    this.into[at] = into;
    return true;
  }

  unmerge(at: number, into: number): boolean {
    if (this.into[at] !== into) return false;
    this.into[at] = undefined;
    return true;
  }
}

const anyStep = fc.record({
  type: fc.constantFrom('upvote', 'upvote', 'takeBack', 'merge', 'unmerge'),
  at: fc.nat(QUESTIONS - 1),
  other: fc.nat(QUESTIONS - 1),
  who: fc.constantFrom(...PEOPLE),
  /** The state is written and read back first. */
  isKept: fc.boolean(),
});

test('MERGE-12 voters are exactly those of the model through any votes, merges and unmerges', () => {
  const property = fc.property(fc.array(anyStep, { size: 'max', maxLength: 150 }), (steps) => {
    let state = newEvent();
    const model = new Model();
    const ids = Array.from({ length: QUESTIONS }, () => askApproved(state, 'author'));
    const idAt = (at: number) => ids[at] as QuestionId;

    const holds = () => {
      const desk = view(state, 'desk').questions;
      const mine = PEOPLE.map((who) => mineOf(state, idOf(who)).votes);
      for (const [at, id] of ids.entries()) {
        const question = questionOf(state, id);
        assert.is(question.merged?.into, ids[model.into[at] ?? -1]);
        const group = groupOf(question).flatMap(({ votes }) => participantsIn(state, votes));
        assert.equal([...new Set(group)].sort(), model.voters(at).map(idOf));
        if (question.merged) continue;
        const { bits, count } = votersOf(question);
        assert.is(count, countVotes(bits));
        assert.is(desk[id]?.votes, model.voters(at).length);
        for (const [index, who] of PEOPLE.entries()) {
          assert.is(mine[index]?.includes(id), model.voters(at).includes(who));
        }
      }
    };

    for (const { type, at, other, who, isKept } of steps) {
      if (isKept) state = deserialise(serialise(state));
      const [question, into] = [idAt(at), idAt(other)];
      if (type === 'upvote' || type === 'takeBack') {
        const outcome = act(state, who, { type: `question.${type}`, question });
        assert.is(outcome.ok, model[type](at, who), refusal(outcome));
      } else {
        const outcome = act(state, 'moderator', { type: `moderation.${type}`, question, into });
        assert.is(outcome.ok, model[type](at, other), refusal(outcome));
      }
      holds();
    }
    for (const [at, into] of model.into.entries()) {
      if (into === undefined) continue;
      const [question, from] = [idAt(at), idAt(into)];
      act(state, 'moderator', { type: 'moderation.unmerge', question, into: from });
    }
    const own = ids.map((id) => participantsIn(state, votersOf(questionOf(state, id))).sort());
    assert.equal(
      own,
      model.votes.map((votes) => [...votes].sort().map(idOf)),
    );
  });
  check(property, 150);
});

run();
