import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { actionTypes, type LoggedAction } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import { byTurn } from '@rostrum/shared/domain/order';
import { fold, rememberedOutcome } from '@rostrum/shared/domain/reduce';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import { scoreOf, votersOf } from '@rostrum/shared/domain/union';
import { stageOf } from '@rostrum/shared/domain/view';
import { countVotes, hasVote } from '@rostrum/shared/domain/votes';
import { PlainCount } from '../faults/crowd/plain-count.ts';
import { createEntry } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, logOf, singly, substanceOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('invariants');
const RUNS = 300;
const STEPS = 200;

/** From each state, where one action may bring a question. */
const EDGES: Record<string, readonly string[]> = {
  none: ['pending', 'approved'],
  pending: ['approved', 'dismissed', 'merged', 'withdrawn', 'archived'],
  approved: ['live', 'answered', 'dismissed', 'merged', 'withdrawn', 'archived', 'pending'],
  live: ['answered', 'approved'],
  answered: ['live', 'approved'],
  dismissed: ['pending', 'approved'],
  archived: ['pending', 'approved'],
  merged: ['pending', 'approved', 'withdrawn'],
  withdrawn: [],
};

/** Holds a check after every action of every history. */
function always(holds: (state: State, before: Map<string, string>) => void): void {
  const property = fc.property(anyHistory(STEPS), (history) => {
    const state = emptyState();
    for (const entry of singly(history)) {
      const before = statesOf(state);
      fold(state, entry, noChanges());
      holds(state, before);
    }
  });
  check(property, RUNS);
}

function statesOf(state: State): Map<string, string> {
  return new Map([...state.questions.values()].map((question) => [question.id, question.state]));
}

test('VOTE-4 after any actions a question has as many votes as bits, and never fewer than none', () =>
  always((state) => {
    for (const question of state.questions.values()) {
      const { votes, downs, reports } = question;
      for (const { bits, count } of [votes, downs, reports, votersOf(question)]) {
        assert.is(count, countVotes(bits));
        assert.ok(count >= 0 && count <= state.voters.size);
      }
      for (const index of state.voters.values()) {
        assert.not(hasVote(votes, index) && hasVote(downs, index));
      }
    }
  }));

test('VOTE-4 after any actions every question has the votes that a plain count gives it', () =>
  check(
    fc.property(anyHistory(STEPS), (history) => {
      const state = emptyState();
      const count = new PlainCount();
      for (const entry of singly(history)) {
        const isNew = rememberedOutcome(state, (entry.actions[0] as LoggedAction).id) === undefined;
        const [outcome] = fold(state, entry, noChanges());
        if (isNew && outcome?.ok) count.take(entry.actions[0] as LoggedAction);
        assert.equal(
          new Map([...state.questions.values()].map((each) => [each.id, scoreOf(each)])),
          count.votes,
        );
      }
    }),
    RUNS,
  ));

test('QA-12 after any actions one question at most is live, and it is the one on stage', () =>
  always((state) => {
    const live = [...state.questions.values()].filter((question) => question.state === 'live');
    assert.equal(
      live.map((question) => question.id),
      state.live === undefined ? [] : [state.live],
    );
  }));

test('QA-15 after any actions the one whose turn is next is the first of all that are approved', () =>
  always((state) => {
    const approved = [...state.questions.values()]
      .filter((question) => question.state === 'approved' && question.hiddenAt === undefined)
      .map((question) => ({ ...question, votes: scoreOf(question) }));
    assert.equal(
      stageOf(state).next.map(({ id }) => id),
      approved
        .sort(byTurn)
        .slice(0, 2)
        .map(({ id }) => id),
    );
  }));

test('QA-11 any action moves questions along the allowed edges only', () =>
  always((state, before) => {
    for (const [id, to] of statesOf(state)) {
      const from = before.get(id) ?? 'none';
      assert.ok(from === to || EDGES[from]?.includes(to), `${from} → ${to}`);
    }
    assert.ok(
      // A rehearsal that is wiped leaves none.
      state.questions.size === 0 || [...before.keys()].every((id) => statesOf(state).has(id)),
      'a question is gone',
    );
  }));

test('QA-5 after any actions the count of waiting questions is right for each participant', () =>
  always((state) => {
    const waiting = [...state.questions.values()].filter(({ state }) => state === 'pending');
    const counted = Map.groupBy(waiting, (question) => question.author);
    assert.equal(
      new Map(state.pending),
      new Map([...counted].map(([author, questions]) => [author, questions.length])),
    );
  }));

test('PROG-10 after any actions the cue on air is one of the programme, as are all that were', () =>
  always((state) => {
    const cues = state.programme.cues.map((cue) => cue.id);
    if (state.running) assert.ok(cues.includes(state.running.cue));
    for (const [id, ran] of state.ran) {
      assert.ok(cues.includes(id) && id !== state.running?.cue);
      assert.ok(ran.pausedMs >= 0 && ran.endedAt >= ran.startedAt);
    }
  }));

test('SYNC-1 a refused action changes nothing but seq, time and the memory of outcomes', () => {
  const property = fc.property(anyHistory(STEPS), (history) => {
    const state = emptyState();
    for (const entry of singly(history)) {
      const before = substanceOf(state);
      const changes = noChanges();
      const [outcome] = fold(state, entry, changes);
      if (outcome?.ok) continue;
      assert.is(substanceOf(state), before);
      assert.equal(changes, noChanges());
    }
  });
  check(property, RUNS);
});

test('SYNC-2 any history sent a second time changes nothing and has the same outcomes', () => {
  const property = fc.property(anyHistory(STEPS), (history) => {
    const state = foldAll(logOf(history));
    const substance = substanceOf(state);
    const actions = history.map((step) => step.logged);
    const known = actions.map(({ id }) => rememberedOutcome(state, id));
    const changes = noChanges();
    for (const [index, action] of actions.entries()) {
      const entry = { ...createEntry(state.at), seq: state.seq + 1, actions: [action] };
      assert.equal(fold(state, entry, changes), [known[index]]);
    }
    assert.is(substanceOf(state), substance);
    assert.equal(changes, noChanges());
  });
  check(property, RUNS);
});

test('SYNC-1 random histories reach far: every action accepted and refused, every edge taken', () => {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  const taken = new Set<string>();
  // Always the same ones: what is asked here is about the generator, not about the core.
  for (const history of fc.sample(anyHistory(STEPS), { seed: 3, numRuns: RUNS * 2 })) {
    const state = foldAll([createEntry()]);
    for (const entry of singly(history).slice(1)) {
      const before = statesOf(state);
      const [outcome] = fold(state, entry, noChanges());
      for (const { action } of entry.actions) (outcome?.ok ? accepted : refused).add(action.type);
      for (const [id, to] of statesOf(state)) {
        const from = before.get(id) ?? 'none';
        if (from !== to) taken.add(`${from} → ${to}`);
      }
    }
  }
  const edges = Object.entries(EDGES).flatMap(([from, to]) => to.map((end) => `${from} → ${end}`));
  assert.equal([...accepted].sort(), [...actionTypes].sort());
  assert.equal([...refused].sort(), [...actionTypes].sort());
  assert.equal([...taken].sort(), edges.sort());
});

run();
