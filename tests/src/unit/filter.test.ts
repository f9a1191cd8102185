import * as assert from 'uvu/assert';
import { languageOf } from '@rostrum/shared/domain/language';
import { Finder } from '../../../web/src/routes/[code]/filter.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('filter');

const QUESTIONS = [
  { text: 'How will survivors take part in drafting the national action plans?' },
  { text: 'Où en est la mise en œuvre du protocole à l’échelle nationale ?' },
  { text: '¿Cómo participarán las supervivientes en la redacción de los planes de acción?' },
  { text: 'Как пострадавшие будут участвовать в разработке планов действий?' },
  { text: 'كيف ستشارك الناجيات في صِياغة خُطط العمل الوطنيّة وأُطر ٢٠٢٦؟' },
  { text: '幸存者将如何参与国家行动计划的起草工作？' },
];
const LANGUAGES = ['en', 'fr', 'es', 'ru', 'ar', 'zh'];

const found = (text: string, language?: string) =>
  new Finder().find(QUESTIONS, { text, language }).map((question) => QUESTIONS.indexOf(question));

test('LIST-3 a search finds words and their beginnings in each of the six languages', () => {
  for (const [typed, index] of [
    ['surviv', 0],
    ['plans NATIONAL', 0],
    ['oeuvre', 1],
    ['OÙ EN EST', 1],
    ['echelle', 1],
    ['redaccion', 2],
    ['como participaran', 2],
    ['Пострадавшие', 3],
    ['разработ', 3],
    ['صياغة', 4],
    ['صياغه خطط', 4],
    ['ناجيات', 4],
    ['واطر', 4],
    ['2026', 4],
    ['幸存者', 5],
    ['参与起草', 5],
  ] as const) {
    assert.equal(found(typed), [index], typed);
  }
});

test('LIST-3 every word sought must be there, and nothing sought finds everything', () => {
  assert.equal(found('survivors protocole'), []);
  assert.equal(found('  ? '), [0, 1, 2, 3, 4, 5]);
});

test('LIST-3 a question is found by whom it is from', () => {
  const asker = { name: 'Amélie', affiliation: 'Côte d’Ivoire', mode: 'room' } as const;
  const from = { ...QUESTIONS[5], text: '谁？', asker };
  const finder = new Finder();
  assert.equal(finder.find([from], { text: 'cote ivoire' }), [from]);
  assert.equal(finder.find([from], { text: 'amelie' }), [from]);
  assert.equal(finder.find([from], { text: 'anonymous' }), []);
});

test('LIST-4 the language of a question is told by its script, its letters and its small words', () => {
  assert.equal(
    QUESTIONS.map(({ text }) => languageOf(text)),
    LANGUAGES,
  );
  for (const [text, language] of [
    ['Who pays for the shelters once the grant ends?', 'en'],
    ['Qui paie ?', 'fr'],
    ['Quem paga pelos abrigos quando o financiamento acabar?', 'pt'],
    ['UNODC 将如何支持会员国？', 'zh'],
    ['كيف تدعم UNODC الدول؟', 'ar'],
    ['می‌خواهم بدانم چه کسی پاسخ می‌دهد؟', 'fa'],
    ['پناہ گاہوں کے لیے کون ادائیگی کرتا ہے؟', 'ur'],
    ['Їжак, ґава, Україна', 'uk'],
    ['シェルターの費用は誰が払いますか？', 'ja'],
    ['आश्रयों के लिए भुगतान कौन करता है?', 'hi'],
  ] as const) {
    assert.is(languageOf(text), language, text);
  }
});

test('LIST-4 where the language is not clear none is named', () => {
  for (const text of ['UNODC?', '100 % ?', '👍', 'Қазақстан үкіметі', 'Ai trả tiền?']) {
    assert.is(languageOf(text), undefined, text);
  }
});

test('LIST-4 a list is narrowed to one language, and says which there are', () => {
  assert.equal(found('', 'ar'), [4]);
  assert.equal(found('survivors', 'fr'), []);
  assert.equal(
    new Finder().languages([...QUESTIONS, { text: 'Who pays?' }, { text: '?' }])[0],
    'en',
  );
});

run();
