import type { Chance } from '../../lib/chance.ts';

/** What nobody sends by mistake, and somebody does on purpose. */
const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'x'.repeat(2_000),
  [],
  {},
  [[[[[[]]]]]],
  { toString: 'no' },
  { type: 'question.ask' },
];
/** Names that mean something to the language, if a program lets them. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toJSON', 'then', 'length', 'id', ''];

/** The value with one thing wrong with it, somewhere in its depth. */
export function mutated(chance: Chance, value: unknown): unknown {
  const isInner = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isInner || chance.next() < 0.1) return broken(chance, value);
  if (Array.isArray(value)) {
    const at = chance.below(value.length);
    return value.with(at, mutated(chance, value[at]));
  }
  const fields = Object.entries(value);
  const [name, inner] = chance.pick(fields);
  const others = fields.filter(([each]) => each !== name);
  const draw = chance.next();
  if (draw < 0.15) return Object.fromEntries(others);
  // As JSON.parse makes it: an own field, whatever its name.
  if (draw < 0.3) return withField(fields, chance.pick(NAMES), chance.pick(JUNK));
  if (draw < 0.4) return withField(others, `${name}${chance.pick(['s', ' ', '_'])}`, inner);
  return withField(others, name, mutated(chance, inner));
}

/** The text with some characters gone, doubled, swapped or replaced. */
export function mutatedText(chance: Chance, text: string): string {
  let result = text;
  for (let times = 1 + chance.below(3); times > 0; times -= 1) {
    const at = chance.below(result.length + 1);
    const gone = chance.pick([0, 0, 1, 1, 2, 8, 64]);
    const put = chance.pick(['', '', '"', '{', ']', '\\', '\u0000', '\ud800', '\x1e', '0', '9e9']);
    const cut = result.slice(at, at + gone);
    result = result.slice(0, at) + chance.pick([put, put, cut + cut]) + result.slice(at + gone);
  }
  return result;
}

function broken(chance: Chance, value: unknown): unknown {
  const draw = chance.next();
  if (draw < 0.6) return chance.pick(JUNK);
  if (draw < 0.7) return [value];
  if (draw < 0.8) return JSON.stringify(value);
  if (typeof value === 'string') return mutatedText(chance, value);
  if (typeof value === 'number') return value + chance.pick([0.5, -1e9, 1e15]);
  return { value };
}

function withField(fields: readonly [string, unknown][], name: string, value: unknown): unknown {
  const others = fields.filter(([each]) => each !== name);
  const texts = [...others, [name, value] as const].map(
    ([each, inner]) => `${JSON.stringify(each)}:${JSON.stringify(inner) ?? 'null'}`,
  );
  return JSON.parse(`{${texts.join(',')}}`) as unknown;
}
