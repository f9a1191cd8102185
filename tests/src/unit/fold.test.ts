import * as assert from 'uvu/assert';
import { entryBodySchema, type Entry } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import { IdMap } from '@rostrum/shared/domain/id-map';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX, REMEMBERED_MIN } from '@rostrum/shared/domain/limits';
import { reasonSchema } from '@rostrum/shared/domain/reasons';
import { fold, rememberedOutcome } from '@rostrum/shared/domain/reduce';
import { mayRetry } from '@rostrum/shared/domain/retry';
import { deserialise, serialise, SNAPSHOT_VERSION } from '@rostrum/shared/domain/snapshot';
import { emptyState } from '@rostrum/shared/domain/state';
import {
  act,
  actorOf,
  ask,
  askApproved,
  createEntry,
  idOf,
  newEvent,
  questionOf,
  refusal,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { substanceOf } from '../lib/history.ts';

const { test, run } = suite('fold');

test('SYNC-2 the same action id twice is one effect and the same outcome', () => {
  const state = newEvent();
  const question = askApproved(state);
  const id = idOf<ActionId>('vote');
  const first = act(state, 'ben', { type: 'question.upvote', question }, { id });
  const second = act(state, 'ben', { type: 'question.upvote', question }, { id });
  assert.equal([first, second], [{ ok: true }, { ok: true }]);
  assert.is(questionOf(state, question).votes.count, 1);
});

test('SYNC-2 a refused action stays refused for the same reason, even when it would now be accepted', () => {
  const state = newEvent();
  const question = ask(state);
  const id = idOf<ActionId>('vote');
  assert.is(
    refusal(act(state, 'ben', { type: 'question.upvote', question }, { id })),
    'wrong_state',
  );
  act(state, 'moderator', { type: 'moderation.approve', question, revision: 1 });
  assert.is(
    refusal(act(state, 'ben', { type: 'question.upvote', question }, { id })),
    'wrong_state',
  );
  assert.is(questionOf(state, question).votes.count, 0);
});

test('SYNC-2 the same action twice in one entry is one effect', () => {
  const state = newEvent();
  const question = askApproved(state);
  const logged = {
    id: idOf<ActionId>('vote'),
    by: actorOf(state, 'ben'),
    action: { type: 'question.upvote', question } as const,
  };
  const entry: Entry = { ...createEntry(), seq: state.seq + 1, actions: [logged, logged] };
  assert.equal(fold(state, entry, noChanges()), [{ ok: true }, { ok: true }]);
  assert.is(questionOf(state, question).votes.count, 1);
});

test('SYNC-3 an ask repeated after its outcome was forgotten is still one question', () => {
  const state = newEvent();
  const id = ask(state);
  state.remembered = new IdMap(0);
  const again = {
    type: 'question.ask',
    text: 'Who pays for this?',
    asker: { mode: 'room' },
  } as const;
  const before = substanceOf(state);
  assert.ok(act(state, 'ana', again, { id: id as string as ActionId }).ok);
  state.remembered = new IdMap(0);
  assert.is(refusal(act(state, 'ben', again, { id: id as string as ActionId })), 'wrong_state');
  assert.is(substanceOf(state), before);
});

test('SYNC-3 the outcomes of at least the last 32,768 actions are remembered', () => {
  const state = newEvent();
  const idAt = (index: number) => idOf<ActionId>(`n${index}`);
  const by = actorOf(state, 'ana');
  const action = { type: 'question.upvote', question: idOf<QuestionId>('none') } as const;
  for (let index = 0; index <= 2 * REMEMBERED_MIN; index += BATCH_MAX) {
    const actions = Array.from({ length: BATCH_MAX }, (_, at) => ({
      id: idAt(index + at),
      by,
      action,
    }));
    fold(state, { ...createEntry(), seq: state.seq + 1, actions }, noChanges());
  }
  for (let back = 1; back <= REMEMBERED_MIN; back += 1) {
    assert.ok(rememberedOutcome(state, idAt(2 * REMEMBERED_MIN - back)));
  }
  assert.is(rememberedOutcome(state, idAt(0)), undefined);
  assert.ok(state.remembered.size <= 2 * REMEMBERED_MIN);
});

test('SYNC-24 however many people act, what the crew did is remembered', () => {
  const state = newEvent();
  const longer = {
    type: 'programme.adjust',
    from: idOf<string>('opening'),
    addMs: 60_000,
  } as const;
  act(state, 'caller', { type: 'programme.start' });
  act(state, 'caller', longer, { id: idOf('longer') });
  const crowd = (v: number) => {
    for (let index = 0; index <= 2 * REMEMBERED_MIN; index += BATCH_MAX) {
      const actions = Array.from({ length: BATCH_MAX }, (_, at) => ({
        id: idOf<ActionId>(`v${v}n${index + at}`),
        by: actorOf(state, 'ana'),
        action: { type: 'question.upvote', question: idOf<QuestionId>('none') } as const,
      }));
      fold(state, { ...createEntry(), v, seq: state.seq + 1, actions }, noChanges());
    }
  };
  crowd(2);
  const kept = deserialise(serialise(state));
  for (const each of [state, kept]) {
    assert.ok(act(each, 'caller', longer, { id: idOf('longer') }).ok);
    assert.is(each.running?.addedMs, 60_000, 'once');
  }
  act(state, 'caller', longer, { id: idOf('before'), v: 1 });
  crowd(1);
  assert.is(rememberedOutcome(state, idOf('before')), undefined, 'as entries of version 1 had it');
});

test('SYNC-4 an entry that does not follow the one before is not folded', () => {
  const state = newEvent();
  const before = serialise(state);
  for (const seq of [0, 1, 3]) {
    assert.throws(() => fold(state, { ...createEntry(), seq }, noChanges()), /does not follow 1/);
  }
  assert.is(serialise(state), before);
});

test('SYNC-5 an entry of an unknown version is not folded', () => {
  const state = emptyState();
  const entry = { ...createEntry(), v: 99 as never };
  assert.throws(() => fold(state, entry, noChanges()), /version 99/);
  assert.is(state.seq, 0);
});

test('SYNC-13 an event is created once', () => {
  const state = newEvent();
  const [create] = createEntry().actions;
  if (!create) throw new Error('no action');
  const again = { ...createEntry(), seq: 2, actions: [{ ...create, id: idOf<ActionId>('again') }] };
  assert.equal(fold(state, again, noChanges()), [{ ok: false, reason: 'already_created' }]);
});

test('SYNC-14 a snapshot of another version, or one that was cut, is not read', () => {
  const text = serialise(newEvent());
  assert.throws(() => deserialise(text.replace(`"v":${SNAPSHOT_VERSION}`, '"v":99')));
  assert.throws(() => deserialise(text.slice(0, -1)));
});

test('SYNC-8 the text of a state does not depend on how far its vote sets have grown', () => {
  const once = newEvent();
  const question = askApproved(once);
  const twice = deserialise(serialise(once));
  for (const [state, action] of [
    [twice, 'question.upvote'],
    [twice, 'question.takeBack'],
  ] as const) {
    act(state, 'ben', { type: action, question });
  }
  const votesIn = (text: string) => /"votes":"([^"]*)"/.exec(text)?.[1];
  assert.is(votesIn(serialise(twice)), votesIn(serialise(once)));
});

test('SYNC-15 what was not judged may be sent again, what was judged is final', () => {
  const retried = reasonSchema.options.filter(mayRetry);
  assert.equal(retried, ['busy', 'queued', 'too_fast', 'unavailable']);
});

test('LIMIT-3 an entry holds 1 to 512 actions', () => {
  const { v, actions } = createEntry();
  const of = (count: number) => ({ v, actions: Array(count).fill(actions[0]) });
  assert.ok(entryBodySchema.safeParse(of(BATCH_MAX)).success);
  assert.not.ok(entryBodySchema.safeParse(of(0)).success);
  assert.not.ok(entryBodySchema.safeParse(of(BATCH_MAX + 1)).success);
});

run();
