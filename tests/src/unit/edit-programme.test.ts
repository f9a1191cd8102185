import * as assert from 'uvu/assert';
import { cueSchema } from '@rostrum/shared/domain/cue';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import { COLUMNS_MAX, CUES_MAX } from '@rostrum/shared/domain/limits';
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
const [lights, sound] = ['lights', 'sound'].map((name) => idOf<ColumnId>(name)) as [
  ColumnId,
  ColumnId,
];
const column = (id: ColumnId, name: string) =>
  ({ type: 'programme.column', column: id, name }) as const;
const columns = (state: State) => state.programme.columns?.map(({ name }) => name);
const titles = (state: State) => state.programme.cues.map(({ title }) => title);

test('PROG-17 cues are put in behind another one, or before all', () => {
  const state = newEvent();
  act(state, 'caller', {
    type: 'programme.insert',
    places: [{ cues: [cue('b'), cue('c')], after: opening }],
  });
  act(state, 'caller', { type: 'programme.insert', places: [{ cues: [cue('a')] }] });
  assert.equal(titles(state), ['a', 'Opening', 'b', 'c', 'Panel', 'Closing']);
  const again = { type: 'programme.insert' as const, places: [{ cues: [cue('b')] }] };
  assert.is(refusal(act(state, 'caller', again)), 'duplicate_cue');
  const nowhere = { ...again, places: [{ cues: [cue('d')], after: idOf<CueId>('gone') }] };
  assert.is(refusal(act(state, 'caller', nowhere)), 'unknown_cue');
  const many = Array.from({ length: CUES_MAX }, (_, index) => cue(`many${index}`));
  const full = { ...again, places: [{ cues: many }] };
  assert.is(refusal(act(state, 'caller', full)), 'programme_full');
  assert.is(titles(state).length, 6);
});

test('PROG-17 cues come to several places at once, or to none where one is not there', () => {
  const state = newEvent();
  const [a, b] = [cue('a'), cue('b')];
  const insert = { type: 'programme.insert' } as const;
  const gone = { cues: [cue('c')], after: idOf<CueId>('gone') };
  const half = { ...insert, places: [{ cues: [a] }, gone] };
  assert.is(refusal(act(state, 'caller', half)), 'unknown_cue');
  assert.equal(titles(state), ['Opening', 'Panel', 'Closing']);
  const twice = { ...insert, places: [{ cues: [a] }, { cues: [a] }] };
  assert.is(refusal(act(state, 'caller', twice)), 'duplicate_cue');
  // The second place is behind a cue of the first one.
  const both = [
    { cues: [a], after: panel },
    { cues: [b], after: a.id },
  ];
  act(state, 'caller', { ...insert, places: both });
  assert.equal(titles(state), ['Opening', 'Panel', 'a', 'b', 'Closing']);
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
  act(state, 'caller', column(lights, 'Lights'));
  act(state, 'caller', column(sound, 'Sound'));
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
  act(state, 'caller', {
    type: 'programme.move',
    places: [{ cues: [closing], after: opening }],
  });
  assert.equal(titles(state), ['Opening', 'Closing', 'Panel']);
  act(state, 'caller', { type: 'programme.move', places: [{ cues: [panel, opening] }] });
  assert.equal(titles(state), ['Panel', 'Opening', 'Closing']);
  act(state, 'caller', { type: 'programme.remove', cues: [closing] });
  assert.equal(titles(state), ['Panel', 'Opening']);
  assert.is(state.running?.cue, opening);
});

test('PROG-20 start and hard end of the programme change one by one', () => {
  const state = newEvent();
  const plan = { type: 'programme.plan' } as const;
  act(state, 'caller', { ...plan, hardEndAt: START_AT + 90 * MINUTE });
  act(state, 'caller', { ...plan, startAt: START_AT + MINUTE });
  const { cues: _, ...rest } = state.programme;
  assert.equal(rest, { startAt: START_AT + MINUTE, hardEndAt: START_AT + 90 * MINUTE });
  act(state, 'caller', { ...plan, hardEndAt: null });
  assert.is(state.programme.hardEndAt, undefined);
});

test('PROG-34 columns of the crew are made and named; of two who rename one the later is told', () => {
  const state = newEvent();
  act(state, 'caller', column(lights, 'Lights'));
  act(state, 'organiser', { ...column(sound, 'Sound'), before: lights });
  assert.equal(columns(state), ['Sound', 'Lights']);
  act(state, 'caller', { ...column(lights, 'Light'), was: 'Lights' });
  const late = { ...column(lights, 'Lamps'), was: 'Lights' };
  assert.is(refusal(act(state, 'organiser', late)), 'stale_revision');
  assert.equal(columns(state), ['Sound', 'Light']);
  const gone = { ...column(idOf('gone'), 'Gone'), was: 'Here' };
  assert.is(refusal(act(state, 'organiser', gone)), 'unknown_column');
  for (let made = 2; made < COLUMNS_MAX; made++) {
    act(state, 'caller', column(idOf(`more${made}`), 'More'));
  }
  const full = act(state, 'caller', column(idOf('full'), 'Full'));
  assert.is(refusal(full), 'too_many_columns');
});

test('PROG-34 a column that is removed takes nothing in; made again, it has its cells', () => {
  const state = newEvent();
  const remove = { type: 'programme.removeColumn', column: lights } as const;
  assert.is(refusal(act(state, 'caller', remove)), 'unknown_column');
  const fill = {
    type: 'programme.edit',
    cue: panel,
    set: { custom: { [lights]: 'Blue' } },
  } as const;
  assert.is(refusal(act(state, 'caller', fill)), 'unknown_column');
  act(state, 'caller', column(lights, 'Lights'));
  act(state, 'caller', fill);
  act(state, 'caller', remove);
  assert.not('columns' in state.programme);
  act(state, 'caller', column(lights, 'Lights'));
  assert.equal(state.programme.cues[1]?.custom, { [lights]: 'Blue' });
});

test('PROG-21 the crew alone sees notes, own columns, pronouns and regions', () => {
  const state = newEvent();
  act(state, 'caller', column(lights, 'Lights'));
  act(state, 'caller', {
    type: 'programme.edit',
    cue: panel,
    set: {
      speakers: [{ name: 'A minister', delegation: 'Ghana', pronoun: 'she', region: 'Africa' }],
      notes: 'Down',
      custom: { [lights]: 'Blue' },
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
  assert.equal([known?.notes, known?.custom], ['Down', { [lights]: 'Blue' }]);
  assert.is(known?.speakers[0]?.region, 'Africa');
});

run();
