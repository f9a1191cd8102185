import * as assert from 'uvu/assert';
import { actionIdSchema, CODE_SYMBOLS, codeSchema } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('ids');

test('LIMIT-1 a code is six of 31 symbols that cannot be taken for one another', () => {
  assert.is(new Set(CODE_SYMBOLS).size, 31);
  assert.not.match(CODE_SYMBOLS, /[01IOLa-z]/);
  for (const wrong of ['ABC23', 'ABC2345', 'ABC23O', 'ABC230', 'АBC234', '']) {
    assert.not.ok(codeSchema.safeParse(wrong).success, wrong);
  }
});

test('LIMIT-1 a code is read whatever its case, with spaces and dashes', () => {
  for (const typed of ['abc234', ' ABC 234 ', 'abc-234', 'A b C-2 3 4']) {
    assert.is(codeSchema.parse(typed) as string, 'ABC234');
  }
});

test('LIMIT-2 an id is 16 to 32 digits and lower-case letters', () => {
  for (const right of ['a'.repeat(16), '0'.repeat(32)])
    assert.ok(actionIdSchema.safeParse(right).success);
  for (const wrong of [
    'a'.repeat(15),
    'a'.repeat(33),
    'A'.repeat(16),
    '__proto__________',
    `${'a'.repeat(16)}\n`,
  ]) {
    assert.not.ok(actionIdSchema.safeParse(wrong).success, wrong);
  }
});

test('LIMIT-2 an id made from 24 random bytes is a valid one', () => {
  const id = idFromBytes(Uint8Array.from({ length: 24 }, (_, at) => at * 11));
  assert.ok(actionIdSchema.safeParse(id).success);
  assert.is(id.length, 24);
});

run();
