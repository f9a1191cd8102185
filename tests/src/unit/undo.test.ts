import * as assert from 'uvu/assert';
import { actionSchema, type Action } from '@rostrum/shared/domain/actions';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { view } from '@rostrum/shared/domain/view';
import { undoOf } from '../../../web/src/routes/[code]/desk/undo.ts';
import { act, ask, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('undo');

/** An act, and what was done before it. */
type Case = readonly [done: readonly string[], act: string];

const CASES: readonly Case[] = [
  [[], 'approve'],
  [[], 'pin'],
  [['pin'], 'unpin'],
  [[], 'dismiss'],
  [['dismiss'], 'restore pending'],
  [['approve'], 'dismiss'],
  [['approve'], 'restore pending'],
  [['approve'], 'answered'],
  [['approve', 'answered'], 'restore approved'],
  [['approve'], 'deck'],
  [['approve', 'deck'], 'offDeck'],
  [['approve', 'deck'], 'dismiss'],
  [['approve'], 'stage'],
  [['approve', 'stage'], 'answered'],
  [['approve', 'stage'], 'restore approved'],
  [[], 'archive'],
  [['approve', 'deck'], 'archive'],
  [['archive'], 'restore pending'],
  [['approve', 'archive'], 'restore approved'],
  [[], 'note'],
  [['note'], 'note'],
  [['approve'], 'answer'],
  [[], 'assign'],
  [['assign'], 'assign'],
];

function actionOf(name: string, question: DeskQuestion): Action {
  const [type, to] = name.split(' ');
  const more = {
    approve: { revision: question.revision },
    dismiss: { reason: 'off_topic' },
    restore: { to },
    note: { text: `${question.note ?? 'A note'}, and more`, was: question.note },
    answer: { text: 'Yes' },
    assign: { to: question.assigned ? undefined : { type: 'speaker', name: 'Ana' } },
  }[type as string];
  return actionSchema.parse({ type: `moderation.${type}`, question: question.id, ...more });
}

for (const [done, name] of CASES) {
  test(`DESK-5 ${[...done, name].join(', ')}: the last of it can be taken back`, () => {
    const state = newEvent();
    const id = ask(state);
    const now = () => view(state, 'desk').questions[id] as DeskQuestion;
    for (const each of done) assert.ok(act(state, 'moderator', actionOf(each, now())).ok, each);
    const before = now();
    const action = actionOf(name, before);
    const undo = undoOf(action, {
      question: before,
      live: state.live,
      deckNext: undefined,
      message: null,
      screening: state.screening,
      labels: state.labels,
      settings: state.settings,
    });
    assert.ok(act(state, 'moderator', action).ok);
    assert.ok(undo);
    for (const each of undo.actions) assert.is(refusal(act(state, 'moderator', each)), undefined);
    const { state: was, dismissal, note, answer, assigned } = before;
    const after = now();
    assert.equal([after.note, after.answer, after.assigned], [note, answer, assigned]);
    assert.equal(
      [after.state, after.dismissal, after.deckAt !== undefined, after.pinnedAt !== undefined],
      [was, dismissal, before.deckAt !== undefined, before.pinnedAt !== undefined],
    );
  });
}

run();
