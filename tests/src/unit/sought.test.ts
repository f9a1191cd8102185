import * as assert from 'uvu/assert';
import { view } from '@rostrum/shared/domain/view';
import { isSought } from '../../../web/src/routes/[code]/desk/sought.ts';
import { ask, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('sought');

test('BULK-5 what was asked before the time that is looked at is not found', () => {
  const state = newEvent();
  const before = ask(state, 'ana');
  const { questions } = view(state, 'desk');
  const question = questions[before];
  if (!question) throw new Error('no question');
  const asked = (at: number) => isSought(question, { text: '', asked: { minutes: 1, after: at } });
  assert.is(asked(question.askedAt), true);
  assert.is(asked(question.askedAt + 1), false);
  assert.is(isSought(question, { text: '' }), true);
});

run();
