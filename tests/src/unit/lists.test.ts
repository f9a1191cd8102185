import * as assert from 'uvu/assert';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Mine } from '@rostrum/shared/domain/mine';
import type { Item } from '../../../web/src/lib/live/outbox.ts';
import { mineEntries } from '../../../web/src/routes/[code]/mine-entries.ts';
import { filled, steady } from '../../../web/src/routes/[code]/steady-order.ts';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('lists');

test('PAGE-9 what is new waits, and what is gone goes', () => {
  assert.equal(steady(['a', 'b', 'c'], ['n', 'c', 'a']), {
    ids: ['a', 'c'],
    waiting: 1,
    moved: 1,
  });
});

test('PAGE-9 a list that is as it would be says so', () => {
  assert.equal(steady(['a', 'b'], ['a', 'b']), { ids: ['a', 'b'], waiting: 0, moved: 0 });
  assert.equal(steady(['a', 'x', 'b'], ['a', 'b']), { ids: ['a', 'b'], waiting: 0, moved: 0 });
});

test('LIST-2 one question that rises to the top is one that moved, and not all that it passed', () => {
  assert.is(steady(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c']).moved, 1);
  assert.is(steady(['a', 'b', 'c', 'd'], ['d', 'c', 'b', 'a']).moved, 3);
  assert.is(steady(['a', 'b', 'c', 'd'], ['b', 'n', 'a', 'd', 'c']).moved, 2);
});

test('PAGE-42 when the rest of a list comes, what stands there stays, and the rest follows', () => {
  assert.equal(filled(['a', 'b'], ['n', 'b', 'a', 'c']), ['a', 'b', 'n', 'c']);
  assert.equal(steady(filled(['a', 'gone', 'b'], ['a', 'b', 'c']), ['a', 'b', 'c']), {
    ids: ['a', 'b', 'c'],
    waiting: 0,
    moved: 0,
  });
});

const question = (id: string, text: string): Mine['questions'][number] => ({
  id: idOf<QuestionId>(id),
  text,
  state: 'pending',
  askedAt: 1,
});

const item = (id: string, action: Item['action'], state: Item['state'] = 'sending'): Item => ({
  id: idOf<ActionId>(id),
  action,
  state,
});

const ask = (text: string): Item['action'] => ({
  type: 'question.ask',
  text,
  asker: { mode: 'room' },
});

test('PAGE-11 own questions come latest first, those on their way before all', () => {
  const mine: Mine = {
    seq: 5,
    votes: [],
    questions: [question('q1', 'One'), question('q2', 'Two')],
  };
  const entries = mineEntries(mine, [item('q3', ask('Three')), item('q4', ask('Four'))]);
  assert.equal(
    entries.map(({ text, type }) => [text, type]),
    [
      ['Four', 'unsent'],
      ['Three', 'unsent'],
      ['Two', 'own'],
      ['One', 'own'],
    ],
  );
});

test('PAGE-11 a question stands there once when the server has it before its answer came', () => {
  const mine: Mine = { seq: 5, votes: [], questions: [question('q1', 'One')] };
  assert.is(mineEntries(mine, [item('q1', ask('One'))]).length, 1);
});

test('PAGE-11 an edit shows at once, and that it is on its way', () => {
  const mine: Mine = { seq: 5, votes: [], questions: [question('q1', 'One')] };
  const edit = { type: 'question.edit', question: idOf<QuestionId>('q1'), text: 'Uno' } as const;
  const [entry] = mineEntries(mine, [item('edit', edit)]);
  assert.is(entry?.text, 'Uno');
  assert.is(entry?.type === 'own' && entry.busy, true);
});

test('PAGE-13 an edit that was refused keeps its words, beside the question as it is', () => {
  const mine: Mine = { seq: 5, votes: [], questions: [question('q1', 'One')] };
  const edit = { type: 'question.edit', question: idOf<QuestionId>('q1'), text: 'Uno' } as const;
  const entries = mineEntries(mine, [item('edit', edit, 'refused')]);
  assert.equal(
    entries.map(({ text, type }) => [text, type]),
    [
      ['Uno', 'unsent'],
      ['One', 'own'],
    ],
  );
});

run();
