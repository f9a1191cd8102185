import * as assert from 'uvu/assert';
import type { Screening } from '@rostrum/shared/domain/screening';
import { Hints } from '@rostrum/shared/domain/sensitive';
import { view } from '@rostrum/shared/domain/view';
import { act, ask, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('sensitive');

const screening: Screening = {
  reportsToHide: 3,
  personalData: true,
  wordFilter: true,
  words: { en: ['fool'], fr: ['imbécile'], ar: ['أحمق'], ru: ['дурак'], zh: ['笨蛋'] },
};
const typesIn = (text: string) => new Hints(screening).in(text).map(({ type }) => type);
const wordsIn = (text: string) =>
  new Hints(screening).in(text).flatMap((hint) => (hint.type === 'word' ? [hint.word] : []));

const PERSONAL = {
  email: ['Write to ana.b@example.org please', 'اكتب إلى ana@example.org'],
  phone: ['Call +43 1 26060-0 5555', 'My number is (212) 555-0143', 'اتصل على ٠١٢٣٤٥٦٧٨٩'],
  document: ['Her passport is AB1234567', 'Паспорт: P 12345678'],
  victim: [
    'What of the victim Jane Doe?',
    'Was the victim named Ana María Pérez heard?',
    'La victime Marie Dupont a-t-elle été entendue ?',
    'La víctima llamada Ana Pérez declaró',
    'Пострадавшая Анна Петрова получила помощь?',
    'هل حصلت الضحية المسماة فاطمة على المساعدة؟',
    '受害者名叫王小明，他得到帮助了吗？',
  ],
};

const HARMLESS = [
  'Which States Parties publish how many victims they identify at borders?',
  'What changed from 2000-2020 in 178 States Parties?',
  'How is resolution A/RES/55/25 carried out?',
  'Are victims in South Sudan heard?',
  'كيف يمكن ضمان حماية الضحايا أثناء الإجراءات القضائية العابرة للحدود؟',
  '受害者在作证期间能否获得居留许可和生活支持？',
  'Comment protéger la victime avant le procès ?',
  'Это не дураковаляние, and foolproof is a word too',
];

for (const [type, texts] of Object.entries(PERSONAL)) {
  test(`HOLD-1 ${type}: what may be somebody’s personal data is found in every language`, () => {
    for (const text of texts) assert.equal(typesIn(text), [type], text);
  });
}

test('HOLD-1 what is nobody’s is not marked', () => {
  for (const text of HARMLESS) assert.equal(typesIn(text), [], text);
});

test('HOLD-2 a word of the lists is found whatever its case and accents, and as a word of its own', () => {
  assert.equal(wordsIn('You FOOL!'), ['fool']);
  assert.equal(wordsIn('quel imbecile'), ['imbécile']);
  assert.equal(wordsIn('Какой же Дурак'), ['дурак']);
  assert.equal(wordsIn('你这个笨蛋吗'), ['笨蛋']);
  assert.equal(wordsIn('أيها أحمق'), ['أحمق']);
});

test('HOLD-2 the word filter is off from the start, and its lists are empty', () => {
  const { wordFilter, words } = view(newEvent(), 'desk').screening;
  assert.is(wordFilter, false);
  assert.equal(words, {});
});

test('HOLD-3 each of the two is turned off by itself, and nobody but the desk learns of them', () => {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.words', language: 'en', words: ['fool'] });
  act(state, 'moderator', { type: 'settings.screen', personalData: false, wordFilter: true });
  ask(state, 'ana', 'a@b.org is a fool');
  const desk = view(state, 'desk').screening;
  assert.equal(new Hints(desk).in('a@b.org is a fool'), [{ type: 'word', word: 'fool' }]);
  for (const audience of ['public', 'podium', 'show'] as const) {
    assert.not(JSON.stringify(view(state, audience)).includes('fool'), audience);
  }
  act(state, 'moderator', { type: 'settings.words', language: 'en', words: [] });
  assert.equal(view(state, 'desk').screening.words, {});
});

run();
