import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What would make two nodes fold the same log differently, or cannot run everywhere. */
const impure = [
  'globalThis',
  'performance',
  'crypto',
  'console',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
].map((name) => ({ name, message: 'shared/ is pure: hand it in.' }));

const clockOrChance = [
  { object: 'Math', property: 'random', message: 'shared/ is pure: hand the random value in.' },
  { object: 'Date', property: 'now', message: 'shared/ reads no clock: hand the time in.' },
];

const clockByConstructor = ['NewExpression', 'CallExpression'].map((call) => ({
  selector: `${call}[callee.name="Date"][arguments.length=0]`,
  message: 'shared/ reads no clock: hand the time in.',
}));

/** What judges by the limits of today, or by the Unicode of today: at the edge, and never where a log is folded. */
const judgesAnew = [
  ...['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'decode', 'safeDecode'].map((name) => ({
    selector: `CallExpression[callee.property.name="${name}"][callee.object.name!="JSON"]`,
    message: 'The fold is closed: what was accepted stays accepted. Parse at the edge.',
  })),
  ...['normalize', 'toWellFormed', 'toLowerCase', 'toUpperCase', 'localeCompare'].map((name) => ({
    selector: `CallExpression[callee.property.name="${name}"]`,
    message: 'The fold is closed: Unicode grows, a log does not. Do it at the edge.',
  })),
  {
    selector: 'Identifier[name="Intl"]',
    message: 'The fold is closed: ICU grows, a log does not.',
  },
  {
    selector: 'Literal[regex.flags=/[uv]/]',
    message: 'The fold is closed: Unicode grows, a log does not. Match at the edge.',
  },
];

/** What depends on Unicode or ICU: for the edge and for pages. No reducer imports it, but for a schema. */
const aboutText = [
  'language',
  'length',
  'mixed-scripts',
  'sensitive',
  'similar',
  'text',
  'time-zone',
];

export default defineConfig(
  globalIgnores(['**/build/', '**/.svelte-kit/', 'web/src/lib/paraglide/', 'data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  svelte.configs.recommended,
  {
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      // `import { type A }` alone would stay as an import of nothing when types are stripped.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An empty function is the plainest "nothing to do"; records by id lose a key by `delete`.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    // TypeScript finds undefined names, and knows which globals each workspace has.
    files: ['**/*.ts', '**/*.svelte'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // Its twin for Svelte knows that `$props()` and `$state()` are declared with `let`.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
  { files: ['shared/**', 'server/**', 'web/**'], rules: { 'no-console': 'error' } },
  {
    // Who may import whom, zod alone for shared, stands in .dependency-cruiser.js.
    files: ['shared/src/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': ['error', ...clockOrChance],
      'no-restricted-syntax': ['error', ...clockByConstructor],
    },
  },
  {
    files: ['shared/src/domain/**'],
    ignores: aboutText.map((name) => `shared/src/domain/${name}.ts`),
    rules: {
      'no-restricted-syntax': ['error', ...clockByConstructor, ...judgesAnew],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: aboutText.map((name) => ({
            name: `./${name}.ts`,
            message: 'The fold is closed: at the edge, or on a page.',
            allowTypeImports: true,
            allowImportNames: ['lineSchema', 'timeZoneSchema'],
          })),
        },
      ],
    },
  },
  { files: ['*.js'], languageOptions: { globals: globals.node } },
);
