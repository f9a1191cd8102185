import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Cue } from '@rostrum/shared/domain/cue';
import { cleanText } from '@rostrum/shared/domain/text';
import { cueKindSchema, endActionSchema, timerTypeSchema } from '@rostrum/shared/domain/cue';
import { labelColourSchema } from '@rostrum/shared/domain/labels';
import { programmeSchema, type Programme } from '@rostrum/shared/domain/programme';
import { csvText, withoutGuards } from '../../../web/src/lib/programme-files/csv.ts';
import { mappingOf } from '../../../web/src/lib/programme-files/fields.ts';
import { readRows } from '../../../web/src/lib/programme-files/from-rows.ts';
import { icalText, readIcal } from '../../../web/src/lib/programme-files/ical.ts';
import { combine } from '../../../web/src/lib/programme-files/into-programme.ts';
import { jsonText } from '../../../web/src/lib/programme-files/json.ts';
import { openText } from '../../../web/src/lib/programme-files/open.ts';
import type { Into, Read } from '../../../web/src/lib/programme-files/read.ts';
import { rowsFrom } from '../../../web/src/lib/programme-files/to-rows.ts';
import { rowsOfXlsx, xlsxOf } from '../../../web/src/lib/programme-files/xlsx.ts';
import { loadParse, rowsOf, type Row } from '../../../web/src/lib/tables/table.ts';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('programme-files');
const parse = await loadParse();

const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Europe/Lisbon', 'Australia/Lord_Howe'];

/** What breaks formats: their own marks, other scripts, what spreadsheets take for formulas. */
const PIECES = [
  ...[
    'a',
    'Z',
    ' ',
    '7',
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ',',
    ';',
    ':',
    '|',
    '\\',
    '(',
    ')',
    '[',
    ']',
  ],
  ...[
    '（',
    '）',
    '；',
    '，',
    '،',
    '<',
    '>',
    '&',
    '{',
    'é',
    'و',
    '中',
    '🙂',
    'no',
    'yes',
    '_x000D_',
    '&amp;',
  ],
];
const line = (max: number) =>
  fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 })
    .map((pieces) => cleanText(pieces.join('')).slice(0, max))
    .map((text) => cleanText(text))
    .filter((text) => text !== '');

const id = fc.stringMatching(/^[0-9a-z]{16}$/);
const time = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const duration = fc.oneof(
  fc.integer({ min: 1, max: 1_440 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: 1_000, max: 86_400_000 }),
);

const speaker = fc.record({
  name: line(80),
  title: maybe(line(80)),
  delegation: maybe(line(80)),
  mode: maybe(fc.constantFrom('room' as const, 'remote' as const)),
  language: maybe(fc.constantFrom('fr', 'zh-Hans', 'ar')),
  pronoun: maybe(line(80)),
  region: maybe(line(80)),
});

const cue = (columns: readonly string[]) =>
  fc.record({
    id,
    number: maybe(line(12)),
    title: line(200),
    kind: fc.constantFrom(...cueKindSchema.options),
    speakers: fc.array(speaker, { maxLength: 3 }),
    durationMs: duration,
    hardStartAt: maybe(time),
    publicNote: maybe(line(500)),
    notes: maybe(line(500)),
    colour: maybe(fc.constantFrom(...labelColourSchema.options)),
    skip: maybe(fc.constant(true as const)),
    linked: maybe(fc.constant(true as const)),
    endAction: maybe(fc.constantFrom(...endActionSchema.options)),
    warningMs: maybe(fc.integer({ min: 0, max: 600_000 })),
    dangerMs: maybe(fc.integer({ min: 0, max: 600_000 })),
    timer: maybe(fc.constantFrom(...timerTypeSchema.options)),
    group: maybe(line(200)),
    custom:
      columns.length === 0
        ? fc.constant(undefined)
        : maybe(
            fc
              .tuple(fc.constantFrom(...columns), line(200))
              .map(([key, text]) => ({ [key]: text })),
          ),
  });

