import fc from 'fast-check';
import type { JsonSchema } from './json-schema.ts';

/** Long lists find no more faults than short ones, but slow every run. */
const ITEMS_MAX = 4;

/** What a schema cannot say: which values make a history where things happen. */
export interface Taste {
  /** Ids for the field of this name. */
  id(field: string): fc.Arbitrary<string>;
  text: fc.Arbitrary<string>;
  /** For fields named `…At`. */
  time: fc.Arbitrary<number>;
}

/** Values that fit the schema, so that a message added later is tried without a word here. */
export function fromSchema(schema: JsonSchema, taste: Taste, field = ''): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => fromSchema(option, taste, field)));
  switch (schema.type) {
    case 'object':
      return object(schema, taste, field);
    case 'array':
      return array(schema, taste, field);
    case 'string':
      return string(schema, taste, field);
    case 'integer':
      return integer(schema, taste, field);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`${field}: no values known for ${JSON.stringify(schema)}`);
  }
}

function object(schema: JsonSchema, taste: Taste, field: string): fc.Arbitrary<unknown> {
  const { propertyNames, additionalProperties } = schema;
  if (propertyNames && additionalProperties) {
    const name = fromSchema(propertyNames, taste, field) as fc.Arbitrary<string>;
    return fc.dictionary(name, fromSchema(additionalProperties, taste, field), { maxKeys: 2 });
  }
  const model = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    // An id alone does not say whose it is: the field that holds it does.
    return [name, fromSchema(inner, taste, name === 'id' ? field : name)] as const;
  });
  return fc.record(Object.fromEntries(model), { requiredKeys: schema.required ?? [] });
}

function array(schema: JsonSchema, taste: Taste, field: string): fc.Arbitrary<unknown> {
  const items = fromSchema(schema.items ?? {}, taste, field);
  const minLength = schema.minItems ?? 0;
  const size = {
    minLength,
    maxLength: Math.max(minLength, Math.min(schema.maxItems ?? 4, ITEMS_MAX)),
  };
  if (!schema.items?.properties?.['id']) return fc.array(items, size);
  return fc.uniqueArray(items, { ...size, selector: (item) => (item as { id: unknown }).id });
}

function string(schema: JsonSchema, taste: Taste, field: string): fc.Arbitrary<unknown> {
  if (field === 'timeZone') return fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo');
  if (schema.pattern === '^[0-9a-z]{16,32}$') return taste.id(field);
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  return taste.text;
}

function integer(schema: JsonSchema, taste: Taste, field: string): fc.Arbitrary<unknown> {
  if (field.endsWith('At')) return taste.time;
  const min = schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1;
  const max = Math.min(schema.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const few = fc.integer({ min, max: Math.min(max, min + 2) });
  // Small numbers are the ones that fit what is there: a revision, an index.
  return fc.oneof(
    { weight: 4, arbitrary: few },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
  );
}
