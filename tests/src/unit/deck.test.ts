import * as assert from 'uvu/assert';
import { onDeck } from '@rostrum/shared/domain/deck';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { DECK_MAX } from '@rostrum/shared/domain/limits';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { act, ask, askApproved, newEvent, questionOf, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('deck');

function deck(state: State, question: QuestionId, before?: QuestionId) {
  const action = { type: 'moderation.deck', question } as const;
  return act(state, 'moderator', before ? { ...action, before } : action);
}

function orderOf(state: State): QuestionId[] {
  return onDeck(state).map(({ id }) => id);
}

/** An event with so many approved questions. */
function eventWith(count: number) {
  const state = newEvent();
  const ids = Array.from({ length: count }, (_, index) => askApproved(state, `asker${index}`));
  return { state, ids: ids as [QuestionId, QuestionId, QuestionId, ...QuestionId[]] };
}

test('MOD-9 what is put on deck comes last, or before another, and the chair gets it in this order', () => {
  const { state, ids } = eventWith(3);
  const [first, second, third] = ids;
  deck(state, third);
  deck(state, first);
  deck(state, second, third);
  assert.equal(orderOf(state), [second, third, first]);
  assert.equal(
    view(state, 'podium').stage.next.map(({ id }) => id),
    [second, third],
  );
  deck(state, first, second);
  assert.equal(orderOf(state), [first, second, third]);
});

test('MOD-9 a question goes off deck once, and back among the others', () => {
  const { state, ids } = eventWith(3);
  const [question] = ids;
  const offDeck = { type: 'moderation.offDeck', question } as const;
  assert.is(refusal(act(state, 'moderator', offDeck)), 'wrong_state');
  deck(state, question);
  assert.ok(act(state, 'moderator', offDeck).ok);
  assert.equal(orderOf(state), []);
  assert.is(questionOf(state, question).state, 'approved');
});

test('MOD-9 only approved questions go on deck, and only before one that is there', () => {
  const { state, ids } = eventWith(3);
  const [first, second] = ids;
  assert.is(refusal(deck(state, ask(state))), 'wrong_state');
  assert.is(refusal(deck(state, first, second)), 'wrong_state');
  assert.equal(orderOf(state), []);
});

test('MOD-9 the order holds when a place is halved more often than numbers can be', () => {
  const { state, ids } = eventWith(3);
  const [first, second, third] = ids;
  for (const id of [first, second, third]) deck(state, id);
  let [left, right] = [second, third];
  for (let n = 0; n < 120; n += 1) {
    deck(state, right, left);
    [left, right] = [right, left];
    assert.equal(orderOf(state), [first, left, right]);
  }
});

test('MOD-9 moving one question tells nothing of the others', () => {
  const { state, ids } = eventWith(3);
  for (const id of ids) deck(state, id);
  const ranks = ids.slice(0, 2).map((id) => questionOf(state, id).deckAt);
  deck(state, ids[2], ids[1]);
  assert.equal(
    ids.slice(0, 2).map((id) => questionOf(state, id).deckAt),
    ranks,
  );
});

test('MOD-9 the deck has an end', () => {
  const { state, ids } = eventWith(DECK_MAX + 1);
  for (const id of ids.slice(0, DECK_MAX)) assert.ok(deck(state, id).ok);
  assert.is(refusal(deck(state, ids[DECK_MAX] as QuestionId)), 'deck_full');
  // What is there already only moves.
  assert.ok(deck(state, ids[0], ids[2]).ok);
});

test('MOD-10 whatever takes a question out of the approved takes it off deck', () => {
  const acts = [
    { type: 'moderation.stage' },
    { type: 'moderation.answered' },
    { type: 'moderation.dismiss', reason: 'off_topic' },
    { type: 'moderation.restore', to: 'pending' },
  ] as const;
  for (const input of acts) {
    const { state, ids } = eventWith(3);
    deck(state, ids[0]);
    assert.ok(act(state, 'moderator', { ...input, question: ids[0] }).ok, input.type);
    assert.equal(orderOf(state), [], input.type);
    assert.is(view(state, 'desk').questions[ids[0]]?.deckAt, undefined);
  }
});

run();
