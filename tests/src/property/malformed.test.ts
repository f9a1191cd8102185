import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { actionSchema } from '@rostrum/shared/domain/actions';
import { createEventSchema, exchangeSchema } from '@rostrum/shared/protocol/http';
import { helloSchema, upSchemas } from '@rostrum/shared/protocol/up';
import { fromSchema } from '../lib/from-schema.ts';
import { suite } from '../lib/harness.ts';
import { plainTaste } from '../lib/history.ts';
import { jsonSchemaOf } from '../lib/json-schema.ts';
import { malformed } from '../lib/malformed.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('malformed');
const RUNS = 20;

function refusesEveryFault(schema: z.ZodType): void {
  const shape = jsonSchemaOf(schema);
  const valid = fromSchema(shape, plainTaste).filter((value) => schema.safeParse(value).success);
  const property = fc.property(valid, (value) => {
    for (const fault of malformed(shape, value)) {
      assert.not.ok(schema.safeParse(fault.value).success, fault.what);
    }
  });
  check(property, RUNS);
}

for (const option of actionSchema.options) {
  const type = option.shape.type.value;
  test(`SYNC-12 a malformed ${type} is refused`, () => refusesEveryFault(option));
}

for (const [name, schema] of Object.entries({
  ...upSchemas,
  hello: helloSchema,
  createEvent: createEventSchema,
  exchange: exchangeSchema,
})) {
  test(`SYNC-12 a malformed ${name} message is refused`, () => refusesEveryFault(schema));
}

test('SYNC-12 an action of a type that does not exist is refused', () => {
  for (const type of ['question.delete', 'event.create', '__proto__', 'toString', '', null, 7]) {
    assert.not.ok(actionSchema.safeParse({ type }).success, String(type));
  }
});

run();
