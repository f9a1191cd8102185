import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import { decodeBody, encodeBody, storedBodySchema } from '@rostrum/shared/domain/body';
import type { ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { anyHistory, logOf } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('body');

test('SYNC-17 a body of any actions is read back as it was, and fits its schema', () => {
  const property = fc.property(anyHistory(100), (history) => {
    for (const { v, actions } of logOf(history)) {
      const text = encodeBody({ v, actions });
      assert.equal(decodeBody(text), { v, actions });
      storedBodySchema.parse(JSON.parse(text));
    }
  });
  check(property, 100);
});

test('SYNC-17 in a body of many votes for one question the question is named once', () => {
  const question = idOf<QuestionId>('question');
  const actions: EntryBody['actions'] = Array.from({ length: 100 }, (_, index) => ({
    id: idOf(`vote${index}`),
    by: { participant: idOf<ParticipantId>(`p${index}`) },
    action: { type: 'question.upvote', question },
  }));
  const text = encodeBody({ v: ENTRY_VERSION, actions });
  assert.is(text.split(question).length, 2);
  assert.equal(decodeBody(text).actions, actions);
});

test('SYNC-5 a body of an unknown version is not read', () => {
  const text = encodeBody({ v: ENTRY_VERSION, actions: [] });
  assert.throws(() => decodeBody(text.replace(`"v":${ENTRY_VERSION}`, '"v":99')), /version 99/);
});

run();
