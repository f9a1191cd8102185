import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { features } from 'web-features';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('newer than the oldest browsers');

/** docs/displays.md. */
const OLDEST = { chrome: 103, firefox: 115, safari: 16.4 } as const;

/** What newer names of the language are in the bundles for, and why none of it is missed. */
const GIVEN = new Set(
  'from groupBy toReversed toSorted toSpliced toWellFormed canParse parse take drop'.split(' '),
);
/** Asked for by libraries and by `Intl.Segmenter`'s callers before it is used. */
const ASKED_FOR = new Set('Segmenter segment Float16Array fromBase64 toBase64'.split(' '));
/** Names that something else has, too. */
const AMBIGUOUS = new Set(['move', 'with', 'pause', 'error', 'adopt']);
/** What a page looks well without, or has the older form of beside it. */
const DISPENSABLE = new Set(
  (
    'text-wrap scrollbar-width scrollbar-gutter field-sizing accent-color content-visibility ' +
    'contain-intrinsic-block-size overscroll-behavior line-clamp user-select text-size-adjust ' +
    'container container-type break-after'
  ).split(' '),
);

const client = join(import.meta.dirname, '../../../web/build/client/_app');
const textOf = (ending: string) =>
  globSync(`**/*.${ending}`, { cwd: client })
    .map((file) => readFileSync(join(client, file), 'utf8'))
    .join('\n');

interface Key {
  path: readonly string[];
  isNewer: boolean;
}

/** Every feature of the web by its compatibility key, and whether one of the oldest browsers lacks it. */
const keys: readonly Key[] = Object.values(features).flatMap((feature) => {
  if (feature.kind !== 'feature') return [];
  return (feature.compat_features ?? []).map((key: string) => {
    const { by_compat_key: byKey, support } = feature.status;
    const since: Partial<Record<string, string>> = byKey?.[key]?.support ?? support;
    const isNewer = Object.entries(OLDEST).some(
      ([browser, oldest]) => !(Number((since[browser] ?? 'never').replace('≤', '')) <= oldest),
    );
    return { path: key.split('.'), isNewer };
  });
});

/** Methods of the language: their owner and their name. */
function methods(isNewer: boolean): [string, string][] {
  return keys
    .filter((key) => key.path.length === 4 && key.isNewer === isNewer)
    .filter(({ path: [area, kind] }) => area === 'javascript' && kind === 'builtins')
    .map(({ path: [, , owner = '', name = ''] }): [string, string] => [owner, name])
    .filter(([owner, name]) => name !== owner && owner !== 'Temporal');
}

test('PAGE-32 the language that the pages are in is of the oldest browsers, or is given to them', () => {
  const script = textOf('js');
  const older = new Set(methods(false).map(([, name]) => name));
  const used = methods(true)
    .filter(([owner, name]) =>
      // A name that something older has too tells nothing without its owner.
      new RegExp(older.has(name) ? `\\b${owner}\\.${name}\\(` : `\\.${name}\\(`).test(script),
    )
    .map(([, name]) => name);
  const unknown = used.filter(
    (name) => !GIVEN.has(name) && !ASKED_FOR.has(name) && !AMBIGUOUS.has(name),
  );
  assert.equal(unknown, []);
  assert.ok(used.includes('toSorted'), 'it finds what is there');
});

test('PAGE-32 no style that matters is newer than the oldest browsers', () => {
  const css = textOf('css');
  const properties = keys
    .filter(({ path, isNewer }) => isNewer && path.length === 3 && path[1] === 'properties')
    .map(({ path }) => path[2] ?? '')
    .filter((name) => new RegExp(`[{;]${name}:`).test(css) && !DISPENSABLE.has(name));
  assert.equal(properties, []);
  // A selector that is not known takes its whole list with it, a unit its declaration.
  assert.not.match(css, /:has\(|:dir\(|hypot\(|light-dark\(/);
  const lengths = css.match(/(?<![\w-])(?:\d*\.)?\d+(?:cq\w+|dv\w+|sv\w+|lh)\b/g) ?? [];
  assert.equal([...new Set(lengths)].sort(), ['1cqb', '1cqi', '1dvh'], 'but where they are named');
});

run();
