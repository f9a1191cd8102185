import * as assert from 'uvu/assert';
import { isMixed } from '@rostrum/shared/domain/mixed-scripts';
import { cleanText } from '@rostrum/shared/domain/text';
import { CLEANED, REFUSED, UNTOUCHED } from '../lib/corpus.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('corpus');

test('QA-4 what people write in their languages comes through untouched', () => {
  for (const text of UNTOUCHED) assert.is(cleanText(text), text.normalize('NFC'));
});

test('QA-4 what hides, reorders or piles up is taken out, and the words stay', () => {
  for (const [text, left] of CLEANED) assert.is(cleanText(text), left, JSON.stringify(text));
});

test('QA-4 a text with nothing to see is none', () => {
  for (const text of REFUSED) assert.is(cleanText(text), '', JSON.stringify(text));
});

test('QA-17 a name that mixes letters that look alike is marked, and no other', () => {
  const mixed = ['Аnna', 'Annа Petrova', 'Αthina', 'pаypal', 'Иvan'];
  const plain = [
    'Anna Petrova',
    'Анна Петрова',
    'Αθηνά',
    '李明 Li Ming',
    'آنا Anna',
    "O'Neill-García",
  ];
  for (const name of mixed) assert.ok(isMixed(name), name);
  for (const name of plain) assert.not.ok(isMixed(name), name);
});

run();
