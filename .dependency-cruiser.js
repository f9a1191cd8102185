/**
 * Who may import whom, left may import right:
 *
 *   server  main → demo → app → { http, sockets } → rooms → replica → log
 *   web     routes → lib
 *   shared  protocol → domain
 *
 * Server and web import shared; tests import everything; nothing imports tests.
 */

/** Each part of the server, and the parts it may import beside itself. `private-files`, `metrics` and the addresses are leaves. */
const serverParts = {
  'main.ts': ['demo', 'app.ts', 'config.ts', 'repair.ts'],
  demo: ['app.ts', 'config.ts', 'rooms', 'identity', 'addresses.ts', 'private-files.ts'],
  'migrate.ts': ['replica', 'log'],
  'accept-restore.ts': ['log', 'config.ts'],
  'repair.ts': ['log', 'config.ts'],
  'app.ts': [
    'http',
    'sockets',
    'rooms',
    'replica',
    'log',
    'live',
    'identity',
    'config.ts',
    'listen.ts',
    'metrics.ts',
    'redis-address.ts',
  ],
  'listen.ts': ['http', 'config.ts', 'metrics.ts'],
  http: ['rooms', 'replica', 'log', 'identity', 'addresses.ts', 'metrics.ts'],
  sockets: ['rooms', 'replica', 'log', 'live', 'identity', 'metrics.ts'],
  rooms: ['replica', 'log', 'identity'],
  replica: ['log'],
  log: ['redis-address.ts', 'private-files.ts'],
  live: ['redis-address.ts'],
  identity: ['private-files.ts'],
  'config.ts': ['identity', 'addresses.ts', 'redis-address.ts'],
  'addresses.ts': [],
  'redis-address.ts': [],
  'private-files.ts': [],
  'metrics.ts': [],
};

/** A pattern for files in any of the parts of the server. */
const inServer = (parts) =>
  `^server/src/(${parts.map((part) => (part.endsWith('.ts') ? part.replace('.', '[.]') + '$' : `${part}/`)).join('|')})`;

const serverRules = Object.entries(serverParts).map(([part, others]) => ({
  name: `server-${part.replace('.ts', '')}`,
  comment: `May import: ${[...others, 'shared'].join(', ')}.`,
  severity: 'error',
  from: { path: inServer([part]) },
  to: { path: '^server/src/', pathNot: inServer([part, ...others]) },
}));

const builtByKit = '^([$]app/|[.]/[$]types$)';

export default {
  forbidden: [
    ...serverRules,
    {
      name: 'server-known-part',
      comment: 'A new file or folder in server/src gets its place in the table above.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: inServer(Object.keys(serverParts)) },
      to: {},
    },
    {
      name: 'server-imports',
      comment: 'The server imports shared; the built web it loads at run time.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(web|tests)/' },
    },
    {
      name: 'web-imports',
      comment: 'The web imports shared, never the server.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|tests)/' },
    },
    {
      name: 'web-lib',
      comment: 'Routes import lib, not the other way round.',
      severity: 'error',
      from: { path: '^web/src/lib/' },
      to: { path: '^web/src/', pathNot: '^web/src/lib/' },
    },
    {
      name: 'shared-imports',
      comment: 'The core has no input or output: zod, and itself.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^(shared/src|node_modules/zod)/' },
    },
    {
      name: 'shared-domain',
      comment: 'The protocol carries the domain, which knows nothing of it.',
      severity: 'error',
      from: { path: '^shared/src/domain/' },
      to: { path: '^shared/src/', pathNot: '^shared/src/domain/' },
    },
    {
      name: 'no-circle',
      comment: 'A circle of values: none of its modules can be read, tested or loaded alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circle-of-types',
      comment:
        'In shared/domain, circles that a type import closes are allowed: they vanish when types ' +
        'are stripped, and the state names what its families define while they reduce the state.',
      severity: 'error',
      from: { pathNot: '^shared/src/domain/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import is found; those that Kit makes while it builds are not files.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: builtByKit },
    },
  ],
  options: {
    // Imports of types count: they are knowledge of one part about another as well.
    tsPreCompilationDeps: 'specify',
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)([.]svelte-kit|build|paraglide)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.js', '.json'],
    },
  },
};
