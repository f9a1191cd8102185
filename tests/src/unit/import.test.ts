import * as assert from 'uvu/assert';
import { Asked } from '../../../web/src/routes/[code]/desk/import/asked.ts';
import {
  columnsByLength,
  columnsOf,
  FIELDS,
} from '../../../web/src/routes/[code]/desk/import/columns.ts';
import { decode } from '../../../web/src/lib/tables/decode.ts';
import {
  IMPORT_MAX,
  judge,
  sameText,
  type Rules,
} from '../../../web/src/routes/[code]/desk/import/judge.ts';
import { modeOf } from '../../../web/src/routes/[code]/desk/import/modes.ts';
import { rowRanges } from '../../../web/src/lib/tables/row-ranges.ts';
import { loadParse, rowsOf, separatorOf } from '../../../web/src/lib/tables/table.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('import');
const parse = await loadParse();
const known = (cells: readonly string[]) => Object.keys(columnsOf(cells)).length;

const TEXT = 'Question,Nom\n¿Quién paga?,Ana\nمن يدفع؟,ليلى\n谁付钱？,王\n';

function utf16(text: string, endian: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return endian === 'le' ? bytes : bytes.swap16();
}

test('IMPORT-1 UTF-8 with and without its mark and UTF-16 with it come to the same text', () => {
  for (const bytes of [
    Buffer.from(TEXT),
    Buffer.from(`\ufeff${TEXT}`),
    utf16(TEXT, 'le'),
    utf16(TEXT, 'be'),
  ]) {
    assert.equal(decode(bytes), { text: TEXT });
  }
});

test('IMPORT-1 nothing is read of a file in another encoding', () => {
  const latin1 = Buffer.from('Question\nQui protège les victimes ?', 'latin1');
  assert.equal(decode(latin1), { trouble: 'not_utf8' });
  assert.equal(decode(Buffer.from('Question', 'utf16le')), { trouble: 'not_utf8' });
  assert.equal(decode(utf16('Who?', 'le').subarray(0, 5)), { trouble: 'not_utf8' });
});

test('IMPORT-1 a spreadsheet and what is too big are told as what they are', () => {
  assert.equal(decode(Buffer.from('PK\u0003\u0004…')), { trouble: 'spreadsheet' });
  assert.equal(decode(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)), { trouble: 'spreadsheet' });
  assert.equal(decode(new Uint8Array(5 * 1024 * 1024)), { trouble: 'too_big' });
});

test('IMPORT-2 the separator is told by the headings, or by what the rows have in common', () => {
  const cases = [
    ['Question,Name\nWho pays; and when?,Ana', 'comma'],
    ['Pregunta;Nombre\n¿Quién paga, y cuándo?;Ana', 'semicolon'],
    ['Question\tNom\nQui paie, et quand ?\tAna', 'tab'],
    ['Question\nWho pays, and when?\nWhere, and why?', 'none'],
    ['Who pays, and when?\nWhere, and why?\nSince when, and how?', 'none'],
    ['Who pays?', 'none'],
    ['Who pays?\tAna\nWhere?\tLi', 'tab'],
    ['Who pays?;Ana\nWhere?;Li', 'semicolon'],
    ['"Who pays, and when?",Ana\n"Where, and why?",Li', 'comma'],
  ] as const;
  for (const [text, separator] of cases)
    assert.is(separatorOf(text, parse, known), separator, text);
});

test('IMPORT-2 quoted cells hold separators, quotation marks and line breaks of every system', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['Question,Name', `"Who pays,${end}and ""when""?",Ana`, '', 'Where?,Li'].join(end);
    assert.equal(rowsOf(text, 'comma', parse), [
      { number: 1, cells: ['Question', 'Name'], torn: false },
      { number: 2, cells: ['Who pays,\nand "when"?', 'Ana'], torn: false },
      { number: 4, cells: ['Where?', 'Li'], torn: false },
    ]);
  }
});

test('IMPORT-2 a plain list of questions may begin one with a quoted word', () => {
  const rows = rowsOf('"Non-punishment": how, and since when?\nWho pays?', 'none', parse);
  assert.equal(
    rows.map(({ cells, torn }) => [...cells, torn]),
    [
      ['"Non-punishment": how, and since when?', false],
      ['Who pays?', false],
    ],
  );
});

test('IMPORT-3 the columns are found by their headings in six languages', () => {
  const headings = [
    ['Question', 'Name', 'Delegation / Organization', 'Mode'],
    ['QUESTIONS', 'Asked by', 'Country', 'Mode of participation'],
    ['السؤال', 'الاسم', 'الوفد أو المنظمة', 'طريقة المشاركة'],
    ['问题', '姓名', '代表团', '参与方式'],
    ['Question', 'Nom', 'Délégation', 'Mode de participation'],
    ['Вопрос', 'Имя', 'Делегация', 'Форма участия'],
    ['Pregunta', 'Nombre', 'Delegación', 'Modalidad'],
  ];
  for (const names of headings) {
    const found = columnsOf(names);
    assert.equal(
      FIELDS.map((field) => found[field]),
      [0, 1, 2, 3],
      names.join(),
    );
  }
  assert.equal(columnsOf(['No.', 'Name of the delegation', 'Text']), {
    affiliation: 1,
    question: 2,
  });
});

