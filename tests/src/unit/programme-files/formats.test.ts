import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { programmeSchema } from '@rostrum/shared/domain/programme';
import { FORMATS, fileName, write } from '../../../../web/src/lib/programme-files/formats.ts';
import { combine } from '../../../../web/src/lib/programme-files/into-programme.ts';
import { programmeFileSchema } from '../../../../web/src/lib/programme-files/json.ts';
import { open, openText, type Opened } from '../../../../web/src/lib/programme-files/open.ts';
import type { Read } from '../../../../web/src/lib/programme-files/read.ts';
import { idOf } from '../../lib/event.ts';
import { suite } from '../../lib/harness.ts';
import { calendar, ontime, ontimeThree, pretalxJson, pretalxXml } from './fixtures.ts';
import { newInto, vienna, ZONE } from './into.ts';

const { test, run } = suite('programme-files/formats');
const MINUTE = 60_000;
const ABOUT = { title: 'Forum & <Hall>', code: 'ABC234', timeZone: ZONE, now: 0 };

/** Stands in for the browser's. */
const parseXml = (text: string) =>
  new DOMParser({ onError: () => undefined }).parseFromString(
    text,
    'text/xml',
  ) as unknown as Document;

function readOf(opened: Opened, part?: string): Read {
  if (opened.type !== 'read') throw new Error(JSON.stringify(opened));
  return opened.read(newInto(), part);
}

async function readText(text: string, part?: string): Promise<Read> {
  return readOf(await openText(text, newInto(), parseXml), part);
}

/** Of each cue what a reader looks for. */
const lines = ({ found }: Read) =>
  found.map(({ cue }) => [cue.title, cue.kind, cue.durationMs / MINUTE, cue.hardStartAt]);

const PROGRAMME = programmeSchema.parse({
  startAt: vienna('2026-05-12 09:00'),
  hardEndAt: vienna('2026-05-12 18:00'),
  columns: [{ id: idOf('camera'), name: 'Camera' }],
  cues: [
    {
      id: idOf('one'),
      number: '1',
      title: 'Opening, "one"; & <more>',
      kind: 'opening',
      speakers: [
        {
          name: 'Ana',
          title: 'Minister',
          delegation: 'Spain',
          language: 'es',
          region: 'Secret region',
        },
      ],
      durationMs: 20 * MINUTE,
      publicNote: 'Doors close at nine',
      notes: 'Secret: lights down',
      group: 'Morning',
      custom: { [idOf('camera')]: 'Secret camera' },
    },
    {
      id: idOf('two'),
      title: 'Panel',
      kind: 'panel',
      speakers: [],
      durationMs: 30 * MINUTE,
      hardStartAt: vienna('2026-05-12 10:00'),
    },
    {
      ...{ id: idOf('three'), title: 'Dropped', kind: 'video', speakers: [] },
      ...{ durationMs: 5 * MINUTE, skip: true },
    },
  ],
});

test('FILE-1 of a column that was removed nothing is in a file', async () => {
  const { columns: _, ...without } = PROGRAMME;
  for (const format of FORMATS) {
    const written = await (await write(format, without, ABOUT)).text();
    assert.not.match(written, 'Secret camera');
  }
});

test('FILE-6 what is for the crew only is in our own files and in no other', async () => {
  for (const format of FORMATS) {
    const blob = await write(format, PROGRAMME, ABOUT);
    assert.match(fileName(format, 'ABC234'), /^programme-abc234\./);
    if (format === 'xlsx') continue;
    const text = await blob.text();
    const isOurs = format === 'csv' || format === 'json';
    assert.is(text.includes('Secret'), isOurs, format);
  }
});

test('FILE-6 a calendar and a schedule are read again with their times, titles and kinds', async () => {
  for (const format of ['ics', 'schedule-json', 'schedule-xml'] as const) {
    const bytes = await (await write(format, PROGRAMME, ABOUT)).arrayBuffer();
    const read = readOf(await open(new Uint8Array(bytes), newInto(), parseXml));
    assert.is(read.startAt, PROGRAMME.startAt, format);
    assert.equal(
      lines(read),
      [
        ['Opening, "one"; & <more>', 'opening', 20, undefined],
        ['Panel', 'panel', 30, vienna('2026-05-12 10:00')],
      ],
      format,
    );
  }
});

test('FILE-7 a calendar’s events become cues, in its zones, in the order of their starts', async () => {
  const read = await readText(calendar);
  assert.is(read.startAt, vienna('2026-05-12 09:00'));
  assert.equal(lines(read), [
    ['Opening; welcome, all', 'opening', 20, undefined],
    ['Coffee break', 'break', 15, undefined],
    ['Round table', 'panel', 90, vienna('2026-05-12 11:00')],
    ['Cancelled talk', 'statement', 30, undefined],
  ]);
  assert.is(read.found[0]?.cue.publicNote, 'Line one Line two, folded');
  assert.is(read.found[3]?.cue.skip, true);
  assert.equal(
    read.bad.map(({ text, trouble }) => [text, trouble.why]),
    [['All day', 'no_time']],
  );
});

