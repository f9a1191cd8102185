import * as assert from 'uvu/assert';
import { noChanges } from '@rostrum/shared/domain/changes';
import { patchFor } from '@rostrum/shared/domain/patch';
import type { ColumnId, CueId, QuestionId } from '@rostrum/shared/domain/ids';
import { emptyState } from '@rostrum/shared/domain/state';
import { audienceOf, view, type Audience } from '@rostrum/shared/domain/view';
import {
  act,
  ask,
  askApproved,
  askLive,
  idOf,
  MINUTE,
  newEvent,
  questionOf,
  START_AT,
  type ActionInput,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('view');

test('VIEW-1 a question without an approved wording is not shown, whatever its state', () => {
  const state = newEvent();
  const live = askLive(state);
  // No action can bring this about; the view is the last line and does not rely on it.
  questionOf(state, live).approved = undefined;
  assert.equal(view(state, 'public').questions, {});
  assert.equal(view(state, 'podium').stage, { next: [] });
  assert.equal(view(state, 'show').stage, { next: [] });
});

test('VIEW-1 the public hears nothing of a question that is asked, edited or dismissed unseen', () => {
  const state = newEvent();
  act(state, 'organiser', { type: 'settings.set', transparency: false });
  const changes = noChanges();
  const question = ask(state);
  act(state, 'ana', { type: 'question.edit', question, text: 'Another wording' }, { changes });
  act(
    state,
    'moderator',
    { type: 'moderation.dismiss', question, reason: 'off_topic' },
    { changes },
  );
  assert.equal(patchFor(state, 'public', changes, 1), { from: 1, seq: state.seq });
  assert.ok(patchFor(state, 'desk', changes, 1).questions?.[question]);
});

test('VIEW-1 the public hears that a question is gone when it saw it', () => {
  const state = newEvent();
  const question = askApproved(state);
  const changes = noChanges();
  act(state, 'ana', { type: 'question.withdraw', question }, { changes });
  assert.is(patchFor(state, 'public', changes, 1).questions?.[question], null);
});

test('VIEW-2 the podium sees the votes of the question on stage as they come', () => {
  const state = newEvent();
  const question = askLive(state);
  const changes = noChanges();
  act(state, 'ben', { type: 'question.upvote', question }, { changes });
  assert.is(patchFor(state, 'podium', changes, 1).stage?.live?.votes, 1);
});

test('VIEW-7 podium and show hear of votes for what they show, and of no others', () => {
  const state = newEvent();
  const live = askLive(state);
  const ids = Array.from({ length: 4 }, () => askApproved(state));
  const [next, second, , far] = ids as [QuestionId, QuestionId, QuestionId, QuestionId];
  const stageAfter = (
    who: string,
    type: 'question.upvote' | 'question.takeBack',
    id: QuestionId,
  ) => {
    const changes = noChanges();
    act(state, who, { type, question: id }, { changes });
    const [podium, show] = (['podium', 'show'] as const).map((audience) =>
      patchFor(state, audience, changes, 1),
    );
    assert.equal(podium, show);
    return podium?.stage;
  };
  assert.is(stageAfter('ana', 'question.upvote', next)?.next[0]?.votes, 1);
  assert.is(stageAfter('ben', 'question.upvote', live)?.live?.votes, 1);
  assert.is(stageAfter('ana', 'question.upvote', second)?.next[1]?.votes, 1);
  assert.is(stageAfter('ana', 'question.upvote', far), undefined, 'it only draws level');
  assert.is(stageAfter('ben', 'question.upvote', far)?.next[0]?.id, far);
  assert.is(
    stageAfter('ben', 'question.takeBack', far)?.next[0]?.id,
    next,
    'the one before is back',
  );
});

test('VIEW-3 only the show sees the notes of cues', () => {
  const state = newEvent();
  assert.is(view(state, 'show').programme.cues[0]?.notes, 'Lights down first');
  for (const audience of ['public', 'podium', 'desk'] as const) {
    assert.not.match(JSON.stringify(view(state, audience)), 'Lights down');
  }
});

test('VIEW-4 the desk sees a question with its revision, and whether this wording is approved', () => {
  const state = newEvent();
  const question = ask(state);
  act(state, 'ana', { type: 'question.edit', question, text: 'Another wording' });
  const seen = view(state, 'desk').questions[question];
  assert.is(seen?.revision, 2);
  assert.is(seen?.approved, false);
});

test('VIEW-6 each surface shows the view of its audience', () => {
  const crew = { desk: 'desk', podium: 'podium', show: 'show' };
  assert.equal(audienceOf, { phone: 'public', screen: 'public', overlay: 'public', ...crew });
});

test('VIEW-6 there is no view before the event is created', () => {
  assert.throws(() => view(emptyState(), 'public'), /not created/);
});

test('DISP-30 a timer that only stands ready is seen by the show alone', () => {
  const state = newEvent();
  const label = 'The minister: cut at 3 min';
  act(state, 'caller', { type: 'programme.auxSet', timer: 1, label, durationMs: MINUTE });
  const seen = (audience: Audience) => view(state, audience).onAir.aux?.[1]?.label;
  for (const audience of ['public', 'desk', 'podium'] as const) {
    assert.is(seen(audience), undefined, audience);
  }
  assert.is(seen('show'), label);
  act(state, 'caller', { type: 'programme.auxStart', timer: 1 });
  assert.is(seen('public'), label);
});

/** What an audience is sent of an act. */
function sent(audience: Audience, ...acts: ActionInput[]) {
  const state = newEvent();
  const changes = noChanges();
  for (const action of acts) assert.ok(act(state, 'caller', action, { changes }).ok);
  const { from: _, seq: __, onAir: ___, ...patch } = patchFor(state, audience, changes, 1);
  return patch;
}

test('SYNC-20 of the programme no more is sent than the cues that changed', () => {
  const edit = { type: 'programme.edit', cue: idOf<CueId>('panel') } as const;
  const longer = sent('public', { ...edit, set: { durationMs: 20 * MINUTE } });
  assert.equal(Object.keys(longer), ['cues']);
  assert.equal(
    longer.cues?.map(({ title, durationMs }) => [title, durationMs]),
    [['Panel', 20 * MINUTE]],
  );
  const after = idOf<CueId>('closing');
  const moved = sent('public', { type: 'programme.move', places: [{ cues: [edit.cue], after }] });
  assert.equal(Object.keys(moved), ['outline']);
  assert.equal(moved.outline?.cues, [idOf('opening'), idOf('closing'), idOf('panel')]);
  const hardEndAt = START_AT + 120 * MINUTE;
  assert.equal(Object.keys(sent('public', { type: 'programme.plan', hardEndAt })), ['outline']);
  const column = { type: 'programme.column', column: idOf<ColumnId>('lights') } as const;
  assert.equal(Object.keys(sent('show', { ...column, name: 'Lights' })), ['outline']);
});

test('SYNC-20 what the crew alone sees of a cue is told to the crew alone', () => {
  const edit = { type: 'programme.edit', cue: idOf<CueId>('panel') } as const;
  const note = { ...edit, set: { notes: 'Two microphones' } };
  for (const audience of ['public', 'desk', 'podium'] as const) {
    assert.equal(sent(audience, note), {}, audience);
  }
  assert.is(sent('show', note).cues?.[0]?.notes, 'Two microphones');
});

run();