/** Any programme, as the schema makes it. */
const programmes: fc.Arbitrary<Programme> = fc
  .uniqueArray(fc.record({ id, name: line(80) }), { maxLength: 3, selector: (each) => each.id })
  .chain((columns) =>
    fc.record({
      startAt: time,
      hardEndAt: maybe(time),
      columns: fc.constant(columns.length > 0 ? columns : undefined),
      cues: fc.uniqueArray(cue(columns.map((each) => each.id)), {
        maxLength: 5,
        selector: (each) => each.id,
      }),
    }),
  )
  .map((made) => programmeSchema.parse(JSON.parse(JSON.stringify(made))));

const cases = fc.record({ programme: programmes, timeZone: fc.constantFrom(...ZONES) });

function into(programme: Programme, timeZone: string): Into {
  return {
    timeZone,
    startAt: Date.UTC(2027, 5),
    columns: programme.columns ?? [],
    newId: () => {
      throw new Error('no id is needed');
    },
  };
}

function programmeOf(read: Read, at: Into): Programme {
  assert.equal(read.bad, []);
  const combined = combine({ startAt: 1, cues: [] }, read, 'replace', undefined, at.newId);
  if (!('programme' in combined)) throw new Error(combined.refused);
  return combined.programme;
}

function backFromRows(rows: readonly Row[], at: Into): Programme {
  const headings = rows[0]?.cells ?? [];
  return programmeOf(readRows(rows.slice(1), headings, mappingOf(headings, []), at), at);
}

test('FILE-1 a programme comes back from CSV as it was', () =>
  check(
    fc.property(cases, ({ programme, timeZone }) => {
      const text = csvText(rowsFrom(programme, timeZone)).slice(1);
      const rows = rowsOf(text, 'comma', parse).map(withoutGuards);
      assert.equal(backFromRows(rows, into(programme, timeZone)), programme);
    }),
    500,
  ));

test('FILE-1 a programme comes back from a workbook as it was', async () => {
  for (const { programme, timeZone } of fc.sample(cases, { numRuns: 60, seed: 1 })) {
    const blob = await xlsxOf(rowsFrom(programme, timeZone));
    const rows = await rowsOfXlsx(new Uint8Array(await blob.arrayBuffer()));
    assert.equal(backFromRows(rows, into(programme, timeZone)), programme);
  }
});

test('FILE-1 a programme comes back from JSON as it was', async () => {
  for (const { programme, timeZone } of fc.sample(cases, { numRuns: 200, seed: 1 })) {
    const at = into(programme, timeZone);
    const opened = await openText(jsonText(programme, timeZone), at);
    if (opened.type !== 'read') throw new Error(opened.type);
    assert.equal(programmeOf(opened.read(at), at), programme);
  }
});

/** What a calendar keeps of a cue, to the second. */
const kept = ({ title, kind, number, group, publicNote, speakers }: Cue) => ({
  ...{ title, kind, number, group, publicNote },
  speakers: speakers.map(({ pronoun: _, region: __, ...speaker }) => speaker),
});

test('FILE-6 whatever is in a cue, its calendar is read again with what it keeps, and holds no private note', async () => {
  for (const { programme, timeZone } of fc.sample(cases, { numRuns: 200, seed: 1 })) {
    const cues = programme.cues.map((each) => ({
      ...each,
      hardStartAt: undefined,
      notes: 'for the crew only',
    }));
    const plan = { ...programme, cues } as Programme;
    const text = icalText(plan, { title: 'A;B', code: 'ABC234', timeZone, now: 0 });
    assert.not.ok(text.includes('for the crew'));
    for (const each of text.split('\r\n')) assert.ok(Buffer.byteLength(each) <= 75, each);
    const read = await readIcal(text, into(programme, timeZone));
    assert.equal(
      read?.found.map((each) => kept(each.cue)),
      plan.cues.filter(({ skip }) => !skip).map(kept),
    );
  }
});

run();