test('FILE-8 a schedule as pretalx exports it is read a room at a time, from JSON and from XML', async () => {
  for (const text of [pretalxJson, pretalxXml]) {
    const read = await readText(text);
    assert.equal(read.parts, ['Main hall', 'Annex']);
    assert.is(read.startAt, vienna('2026-05-12 10:00'));
    assert.equal(lines(read), [
      ['Keynote on water', 'keynote', 45, undefined],
      ['Rivers: And their people', 'statement', 30, vienna('2026-05-12 11:00')],
    ]);
    const [first] = read.found;
    assert.equal(first?.cue.speakers, [{ name: 'Ana Lopez' }, { name: 'Li Wei' }]);
    assert.is(first?.cue.group, 'Water & land');
    assert.is(first?.cue.publicNote?.length, 500);
    assert.is(read.cut.length, 1);
    assert.equal(lines(await readText(text, 'Annex')), [['Workshop', 'other', 90, undefined]]);
  }
});

test('FILE-9 a rundown of an Ontime project is read with its groups, delays and custom fields', async () => {
  const read = await readText(ontime);
  assert.equal(read.parts, ['Day one', 'Day two']);
  assert.is(read.startAt, vienna('2026-05-12 10:00'));
  assert.equal(lines(read), [
    ['Welcome', 'opening', 10, undefined],
    ['Film', 'video', 5, undefined],
    ['Late talk', 'statement', 20, vienna('2026-05-12 10:20')],
    ['After midnight', 'other', 10, vienna('2026-05-13 00:10')],
  ]);
  const [welcome, film, late] = read.found.map(({ cue }) => cue);
  assert.is(welcome?.group, 'Morning');
  assert.is(welcome?.number, '1.1');
  assert.is(welcome?.notes, 'House lights');
  assert.is(welcome?.colour, 'blue');
  assert.is(welcome?.warningMs, 120_000);
  assert.equal(Object.values(welcome?.custom ?? {}), ['Sekret']);
  assert.equal([film?.endAction, film?.timer, film?.group], ['start', 'up', 'Morning']);
  assert.is(late?.group, undefined);
  assert.equal(
    read.columns.map(({ name }) => name),
    ['Song'],
  );
  assert.equal(
    read.bad.map(({ text, trouble }) => [text, trouble.why]),
    [['Doors', 'no_time']],
  );
  assert.equal(lines(await readText(ontime, 'Day two')), [['Second day', 'other', 15, undefined]]);
});

test('FILE-9 the flat rundown of Ontime 3 is read, its blocks as groups', async () => {
  const read = await readText(ontimeThree);
  assert.equal(
    read.found.map(({ cue }) => [cue.title, cue.group]),
    [
      ['Before', undefined],
      ['Inside', 'Block'],
    ],
  );
});

test('FILE-5 what is none of these is told, and nothing is read', async () => {
  for (const text of [
    '{"a":1}',
    '{broken',
    '<html></html>',
    '<broken',
    'BEGIN:VCALENDAR\nnonsense',
  ]) {
    const opened = await openText(text, newInto(), parseXml);
    assert.is(opened.type, 'trouble', text);
  }
  const zip = new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]);
  assert.equal(await open(zip, newInto()), { type: 'trouble', trouble: 'unknown' });
});

test('FILE-10 an import takes the programme’s place or comes after it, and leaves the cue on air', async () => {
  const read = await readText(JSON.stringify({ programme: PROGRAMME }));
  const now = { ...PROGRAMME, cues: PROGRAMME.cues.slice(0, 2) };
  const newId = () => idOf('fresh' + String(Math.random()).slice(2, 10));
  assert.equal(combine(now, read, 'replace', idOf('one'), newId), { programme: PROGRAMME });
  assert.equal(combine(now, read, 'replace', idOf('elsewhere'), newId), { refused: 'running' });
  const after = combine(now, read, 'append', idOf('elsewhere'), newId);
  assert.ok('programme' in after);
  assert.is(after.programme.cues.length, 5);
  assert.ok(programmeSchema.safeParse(after.programme).success);
  assert.is(after.programme.hardEndAt, PROGRAMME.hardEndAt);
});

test('FILE-11 the schema of our JSON file is published as it is', () => {
  const file = join(import.meta.dirname, '../../../../docs/programme.schema.json');
  const schema = z.toJSONSchema(programmeFileSchema, { io: 'input' });
  const text = `${JSON.stringify({ title: 'A programme of Rostrum', ...schema }, undefined, 2)}\n`;
  if (process.env['ROSTRUM_WRITE_SCHEMA']) writeFileSync(file, text);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text), 'ROSTRUM_WRITE_SCHEMA=1');
});

run();
