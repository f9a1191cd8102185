import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import * as assert from 'uvu/assert';
import { csvText, withoutGuards } from '../../../../web/src/lib/programme-files/csv.ts';
import { open } from '../../../../web/src/lib/programme-files/open.ts';
import { TooBigError, unzipXml } from '../../../../web/src/lib/programme-files/unzip.ts';
import { rowsOfXlsx, xlsxOf } from '../../../../web/src/lib/programme-files/xlsx.ts';
import { guarded, unguarded } from '../../../../web/src/lib/tables/formula-guard.ts';
import { suite } from '../../lib/harness.ts';
import { newInto } from './into.ts';

const { test, run } = suite('hostile-files');
const MEGABYTE = 1024 * 1024;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A ZIP whose every entry is the one file, packed, and says what it likes of its size. */
function zipOf(name: string, content: Uint8Array, claim: number, entries = 1) {
  const packed = deflateRawSync(content);
  const path = bytesOf(name);
  const local = Buffer.alloc(30 + path.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claim, 22);
  local.writeUInt16LE(path.length, 26);
  local.set(path, 30);
  const directory = Array.from({ length: entries }, (_, at) => {
    const own = at === 0 ? path : bytesOf(`${at}${name}`);
    const entry = Buffer.alloc(46 + own.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claim, 24);
    entry.writeUInt16LE(own.length, 28);
    entry.set(own, 46);
    return entry;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, packed, ...directory, end]));
}

/** A workbook of ours whose sheet is another text. */
async function workbookWith(sheet: (xml: string) => string) {
  const blob = await xlsxOf([['Title'], ['Opening']]);
  const files = await unzipXml(new Uint8Array(await blob.arrayBuffer()));
  const changed = [...files].map(([name, file]) => {
    const text = new TextDecoder().decode(file);
    return [name, name.includes('sheet1.xml') ? bytesOf(sheet(text)) : file] as const;
  });
  return zipSync(Object.fromEntries(changed));
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('FILE-12 nothing that a spreadsheet may take for a formula leaves as one, and all of it comes back as it was', () => {
  const texts = [
    '=1+1',
    '＝1+1',
    '+1',
    '＋1',
    '-1',
    '－1',
    '@sum',
    '＠sum',
    "'",
    "'=1",
    'plain',
    '',
  ];
  const blanks = ['', ' ', '\t', '\u00a0', '\u3000', '\u200b', '\ufeff', '\n', '  \t '];
  for (const text of texts.flatMap((each) => blanks.map((blank) => blank + each))) {
    const safe = guarded(text);
    assert.not.match(safe, /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]/, JSON.stringify(text));
    assert.not.match(safe, /^[\t\r\n]/);
    assert.is(unguarded(safe), text);
    const row = withoutGuards({ number: 1, cells: [safe], torn: false });
    assert.equal(row.cells, [text]);
  }
  assert.match(csvText([['＝cmd|’/c calc’!A1', ' =1']]), "'＝cmd|’/c calc’!A1,' =1");
});

test('FILE-13 a workbook that unpacks to too much is refused, whatever it says of its size', async () => {
  const zeros = new Uint8Array(40 * MEGABYTE);
  for (const claim of [0, 100, zeros.length, 0xfffffffe]) {
    const bomb = zipOf('xl/workbook.xml', zeros, claim);
    assert.ok(bomb.length < MEGABYTE);
    assert.instance(await failure(unzipXml(bomb)), TooBigError);
    assert.equal(await open(bomb, newInto()), { type: 'trouble', trouble: 'too_big' });
  }
});

test('FILE-13 files that lie over one another are counted each time', async () => {
  const bomb = zipOf('a.xml', new Uint8Array(MEGABYTE), 10, 100);
  assert.ok(bomb.length < 20_000);
  assert.instance(await failure(unzipXml(bomb)), TooBigError);
  const many = zipOf('a.xml', bytesOf('<a/>'), 4, 60_000);
  assert.instance(await failure(unzipXml(many)), TooBigError);
});

test('FILE-13 a sheet has as many cells as are read, wherever the last one says that it is', async () => {
  for (const cells of [
    '<row r="1"><c r="XFD1048576" t="n"><v>1</v></c></row>',
    '<row r="4000000"/>',
    '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
    `${'<row/>'.repeat(100_000)}<row><c r="ZZ1" ><v>1</v></c></row>`,
    `<row>${'<c/>'.repeat(10_000)}</row>${'<row><c><v>1</v></c></row>'.repeat(100)}`,
  ]) {
    const book = await workbookWith((xml) =>
      xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${cells}</sheetData>`),
    );
    assert.equal(
      await open(book, newInto()),
      { type: 'trouble', trouble: 'too_big' },
      cells.slice(0, 60),
    );
  }
  const hidden = await workbookWith((xml) => xml.replace('r="A1"', 'r="&#88;FD1"'));
  assert.equal(await open(hidden, newInto()), { type: 'trouble', trouble: 'unknown' });
});

test('FILE-13 a torn or senseless ZIP is refused, and a workbook with pictures is read', async () => {
  const blob = await xlsxOf([['Title'], ['Opening']]);
  const whole = new Uint8Array(await blob.arrayBuffer());
  assert.is((await rowsOfXlsx(whole)).length, 2);
  for (let cut = 4; cut < whole.length; cut += 97) {
    assert.instance(await failure(rowsOfXlsx(whole.slice(0, cut))), Error);
  }
  for (let at = 0; at < whole.length; at += 31) {
    const flipped = whole.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 0xff;
    const opened = await open(flipped, newInto());
    assert.ok(['rows', 'trouble', 'text'].includes(opened.type));
  }
});

run();
