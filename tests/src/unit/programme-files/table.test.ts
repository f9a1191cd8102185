import * as assert from 'uvu/assert';
import type { Column } from '../../../../web/src/lib/programme-files/read.ts';
import { suite } from '../../lib/harness.ts';
import { csvText } from '../../../../web/src/lib/programme-files/csv.ts';
import { durationOf, durationText } from '../../../../web/src/lib/programme-files/durations.ts';
import { mappingOf, type Field } from '../../../../web/src/lib/programme-files/fields.ts';
import { readRows } from '../../../../web/src/lib/programme-files/from-rows.ts';
import { speakersOf, speakersText } from '../../../../web/src/lib/programme-files/speakers.ts';
import { timeOf, timeText } from '../../../../web/src/lib/programme-files/times.ts';
import { rowsOfXlsx } from '../../../../web/src/lib/programme-files/xlsx.ts';
import writeXlsx from 'write-excel-file/universal';
import { newInto, readCsv, vienna, ZONE } from './into.ts';

const { test, run } = suite('programme-files/table');
const MINUTE = 60_000;

test('FILE-2 columns are known by their headings in six languages', () => {
  const wanted: Field[] = ['number', 'start', 'duration', 'title', 'kind', 'speakers', 'notes'];
  for (const headings of [
    ['No.', 'Start', 'Duration', 'Title', 'Kind', 'Speakers', 'Notes'],
    ['#', 'Time', 'Length', 'Agenda item', 'Type', 'Speaker', 'Remarks'],
    ['الرقم', 'الوقت', 'المدة', 'العنوان', 'النوع', 'المتحدثون', 'ملاحظات'],
    ['序号', '开始', '时长', '标题', '类型', '发言人', '备注'],
    ['Numéro', 'Heure', 'Durée', 'Titre', 'Type', 'Intervenants', 'Remarques'],
    ['Номер', 'Время', 'Длительность', 'Название', 'Тип', 'Докладчики', 'Примечания'],
    ['Número', 'Hora', 'Duración', 'Título', 'Tipo', 'Ponentes', 'Observaciones'],
  ]) {
    assert.equal(mappingOf(headings, []), wanted, headings.join());
  }
  assert.equal(mappingOf(['Title', 'Title', 'Camera', 'Mics', 'Custom: Set'], ['Mics']), [
    ...['title', undefined, undefined, 'custom', 'custom'],
  ]);
});

test('FILE-2 a column of the crew’s own is the one of the same name, or a new one', () => {
  const id = 'camera'.padEnd(16, 'x') as Column['id'];
  const into = newInto({ columns: [{ id, name: 'Camera' }] });
  const { columns, found } = readCsv('Title,Min,Camera,Custom: Set\nHello,5,2,Blue\n', into);
  assert.equal(
    columns.map(({ name }) => name),
    ['Camera', 'Set'],
  );
  assert.is(columns[0]?.id, id);
  assert.equal(Object.values(found[0]?.cue.custom ?? {}), ['2', 'Blue']);
});

test('FILE-3 durations are minutes and seconds, hours too, plain minutes, or words', () => {
  for (const [written, minutes] of [
    ['5:00', 5],
    ['0:30', 0.5],
    ['1:05:00', 65],
    ['90:00', 90],
    ['7', 7],
    ['7,5', 7.5],
    ['٤٥', 45],
    ['45 min', 45],
    ['1h30', 90],
    ['1 h 5 min', 65],
    ['90 s', 1.5],
    ['15分钟', 15],
    ['5 мин', 5],
    ['10 دقائق', 10],
  ] as const) {
    assert.is(durationOf(written), minutes * MINUTE, written);
  }
  for (const written of ['', 'soon', '1:2', '5 apples', '-5'])
    assert.is(durationOf(written), undefined);
  assert.is(durationText(65 * MINUTE + 1_250), '1:05:01.250');
});

test('FILE-3 times are those of the event’s zone, with a date or the next such time', () => {
  const from = vienna('2026-05-12 08:00');
  const at = (written: string) => timeOf(written, ZONE, from);
  for (const written of [
    '9:30',
    '09:30:00',
    '9h30',
    '9.30',
    '9:30 am',
    '٩:٣٠',
    '2026-05-12 9:30',
  ]) {
    assert.is(at(written), vienna('2026-05-12 09:30'), written);
  }
  assert.is(at('9:30 pm'), vienna('2026-05-12 21:30'));
  assert.is(at('07:00'), vienna('2026-05-13 07:00'));
  assert.is(at('2026-05-12T09:30+01:00'), vienna('2026-05-12 10:30'));
  for (const written of ['25:00', 'noon', '9']) assert.is(at(written), undefined, written);
});

test('FILE-3 an hour that clocks show twice is written in UTC', () => {
  const first = Date.UTC(2026, 9, 25, 0, 30);
  for (const moment of [first, first + 60 * MINUTE]) {
    assert.is(timeOf(timeText(moment, ZONE), ZONE, 0), moment);
  }
  assert.is(timeText(vienna('2026-05-12 09:30'), ZONE), '2026-05-12 09:30');
});

