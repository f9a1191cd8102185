import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { cleanText } from '@rostrum/shared/domain/text';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('text');

/** Letters with what can stand between them: marks that compose, that hide, that break a line. */
const troublesome = fc.constantFrom(
  ...['e', 'A', '\u0301', '\u0327', '\u1100', '\u1161', '\u11a8', '\u200b', '\u202e', '\u2066'],
  ...['\ufeff', '\u2060', ' ', '\n', '\u0085', '\u2028', '\u00a0', '\u3000', '\ud800', '\udc00'],
  ...['\u200d', '\u200f', '\u0000', '\u0340', '\u2126'],
);
const text = fc.oneof(
  fc.array(troublesome, { maxLength: 12 }).map((units) => units.join('')),
  fc.string({ unit: 'binary' }),
);

test('QA-4 cleaning a clean text changes nothing', () => {
  const property = fc.property(text, (typed) => {
    assert.is(cleanText(cleanText(typed)), cleanText(typed));
  });
  check(property, 5_000);
});

test('QA-4 a clean text is one well-formed NFC line without controls or reordering marks', () => {
  const property = fc.property(text, (typed) => {
    const clean = cleanText(typed);
    assert.ok(clean.isWellFormed());
    assert.is(clean.normalize('NFC'), clean);
    assert.not.match(
      clean,
      /[\p{Cc}\u2028\u2029\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]|^\s|\s\s|\s$/u,
    );
  });
  check(property, 5_000);
});

test('QA-4 letters that an invisible mark kept apart compose', () => {
  assert.is(cleanText('e\u2060\u0300'), '\u00e8');
});

test('QA-4 a text of which nothing can be seen is empty', () => {
  for (const blank of ['\u200d', '\u00ad \u200f', '\u2800', '\u3164', '\u0301', ' \n']) {
    assert.is(cleanText(blank), '', JSON.stringify(blank));
  }
  for (const seen of ['?', '7', 'ش', '谁', '👩🏽‍⚖️', '🇺🇳']) assert.is(cleanText(seen), seen);
});

run();
