import * as assert from 'uvu/assert';
import { cueSchema } from '@rostrum/shared/domain/cue';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import { CUES_MAX } from '@rostrum/shared/domain/limits';
import type { State } from '@rostrum/shared/domain/state';
import { view } from '@rostrum/shared/domain/view';
import { act, idOf, MINUTE, newEvent, refusal, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('edit the programme');

const [opening, panel, closing] = ['opening', 'panel', 'closing'].map((name) =>
  idOf<CueId>(name),
) as [CueId, CueId, CueId];
const cue = (name: string) =>
  cueSchema.parse({
    id: idOf(name),
    title: name,
    kind: 'statement',
    speakers: [],
    durationMs: MINUTE,
  });
const titles = (state: State) => state.programme.cues.map(({ title }) => title);

test('PROG-17 cues are put in behind another one, or before all', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.insert', cues: [cue('b'), cue('c')], after: opening });
  act(state, 'caller', { type: 'programme.insert', cues: [cue('a')] });
  assert.equal(titles(state), ['a', 'Opening', 'b', 'c', 'Panel', 'Closing']);
  const again = { type: 'programme.insert' as const, cues: [cue('b')] };
  assert.is(refusal(act(state, 'caller', again)), 'duplicate_cue');
  const nowhere = { ...again, cues: [cue('d')], after: idOf<CueId>('gone') };
  assert.is(refusal(act(state, 'caller', nowhere)), 'unknown_cue');
  const many = Array.from({ length: CUES_MAX }, (_, index) => cue(`many${index}`));
  const full = { type: 'programme.insert' as const, cues: many };
  assert.is(refusal(act(state, 'caller', full)), 'programme_full');
  assert.is(titles(state).length, 6);
});

test('PROG-18 a part of a cue changes, and what somebody else changed meanwhile is not lost', () => {
  const state = newEvent();
  const edit = { type: 'programme.edit', cue: panel } as const;
  const was = { durationMs: 30 * MINUTE };
  assert.ok(act(state, 'caller', { ...edit, set: { durationMs: 20 * MINUTE }, was }).ok);
  // Of two who change the same field the later one is told; another field is free.
  const late = { ...edit, set: { durationMs: 25 * MINUTE }, was };
  assert.is(refusal(act(state, 'organiser', late)), 'stale_revision');
  const other = { ...edit, set: { notes: 'Two microphones' }, was: {} };
  assert.ok(act(state, 'organiser', other).ok);
  const changed = state.programme.cues[1];
  assert.equal([changed?.durationMs, changed?.notes], [20 * MINUTE, 'Two microphones']);
  act(state, 'organiser', { ...edit, set: {}, clear: ['notes'] });
  assert.is(state.programme.cues[1]?.notes, undefined);
  const gone = { ...edit, cue: idOf<CueId>('gone'), set: {} };
  assert.is(refusal(act(state, 'caller', gone)), 'unknown_cue');
});

test('PROG-18 two columns of the crew of one cue do not collide, one column does', () => {
  const state = newEvent();
  const [lights, sound] = [idOf<ColumnId>('lights'), idOf<ColumnId>('sound')];
  const edit = { type: 'programme.edit', cue: panel } as const;
  const one = { ...edit, set: { custom: { [lights]: 'Blue' } }, was: { custom: {} } };
  const other = { ...edit, set: { custom: { [sound]: 'Loud' } }, was: { custom: {} } };
  assert.ok(act(state, 'caller', one).ok);
  assert.ok(act(state, 'organiser', other).ok);
  const late = { ...edit, set: { custom: { [lights]: 'Red' } }, was: { custom: {} } };
  assert.is(refusal(act(state, 'organiser', late)), 'stale_revision');
  assert.equal(state.programme.cues[1]?.custom, { [lights]: 'Blue', [sound]: 'Loud' });
  const none = (column: ColumnId) => ({ ...edit, set: { custom: { [column]: null } } });
  act(state, 'caller', none(lights));
  assert.equal(state.programme.cues[1]?.custom, { [sound]: 'Loud' });
  act(state, 'caller', none(sound));
  assert.not('custom' in (state.programme.cues[1] ?? {}));
});

test('PROG-18 of two who change the start or the hard end the later one is told', () => {
  const state = newEvent();
  const plan = { type: 'programme.plan', was: { startAt: START_AT, hardEndAt: null } } as const;
  assert.ok(act(state, 'caller', { ...plan, startAt: START_AT + MINUTE }).ok);
  const late = { ...plan, startAt: START_AT + 2 * MINUTE };
  assert.is(refusal(act(state, 'organiser', late)), 'stale_revision');
  // Where they change one each, they do not collide.
  assert.ok(act(state, 'organiser', { ...plan, hardEndAt: START_AT + 90 * MINUTE }).ok);
  assert.is(refusal(act(state, 'caller', { ...plan, hardEndAt: null })), 'stale_revision');
  assert.is(state.programme.startAt, START_AT + MINUTE);
});

test('PROG-19 cues are taken out and put elsewhere, but for the one on air, which stays', () => {
  const state = newEvent();
  act(state, 'caller', { type: 'programme.start' });
  const remove = { type: 'programme.remove' as const, cues: [opening, closing] };
  assert.is(refusal(act(state, 'caller', remove)), 'running_cue_missing');
  act(state, 'caller', { type: 'programme.move', cues: [closing], after: opening });
  assert.equal(titles(state), ['Opening', 'Closing', 'Panel']);
  act(state, 'caller', { type: 'programme.move', cues: [panel, opening] });
  assert.equal(titles(state), ['Panel', 'Opening', 'Closing']);
  act(state, 'caller', { type: 'programme.remove', cues: [closing] });
  assert.equal(titles(state), ['Panel', 'Opening']);
  assert.is(state.running?.cue, opening);
});

test('PROG-20 start, hard end and columns of the programme change one by one', () => {
  const state = newEvent();
  const plan = { type: 'programme.plan' } as const;
  act(state, 'caller', { ...plan, hardEndAt: START_AT + 90 * MINUTE });
  act(state, 'caller', { ...plan, startAt: START_AT + MINUTE });
  const columns = [{ id: idOf<never>('lights'), name: 'Lights' }];
  act(state, 'caller', { ...plan, columns });
  const { cues: _, ...rest } = state.programme;
  assert.equal(rest, {
    startAt: START_AT + MINUTE,
    hardEndAt: START_AT + 90 * MINUTE,
    columns,
  });
  act(state, 'caller', { ...plan, hardEndAt: null });
  assert.is(state.programme.hardEndAt, undefined);
});

test('PROG-21 the crew alone sees notes, own columns, pronouns and regions', () => {
  const state = newEvent();
  const column = idOf<never>('lights');
  act(state, 'caller', {
    type: 'programme.edit',
    cue: panel,
    set: {
      speakers: [{ name: 'A minister', delegation: 'Ghana', pronoun: 'she', region: 'Africa' }],
      notes: 'Down',
      custom: { [column]: 'Blue' },
      publicNote: 'With captions',
    },
  });
  const [, seen] = view(state, 'public').programme.cues;
  assert.equal(seen?.speakers, [{ name: 'A minister', delegation: 'Ghana' }]);
  assert.equal(
    [seen?.publicNote, seen?.notes, seen?.custom],
    ['With captions', undefined, undefined],
  );
  const [, known] = view(state, 'show').programme.cues;
  assert.equal([known?.notes, known?.custom], ['Down', { [column]: 'Blue' }]);
  assert.is(known?.speakers[0]?.region, 'Africa');
});

run();