test('FILE-3 speakers have titles, delegations and how they take part', () => {
  assert.equal(
    speakersOf('Ana Lopez (Minister of Trade, Industry, Spain) [remote, es]; The Chair'),
    [
      {
        name: 'Ana Lopez',
        title: 'Minister of Trade, Industry',
        delegation: 'Spain',
        mode: 'remote',
        language: 'es',
      },
      { name: 'The Chair' },
    ],
  );
  assert.equal(speakersOf('Li Wei（中国）\nOmar (Director,)'), [
    { name: 'Li Wei', delegation: '中国' },
    { name: 'Omar', title: 'Director' },
  ]);
  assert.equal(speakersOf(''), []);
  for (const written of ['Ana (Spain', '(Spain)', 'Ana [on the moon]']) {
    assert.is(speakersOf(written), undefined, written);
  }
  assert.is(speakersText([{ name: 'A;B', title: 'T', delegation: 'X, Y' }]), 'A\\;B (T, X\\, Y)');
});

test('FILE-4 a start that is not when the one before ends is a hard one', () => {
  const { startAt, found } = readCsv(
    'Time,Item,Min\n22:00,Opening,30\n22:30,Panel,60\n00:15,Q&A,15\n',
  );
  assert.is(startAt, vienna('2026-05-12 22:00'));
  assert.equal(
    found.map(({ cue }) => [cue.kind, cue.hardStartAt]),
    [
      ['opening', undefined],
      ['panel', undefined],
      ['qa', vienna('2026-05-13 00:15')],
    ],
  );
});

test('FILE-4 a duration is taken from the end, or from the start of the next row', () => {
  const ends = readCsv('Start,End,Title\n09:00,09:20,A\n09:20,09:50,B\n');
  const starts = readCsv('Start,Title,Speaker\n09:00,A,Ana\n09:20,B,Ben\n10:00,C,Cho\n');
  const minutes = (read: typeof ends) => read.found.map(({ cue }) => cue.durationMs / MINUTE);
  assert.equal(minutes(ends), [20, 30]);
  assert.equal(minutes(starts), [20, 40]);
  assert.equal(
    starts.bad.map(({ line, trouble }) => [line, trouble]),
    [[4, { why: 'missing', field: 'duration' }]],
  );
});

test('FILE-5 every bad row is told with its line and the reason', () => {
  const long = 'x'.repeat(201);
  const { found, bad } = readCsv(
    [
      'Title,Duration,Kind,Start,Speakers,Colour,Skip,Hard start',
      'Fine,5,,,,,,',
      ',5,,,,,,',
      `${long},5,,,,,,`,
      'No duration,,,,,,,',
      'Odd duration,soon,,,,,,',
      'Too long,25:00:00,,,,,,',
      'Odd kind,5,pudding,,,,,',
      'Odd start,5,,noonish,,,,',
      'Odd speakers,5,,,Ana (Spain,,,',
      'Odd colour,5,,,,mauve,,',
      'Odd skip,5,,,,,perhaps,',
      'Odd hard start,5,,,,,,perhaps',
      '',
      `Crowd,5,,,${'A;'.repeat(13)},,,`,
      '"Torn,5',
    ].join('\n'),
  );
  assert.equal(
    found.map(({ line }) => line),
    [2],
  );
  assert.equal(
    bad.map(({ line, trouble }) => [line, trouble.why, trouble.field]),
    [
      [3, 'missing', 'title'],
      [4, 'too_long', 'title'],
      [5, 'missing', 'duration'],
      [6, 'unreadable', 'duration'],
      [7, 'unreadable', 'duration'],
      [8, 'unreadable', 'kind'],
      [9, 'unreadable', 'start'],
      [10, 'unreadable', 'speakers'],
      [11, 'unreadable', 'colour'],
      [12, 'unreadable', 'skip'],
      [13, 'unreadable', 'hardStart'],
      [15, 'too_many', 'speakers'],
      [16, 'torn', undefined],
    ],
  );
});

test('FILE-5 a delegation in a column of its own goes to the row’s speakers', () => {
  const { found } = readCsv('Item,Min,Speaker,Country\nA,5,"Ana (Minister,)",Spain\nB,5,,Chad\n');
  assert.equal(
    found.map(({ cue }) => cue.speakers),
    [[{ name: 'Ana', title: 'Minister', delegation: 'Spain' }], [{ name: 'Chad' }]],
  );
});

test('FILE-1 nothing in a CSV file is taken for a formula', () => {
  const text = csvText([['=1+1', '@x', "'", 'a,"b"']]);
  assert.is(text, `\ufeff'=1+1,'@x,'',"a,""b"""\r\n`);
});

test('FILE-3 a workbook’s own times, durations and numbers are read as they are shown', async () => {
  const date = new Date(Date.UTC(2026, 4, 12, 9, 30));
  const blob = await writeXlsx([
    ['Start', 'Item', 'Duration', 'Cue'].map((value) => ({ value })),
    [
      { value: date, type: Date, format: 'yyyy-mm-dd hh:mm' },
      { value: 'Opening' },
      { value: 20 / 1440, type: Number, format: 'h:mm:ss' },
      { value: 1, type: Number },
    ],
    [],
    [null, { value: 'Panel' }, { value: 30, type: Number }, { value: '2a' }],
  ]).toBlob();
  const [head, ...rows] = await rowsOfXlsx(new Uint8Array(await blob.arrayBuffer()));
  const headings = head?.cells ?? [];
  const read = readRows(rows, headings, mappingOf(headings, []), newInto());
  assert.is(read.startAt, vienna('2026-05-12 09:30'));
  assert.equal(
    read.found.map(({ line, cue }) => [line, cue.title, cue.durationMs / MINUTE, cue.number]),
    [
      [2, 'Opening', 20, '1'],
      [4, 'Panel', 30, '2a'],
    ],
  );
});

run();
