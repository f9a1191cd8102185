import * as assert from 'uvu/assert';
import { actionSchema } from '@rostrum/shared/domain/actions';
import { codeSchema } from '@rostrum/shared/domain/ids';
import * as language from '@rostrum/shared/domain/language';
import * as length from '@rostrum/shared/domain/length';
import * as mixedScripts from '@rostrum/shared/domain/mixed-scripts';
import { firstScreening, type Screening } from '@rostrum/shared/domain/screening';
import * as sensitive from '@rostrum/shared/domain/sensitive';
import * as similar from '@rostrum/shared/domain/similar';
import * as text from '@rostrum/shared/domain/text';
import { loadParse, rowsOf, separatorOf } from '../../../web/src/lib/tables/table.ts';
import { textDirection } from '../../../web/src/lib/text-direction.ts';
import { folded, fuzzyScore } from '../../../web/src/routes/[code]/desk/fuzzy.ts';
import { Finder } from '../../../web/src/routes/[code]/filter.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('what a text costs');

/** Repeated, each is the worst for some way of reading: what a pattern begins with, and never ends as it should. */
const SHAPES: Record<string, string> = {
  family: '👨🏽‍👩🏽‍👧🏽‍👦🏽',
  flags: '🇺🇳',
  marks: 'a\u0301\u0301\u0301\u0301',
  joiners: '\u200d',
  address: 'a@',
  dots: 'a.',
  digits: '1 (',
  documents: 'AB12345-',
  victims: 'Victim Aaaa-',
  han: '谁',
  thai: 'ที่',
  arabic: 'ضحية اسمها ',
  ligatures: 'ﷺ',
  quotes: '"a",',
  blanks: ' \t',
  halves: '\ud800',
};

const SHORT = 2_500;
const LONG = 20_000;
/** What takes eight times as long for eight times the text is well below, and what takes its square (64) above. */
const GROWTH_MAX = 40;
/** Milliseconds below which a look at the clock tells nothing. */
const NOISE_MS = 10;

const screening: Screening = {
  ...firstScreening(),
  wordFilter: true,
  words: { en: ['fool', `${'a'.repeat(39)}b`], ar: ['أحمق'], zh: ['笨蛋'] },
};
const parse = await loadParse();
const like = new similar.Similar<string>();

/** All that reads what an attendee wrote, on a node or a page. */
const READERS: Record<string, (typed: string) => unknown> = {
  cleanText: text.cleanText,
  lineSchema: (typed) => text.lineSchema(LONG).safeParse(typed),
  lengthOf: length.lengthOf,
  isTooLong: (typed) => length.isTooLong(typed, 500),
  languageOf: language.languageOf,
  isMixed: mixedScripts.isMixed,
  Hints: (typed) => new sensitive.Hints(screening).in(typed),
  plainText: similar.plainText,
  wordsOf: similar.wordsOf,
  stemsOf: similar.stemsOf,
  Similar: (typed) => {
    like.keep([
      ['one', typed],
      ['two', `${typed} more`],
    ]);
    return like.find(typed, 3);
  },
};

const ELSEWHERE: Record<string, (typed: string) => unknown> = {
  ask: (typed) =>
    actionSchema.safeParse({ type: 'question.ask', text: typed, asker: { mode: 'room' } }),
  code: (typed) => codeSchema.safeParse(typed),
  search: (typed) => new Finder().find([{ text: typed }], { text: 'who pays', language: 'en' }),
  direction: textDirection,
  palette: (typed) => fuzzyScore('who', folded(typed)),
  table: (typed) => rowsOf(typed, 'comma', parse),
  separator: (typed) => separatorOf(typed, parse, () => 0),
};

/** Milliseconds of one reading. */
function costOf(read: (typed: string) => unknown, typed: string): number {
  const startedAt = performance.now();
  read(typed);
  return performance.now() - startedAt;
}

/** By the least of some tries: what else the machine does only adds. */
function growsTooFast(read: (typed: string) => unknown, shape: string): boolean {
  const [short, long] = [SHORT, LONG].map((units) =>
    shape.repeat(Math.ceil(units / shape.length)).slice(0, units),
  ) as [string, string];
  let [least, most] = [Infinity, Infinity];
  for (let looks = 0; looks < 6; looks += 1) {
    // The first readings are slow: what is read for the first time is compiled.
    for (let reads = 0; reads < 5; reads += 1) least = Math.min(least, costOf(read, short));
    most = Math.min(most, costOf(read, long));
    if (most < NOISE_MS || most < GROWTH_MAX * least) return false;
  }
  return true;
}

test('LIMIT-5 whatever reads a text takes as long as the text is, and no longer for hostile ones', () => {
  for (const [name, read] of Object.entries({ ...READERS, ...ELSEWHERE })) {
    for (const [shape, unit] of Object.entries(SHAPES)) {
      assert.is(growsTooFast(read, unit), false, `${name} of ${shape}`);
    }
  }
});

test('LIMIT-5 nothing that reads texts is left out here', () => {
  const modules = [text, length, language, mixedScripts, sensitive, similar];
  const readers = modules.flatMap((module) => Object.keys(module));
  assert.equal(readers.toSorted(), Object.keys(READERS).toSorted());
});

test('LIMIT-5 a quadratic reader is found out', () => {
  const quadratic = (typed: string) => /a+b/.test(typed);
  assert.is(growsTooFast(quadratic, 'a'), true);
});

run();
