import type { JsonSchema } from './json-schema.ts';

/** A value one fault away from a valid one. */
interface Malformed {
  /** Where and what: `asker.name: a number`. */
  what: string;
  value: unknown;
}

const WRONG: Record<string, unknown> = {
  'a number': 12.5,
  'a string': ' ',
  'a boolean': true,
  null: null,
  'a list': [],
  'an object': {},
};
/** More than any message may be, and more than any field. */
const HUGE = 'x'.repeat(1_000_000);

/**
 * Every way to break `valid` in one place: a field missing, of a wrong type,
 * too long or too large, and fields that nobody asked for.
 */
export function* malformed(schema: JsonSchema, valid: unknown, path = ''): Generator<Malformed> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const chosen = options.find((option) => looksLike(option, valid));
    if (!chosen) return;
    const mayBeNull = options.some(({ type }) => type === 'null');
    for (const broken of malformed(chosen, valid, path)) {
      if (!mayBeNull || broken.value !== null) yield broken;
    }
    return;
  }
  yield* wrongTypes(schema, path);
  if (schema.type === 'object') yield* brokenObject(schema, valid as Record<string, unknown>, path);
  if (schema.type === 'array') yield* brokenArray(schema, valid as unknown[], path);
  if (schema.type === 'string') {
    yield { what: `${path}: a text of 1 MB`, value: HUGE };
    if (schema.maxLength) {
      yield { what: `${path}: one too long`, value: 'x'.repeat(schema.maxLength + 1) };
    }
  }
  if (schema.type === 'integer') yield* brokenInteger(schema, path);
}

function* wrongTypes(schema: JsonSchema, path: string): Generator<Malformed> {
  for (const [what, value] of Object.entries(WRONG)) {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    // A string of blanks and a broken number are wrong even where their type is right.
    const right = type === schema.type && type !== 'string';
    if (!right) yield { what: `${path}: ${what}`, value };
  }
}

function* brokenObject(
  schema: JsonSchema,
  valid: Record<string, unknown>,
  path: string,
): Generator<Malformed> {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const { [name]: present, ...others } = valid;
    const place = path ? `${path}.${name}` : name;
    if (schema.required?.includes(name)) yield { what: `${place}: missing`, value: others };
    if (present === undefined) continue;
    for (const { what, value } of malformed(inner, present, place)) {
      yield { what, value: { ...valid, [name]: value } };
    }
  }
  yield { what: `${path}: a field too many`, value: { ...valid, extra: 1 } };
  // A record drops what would be its prototype, as it should; of an object it is refused.
  const names = ['constructor', 'prototype', ...(schema.propertyNames ? [] : ['__proto__'])];
  for (const name of names) {
    // As JSON.parse makes them: own fields, which an object literal cannot have.
    const value: unknown = JSON.parse(
      JSON.stringify({ ...valid, extra: { admin: true } }).replace('"extra"', `"${name}"`),
    );
    yield { what: `${path}: a field ${name}`, value };
  }
}

function* brokenArray(schema: JsonSchema, valid: unknown[], path: string): Generator<Malformed> {
  const [first, ...rest] = valid;
  if (schema.items && first !== undefined) {
    for (const { what, value } of malformed(schema.items, first, `${path}[0]`)) {
      yield { what, value: [value, ...rest] };
    }
  }
  if (schema.maxItems !== undefined && first !== undefined) {
    yield { what: `${path}: one too many`, value: Array(schema.maxItems + 1).fill(first) };
  }
}

function* brokenInteger(schema: JsonSchema, path: string): Generator<Malformed> {
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? NaN) + 1;
  if (!Number.isNaN(least)) yield { what: `${path}: one too small`, value: least - 1 };
  if (schema.maximum !== undefined) {
    yield { what: `${path}: too large`, value: schema.maximum + 2 };
  }
}

function looksLike(schema: JsonSchema, value: unknown): boolean {
  const type = schema.properties?.['type']?.const;
  if (type === undefined) return true;
  return (value as { type?: unknown }).type === type;
}