test('IMPORT-3 a question is no heading, and without headings the longest texts are the questions', () => {
  assert.equal(columnsOf(['Which country has a question?', 'Ana']), {});
  assert.equal(columnsOf(['The question of names is one that we should come back to']), {});
  assert.equal(columnsByLength([['1', 'Ana', 'Who pays for the shelters?']]), { question: 2 });
});

test('IMPORT-3 in the room or remote is understood in six languages, and nothing else is', () => {
  const room = [
    'In person',
    'in the room',
    'في القاعة',
    'حضوريًا',
    '现场',
    'En salle',
    'Présentiel',
  ];
  for (const word of [...room, 'Очно', 'в зале', 'Presencial'])
    assert.is(modeOf(word), 'room', word);
  const remote = ['Remote', 'online', 'عن بُعد', 'عبر الإنترنت', '线上', 'À distance', 'en ligne'];
  for (const word of [...remote, 'Удалённо', 'онлайн', 'en línea', 'virtual']) {
    assert.is(modeOf(word), 'remote', word);
  }
  for (const word of ['perhaps', 'in the room or online', '']) assert.is(modeOf(word), undefined);
});

const RULES: Rules = {
  columns: { question: 0, name: 1, affiliation: 2, mode: 3 },
  mode: 'remote',
  questionLength: 50,
  room: 1_000,
  asked: new Set(),
  withDoubles: false,
};

const judged = (text: string, rules: Partial<Rules> = {}) =>
  judge(rowsOf(text, 'comma', parse), { ...RULES, ...rules });

test('IMPORT-4 a row becomes a question, cleaned, with what its asker shows', () => {
  const { drafts, bad } = judged(
    ' Who\u202e  pays? ,Ana,Austria,In the room\n"Where,\nand why?",,,',
  );
  assert.equal(bad, []);
  assert.equal(
    drafts.map(({ row, text, asker }) => ({ row, text, asker })),
    [
      {
        row: 1,
        text: 'Who pays?',
        asker: { name: 'Ana', affiliation: 'Austria', mode: 'room' },
      },
      { row: 2, text: 'Where, and why?', asker: { mode: 'remote' } },
    ],
  );
});

test('IMPORT-4 every row that cannot be imported is told with its number and the reason', () => {
  const family = '👨‍👩‍👧‍👦';
  const long = 'n'.repeat(81);
  const { drafts, bad } = judged(
    [
      `${family.repeat(50)},Ana`,
      `${family.repeat(51)},Ana`,
      ',Ana',
      '\u200b,Ana',
      '',
      `Who?,${long}`,
      `Where?,Ana,${long}`,
      'Why?,Ana,Austria,perhaps',
      '"Since when?,Ana',
    ].join('\n'),
  );
  assert.equal(
    drafts.map(({ row }) => row),
    [1],
  );
  assert.equal(
    bad.map(({ row, trouble }) => [row, trouble]),
    [
      [2, 'too_long'],
      [3, 'empty'],
      [4, 'empty'],
      [6, 'name_too_long'],
      [7, 'affiliation_too_long'],
      [8, 'unknown_mode'],
      [9, 'torn'],
    ],
  );
});

test('IMPORT-4 rows past the number of one import, or past what the event takes, are told', () => {
  const text = Array.from({ length: IMPORT_MAX + 2 }, (_, at) => `Question ${at + 1}?`).join('\n');
  const over = judged(text);
  assert.is(over.drafts.length, IMPORT_MAX);
  assert.equal(
    over.bad.map(({ row, trouble }) => [row, trouble]),
    [
      [501, 'over_number'],
      [502, 'over_number'],
    ],
  );
  const full = judged(text, { room: 3 });
  assert.is(full.drafts.length, 3);
  assert.ok(full.bad.every(({ trouble }) => trouble === 'event_full'));
  assert.equal(rowRanges([1, 2, 3, 5, 7, 8]), ['1–3', '5', '7–8']);
});

test('IMPORT-5 what is there already is left out, unless it is wanted', () => {
  const text = 'Who pays?\nÀ quand ?\nWHO PAYS?\nWhere?';
  const asked = new Set([sameText('a quand ?')]);
  const { drafts, doubles, bad } = judged(text, { asked });
  assert.equal(
    drafts.map(({ row }) => row),
    [1, 4],
  );
  assert.equal(
    doubles.map(({ draft, of }) => [draft.row, of]),
    [
      [2, 'event'],
      [3, 1],
    ],
  );
  assert.equal(bad, []);
  const there = new Asked().among([
    { text: 'À quand ?', state: 'dismissed' },
    { text: 'Where?', state: 'withdrawn' },
  ]);
  assert.equal(there, asked);
  assert.is(judged(text, { asked, withDoubles: true }).drafts.length, 4);
});

run();
