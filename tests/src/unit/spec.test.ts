import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('spec');

const source = join(import.meta.dirname, '..');
const spec = readFileSync(join(source, '../../docs/spec.md'), 'utf8');
const rules = [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm)].map((match) => match[1] ?? '');

/** The names of all tests, as far as they are written out. */
const names = globSync(['**/*.test.ts', '**/*-contract.ts'], { cwd: source }).flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/\btest\(\s*(['"`])(.*?)\1/gs)].map((match) => match[2] ?? '');
});

test('SPEC-1 every rule is cited by the name of a test', () => {
  const cited = new Set(names.map((name) => name.split(' ')[0]));
  assert.equal(
    rules.filter((rule) => !cited.has(rule)),
    [],
  );
  assert.is(new Set(rules).size, rules.length, 'a rule has its number twice');
});

test('SPEC-1 the name of every test begins with a rule', () => {
  assert.equal(
    names.filter((name) => !rules.includes(name.split(' ')[0] ?? '')),
    [],
  );
});

run();
