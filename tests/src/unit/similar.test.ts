import * as assert from 'uvu/assert';
import { Similar, stemsOf } from '@rostrum/shared/domain/similar';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('similar');

/** Of each language: a question, another way to ask it, and one about something else in like words. */
const CASES = {
  en: [
    'How will survivors take part in drafting the national action plans?',
    'Will survivors be able to take part when national action plans are drafted?',
    'How will the budget for training judges be decided next year?',
  ],
  fr: [
    'Comment les survivantes participeront-elles à la rédaction des plans d’action nationaux ?',
    'Les survivantes pourront-elles participer à la rédaction du plan d’action national ?',
    'Comment le budget de la formation des juges sera-t-il décidé ?',
  ],
  es: [
    '¿Cómo participarán las supervivientes en la redacción de los planes nacionales de acción?',
    '¿Podrán las supervivientes participar en la redacción del plan nacional de acción?',
    '¿Cómo se decidirá el presupuesto para la formación de los jueces?',
  ],
  ru: [
    'Как пострадавшие будут участвовать в разработке национальных планов действий?',
    'Смогут ли пострадавшие участвовать в разработке национального плана действий?',
    'Как будет определяться бюджет на обучение судей?',
  ],
  ar: [
    'كيف ستشارك الناجيات في صياغة خطط العمل الوطنية؟',
    'هل ستشارك الناجيات في صياغة خطة العمل الوطنية؟',
    'كيف ستحدد ميزانية تدريب القضاة في العام المقبل؟',
  ],
  zh: [
    '幸存者将如何参与国家行动计划的起草工作？',
    '国家行动计划起草时，幸存者能够参与吗？',
    '明年法官培训的预算将如何决定？',
  ],
} as const;

const corpus = Object.entries(CASES).flatMap(
  ([language, [one, , other]]) =>
    [
      [`${language} same`, one],
      [`${language} other`, other],
    ] as const,
);

for (const [language, [, again]] of Object.entries(CASES)) {
  test(`SIM-1 a question asked in other words is found, and none about something else (${language})`, () => {
    const similar = new Similar<string>();
    similar.keep(corpus);
    assert.equal(similar.find(again, 3), [`${language} same`]);
  });
}

test('SIM-1 case, marks and endings make no difference', () => {
  assert.equal(stemsOf('Élections NATIONALES'), stemsOf('elections nationale'));
});

test('SIM-2 a text that changed is found by its new words only, and one that is gone is not', () => {
  const similar = new Similar<string>();
  similar.keep([
    ['a', 'Who pays for shelters?'],
    ['b', 'When does training begin?'],
  ]);
  assert.equal(similar.find('who pays for shelters', 3), ['a']);
  similar.keep([['a', 'Where are the interpreters?']]);
  assert.equal(similar.find('who pays for shelters', 3), []);
  assert.equal(similar.find('where are interpreters', 3), ['a']);
  assert.equal(similar.find('when does training begin', 3), []);
});

test('SIM-2 the most alike come first, and no more than asked for', () => {
  const similar = new Similar<string>();
  similar.keep([
    ['far', 'Who pays for shelters and legal aid in rural districts?'],
    ['near', 'Who pays for shelters in rural districts?'],
    ['same', 'Who pays for shelters?'],
  ]);
  assert.is(similar.find('Who pays for shelters?', 3)[0], 'same');
  assert.is(similar.find('Who pays for shelters?', 1).length, 1);
});

test('SIM-2 nothing is like a text without words', () => {
  const similar = new Similar<string>();
  similar.keep([['a', 'Who pays?']]);
  assert.equal(similar.find('', 3), []);
  assert.equal(similar.find('?!', 3), []);
});

run();
