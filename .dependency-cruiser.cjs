// The layer table of the house: who may import whom, for src/ and the test bed. `npm run lint:layers` checks it.

/** Rooms of src/, from top to bottom. A room imports only what stands below it. */
const LAYERS = [
  'app',
  'steps',
  'reporters',
  'adapters',
  'interface',
  'report',
  'fleet',
  'drift',
  'plan',
  'permissions',
  'rules',
  'lock',
  'formats',
  'policies',
  'amplify-folder',
  'discovery',
  'manifest',
  'publish',
  'categories',
  'iam',
  'ports',
  'domain',
];

/** What is in src/ and in no room of the table. */
const UNLISTED = { path: '^src/', pathNot: `^src/(index\\.ts$|(${LAYERS.join('|')})/)` };

/** Rooms of the test bed. Each has one public entry, `index.mjs`. */
const ROOMS = ['aws', 'github', 'runner'];

/** The edge: what reaches AWS, GitHub, files, processes, the network or the clock. */
const EDGE =
  '(^|/)node_modules/(@actions|@aws-sdk|@smithy|@octokit|http-proxy-agent|https-proxy-agent|proxy-from-env)/' +
  '|^(node:)?(fs|fs/promises|child_process|process|os|http|https|http2|net|tls|dns|timers|timers/promises|worker_threads)$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Imports run in a circle (type imports count). Move what both need to a room below.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    // A rule sees imports: of a file outside of the table, of one that others import, and of one that stands alone.
    ...[
      { from: UNLISTED, to: {} },
      { from: {}, to: UNLISTED },
      { from: { ...UNLISTED, orphan: true }, to: {} },
    ].map((way, index) => ({
      name: ['unlisted-room', 'unlisted-room-imported', 'unlisted-room-alone'][index],
      comment: 'A folder of src/ that the layer table does not list, or a loose file. Add the room where it belongs.',
      severity: 'error',
      ...way,
    })),
    ...LAYERS.slice(1).map((layer, index) => ({
      name: `${layer}-looks-up`,
      comment: `src/${layer}/ imports from a room above it. Imports point one way: down.`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: `^src/(index\\.ts$|(${LAYERS.slice(0, index + 1).join('|')})/)` },
    })),
    {
      name: 'edge-stays-at-the-edge',
      comment: 'AWS, GitHub, files, processes, network and clock are reached through a port; adapters implement it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/|^src/app/(main|cli)\\.ts$|^src/index\\.ts$' },
      to: { path: EDGE },
    },
    {
      name: 'starts-nothing',
      comment:
        'What a checkout contains is parsed, never executed: no process is started, no code from elsewhere loaded.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(node:)?(child_process|cluster|inspector|module|repl|vm|worker_threads)(/|$)' },
    },
    {
      name: 'product-knows-no-test',
      comment: 'The product imports nothing of the tests, the test bed or the scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(__tests__|testbed|scripts|bench|oracle)/' },
    },
    ...ROOMS.map((room) => ({
      name: `testbed-${room}-has-one-entry`,
      comment: `Only testbed/${room}/index.mjs may be imported from outside of this room.`,
      severity: 'error',
      from: { pathNot: `^testbed/(${room}/|selftest\\.mjs$)` },
      to: { path: `^testbed/${room}/`, pathNot: `^testbed/${room}/index\\.mjs$` },
    })),
    {
      name: 'testbed-stands-alone',
      comment: 'The test bed imports nothing of the product: it judges it.',
      severity: 'error',
      from: { path: '^testbed/' },
      to: { path: '^(src|__tests__|scripts|bench|oracle)/' },
    },
    {
      name: 'unresolved',
      comment: 'An import that leads nowhere. Of SARIF there are types only, in @types/sarif.',
      severity: 'error',
      from: { path: '^(src|testbed)/' },
      to: { couldNotResolve: true, pathNot: '^sarif$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|lib|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'tsd'],
  },
};
