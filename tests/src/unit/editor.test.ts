import * as assert from 'uvu/assert';
import { cueSchema, type Cue } from '@rostrum/shared/domain/cue';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import {
  cellText,
  columnsOf,
  durationFrom,
  parseCell,
  timeFrom,
  type Around,
} from '../../../web/src/routes/[code]/show/edit/cells.ts';
import { movesBy } from '../../../web/src/routes/[code]/show/edit/effect.ts';
import { editOf, inverseOf } from '../../../web/src/routes/[code]/show/edit/inverse.ts';
import { insertsOf, joined } from '../../../web/src/routes/[code]/show/edit/places.ts';
import { programmeAfter } from '../../../web/src/routes/[code]/show/edit/programme-after.ts';
import {
  copiedRows,
  droppedBehind,
  movedBehind,
  pastedRows,
} from '../../../web/src/routes/[code]/show/edit/rows.ts';
import type { Action } from '@rostrum/shared/domain/actions';
import type { Item } from '../../../web/src/lib/live/outbox.ts';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';
import { idOf, MINUTE, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('editor');

const cue = (name: string, more: Partial<Cue> = {}): Cue =>
  cueSchema.parse({
    id: idOf(name),
    title: name,
    kind: 'statement',
    speakers: [],
    durationMs: 5 * MINUTE,
    ...more,
  });
const programmeOf = (...cues: Cue[]): Programme => ({ startAt: START_AT, cues });
const lights = idOf<ColumnId>('lights');
const titles = ({ cues }: Programme) => cues.map(({ title }) => title);
const around: Around = {
  timeZone: 'Europe/Vienna',
  plannedAt: Date.UTC(2026, 4, 12, 21, 50),
  nameOf: (choice) => choice,
};
const after = (programme: Programme, ...actions: Action[]): Programme => {
  const items = actions.map((action, index): Item => ({
    id: idOf(`act${index}`),
    action,
    state: 'sending',
  }));
  return programmeAfter({ programme, onAir: { finished: false } }, items);
};

test('EDIT-1 a cell takes what people type, and says what it cannot take', () => {
  assert.equal(['5', '5:30', '90:00', '1:05:00', '٥:٣٠'].map(durationFrom), [
    5 * MINUTE,
    5.5 * MINUTE,
    90 * MINUTE,
    65 * MINUTE,
    5.5 * MINUTE,
  ]);
  assert.equal(['', 'soon', '5:70', '0', '1:75:00'].map(durationFrom), Array(5).fill(undefined));
  // Ten minutes before midnight in Vienna: 00:10 is tomorrow's, 23:55 today's.
  assert.is(timeFrom('00:10', around), around.plannedAt + 20 * MINUTE);
  assert.is(timeFrom('23.55', around), around.plannedAt + 5 * MINUTE);
  assert.equal(parseCell('start', '25:00', around), { ok: false, trouble: 'time' });
  assert.equal(parseCell('title', ' ', around), { ok: false, trouble: 'required' });
  assert.equal(parseCell('kind', 'dance', around), { ok: false, trouble: 'choice' });
  assert.equal(parseCell('group', 'x'.repeat(300), around), { ok: false, trouble: 'too_long' });
  assert.equal(parseCell('start', '', around), {
    ok: true,
    change: { set: {}, clear: ['hardStartAt'] },
  });
});

test('EDIT-2 speakers are one text, as in programme files, which says all there is of them', () => {
  const speakers = [
    { name: 'Ana', title: 'Minister of Justice, Acting', mode: 'remote' as const },
    { name: 'Bo', delegation: 'Fiji' },
    { name: 'Cy', title: 'Judge', delegation: 'Peru' },
  ];
  const text = cellText(cue('a', { speakers }), 'speakers', 'UTC');
  assert.is(text, 'Ana (Minister of Justice, Acting,) [remote]; Bo (Fiji); Cy (Judge, Peru)');
  const parsed = parseCell('speakers', text, around);
  assert.equal(parsed, { ok: true, change: { set: { speakers }, clear: [] } });
});

test('EDIT-3 rows that were copied come back whole when they are pasted', () => {
  const rows = [
    cue('a', { number: '1', publicNote: 'a "quoted" word', skip: true, colour: 'teal' }),
    cue('b', {
      speakers: [{ name: 'Ana', title: 'Judge' }],
      endAction: 'load',
      group: 'One',
      custom: { [lights]: 'Blue' },
    }),
  ];
  const columns = columnsOf({ columns: [{ id: lights, name: 'Lights' }] });
  let made = 0;
  const blank = () => ({ ...cue('new'), id: rows[made++]?.id ?? idOf<CueId>('more') });
  const copied = copiedRows(rows, columns, 'UTC');
  const pasted = pastedRows(copied, columns, blank, { ...around, timeZone: 'UTC' });
  assert.equal(pasted, { ok: true, cues: rows });
  const bad = pastedRows('1\tOne\n2\tTwo\tdance', columns, () => cue('new'), around);
  assert.equal(bad, { ok: false, row: 2, column: 'kind', trouble: 'choice' });
  assert.is(copied.split('\n')[0]?.split('\t').length, columns.length);
});

test('EDIT-4 an act is taken back whatever colleagues did since', () => {
  const before = programmeOf(cue('a'), cue('b'), cue('c'), cue('d'));
  const [a, b, c] = before.cues.map(({ id }) => id) as [CueId, CueId, CueId];
  const removed: Action = { type: 'programme.remove', cues: [b, c] };
  const theirs: Action = { type: 'programme.remove', cues: [a] };
  const now = after(before, removed, theirs);
  assert.equal(titles(now), ['d']);
  assert.equal(titles(after(now, ...inverseOf(removed, before, now))), ['b', 'c', 'd']);

  const moved: Action = {
    type: 'programme.move',
    places: [{ cues: [a, c], after: idOf<CueId>('d') }],
  };
  const then = after(before, moved);
  assert.equal(titles(then), ['b', 'd', 'a', 'c']);
  assert.equal(titles(after(then, ...inverseOf(moved, before, then))), titles(before));

  const [first] = before.cues;
  const edited = editOf(first as Cue, { set: { title: 'A' }, clear: [] });
  const changed = after(before, edited, { ...edited, set: { group: 'One' }, was: {} });
  const back = after(changed, ...inverseOf(edited, before, changed));
  assert.equal([back.cues[0]?.title, back.cues[0]?.group], ['a', 'One']);
});

test('EDIT-4 rows from several places come back there by one act, unless a message cannot hold them', () => {
  const before = programmeOf(...['a', 'b', 'c', 'd', 'e'].map((name) => cue(name)));
  const ids = (...names: string[]) => names.map((name) => idOf<CueId>(name));
  const removed: Action = { type: 'programme.remove', cues: ids('a', 'c', 'd') };
  const now = after(before, removed);
  const back = inverseOf(removed, before, now);
  assert.is(back.length, 1);
  assert.equal(titles(after(now, ...back)), titles(before));
  const moved: Action = { type: 'programme.move', places: [{ cues: ids('e', 'c', 'a') }] };
  const then = after(before, moved);
  assert.is(inverseOf(moved, before, then).length, 1);
  assert.equal(titles(after(then, ...inverseOf(moved, before, then))), titles(before));

  const notes = 'long '.repeat(99).trim();
  const many = Array.from({ length: 150 }, (_, at) => cue(`many${at}`, { notes }));
  const acts = insertsOf(joined(many, idOf<CueId>('b')));
  assert.ok(acts.every((act) => JSON.stringify(act).length < MESSAGE_MAX_BYTES));
  assert.equal(titles(after(before, ...acts)), [
    ...['a', 'b', ...many.map(({ title }) => title)],
    ...['c', 'd', 'e'],
  ]);
});

test('EDIT-4 what was done to columns and their cells is taken back, and done again', () => {
  const sound = idOf<ColumnId>('sound');
  const before = {
    ...programmeOf(cue('a', { custom: { [lights]: 'Blue' } })),
    columns: [
      { id: lights, name: 'Lights' },
      { id: sound, name: 'Sound' },
    ],
  };
  const acts: Action[] = [
    { type: 'programme.removeColumn', column: lights },
    { type: 'programme.column', column: sound, name: 'Audio', was: 'Sound' },
    { type: 'programme.column', column: idOf<ColumnId>('new'), name: 'New' },
    editOf(before.cues[0] as Cue, { set: { custom: { [lights]: null } }, clear: [] }),
    editOf(before.cues[0] as Cue, { set: { custom: { [sound]: 'Loud' } }, clear: [] }),
  ];
  for (const act of acts) {
    const now = after(before, act);
    assert.not.equal(now, before);
    const back = inverseOf(act, before, now);
    const restored = after(now, ...back);
    assert.equal(restored, before);
    const again = back.toReversed().flatMap((each) => inverseOf(each, now, restored));
    assert.equal(after(restored, ...again), now);
  }
});

test('EDIT-5 rows go one place up or down together, and not past the ends', () => {
  const { cues } = programmeOf(cue('a'), cue('b'), cue('c'));
  const ids = (...names: string[]) => new Set(names.map((name) => idOf<CueId>(name)));
  assert.equal(movedBehind(cues, ids('b', 'c'), -1), { after: undefined });
  assert.equal(movedBehind(cues, ids('a', 'b'), 1), { after: idOf<CueId>('c') });
  assert.is(movedBehind(cues, ids('a'), -1), undefined);
  assert.is(movedBehind(cues, ids('c'), 1), undefined);
  const [a, b, c] = cues.map(({ id }) => id);
  assert.equal(droppedBehind(cues, ids('a'), undefined), { after: c });
  assert.equal(droppedBehind(cues, ids('c'), a), { after: undefined });
  assert.equal(droppedBehind(cues, ids('a', 'c'), c), { after: b });
  for (const before of [a, b]) assert.is(droppedBehind(cues, ids('a'), before), undefined);
  assert.is(droppedBehind(cues, ids('b', 'c'), b), undefined);
});

test('EDIT-6 a change of what is on air says by how much it moves what follows', () => {
  const programme = programmeOf(cue('a'), cue('b'));
  const [a, b] = programme.cues.map(({ id }) => id) as [CueId, CueId];
  const running = { cue: a, startedAt: START_AT, pausedMs: 0, addedMs: 0 };
  const longer = { set: { durationMs: 10 * MINUTE }, clear: [] };
  const onAir = { running, next: b, finished: false };
  assert.is(movesBy(programme, onAir, a, longer, START_AT + MINUTE), 5 * MINUTE);
  assert.is(movesBy(programme, onAir, b, longer, START_AT + MINUTE), 0);
});

run();
