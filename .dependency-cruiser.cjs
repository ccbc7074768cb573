/** The boundary rules of the house. Each rule's comment is the sentence a reader needs when it fires. */
const apps = 'ingest|pipeline|alerting|api|console|cli';

/** What each library may import of the others; a library that is absent here may import none. */
const allowed = {
  'access-control': ['audit', 'clock', 'database', 'api-contract'],
  audit: ['clock', 'database'],
  clock: [],
  'api-contract': ['event-model'],
  config: [],
  correlation: ['event-model', 'query'],
  database: ['clock', 'event-model'],
  engines: [],
  'event-model': [],
  'event-store': ['clock', 'query', 'event-model'],
  framing: ['event-model'],
  ledger: ['clock', 'database'],
  lists: [],
  messaging: ['clock'],
  observability: ['clock', 'config'],
  parked: ['audit', 'clock', 'database', 'event-model', 'ledger', 'messaging'],
  'plugin-kit': ['clock', 'config', 'event-model'],
  query: ['event-model'],
  rules: ['clock', 'database', 'event-model', 'messaging', 'sigma'],
  'shared-text': ['api-contract', 'clock', 'database'],
  sigma: ['query', 'event-model'],
};

const libraryRules = Object.entries(allowed).map(([library, others]) => ({
  name: `lib-${library}`,
  comment: `libs/${library} may import ${others.length ? others.join(', ') : 'no other library'}; see docs/architecture.md.`,
  severity: 'error',
  from: { path: `^libs/${library}/`, pathNot: '(int-spec|spec)\\.ts$|/testing/' },
  to: { path: '^libs/', pathNot: `^libs/(${[library, ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that import each other are one file or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'apps-never-import-apps',
      comment: 'Apps meet on the queue, in a store or over HTTP. Only standalone composes them.',
      severity: 'error',
      from: { path: `^apps/(${apps})/` },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'standalone-takes-root-modules',
      comment: 'standalone imports the root modules of the apps and nothing behind them.',
      severity: 'error',
      from: { path: '^apps/standalone/' },
      to: {
        path: `^apps/(${apps})/`,
        pathNot: '^apps/[a-z]+/src/[a-z]+\\.module\\.ts$|^apps/[a-z]+/src/[a-z]+\\.config\\.ts$',
      },
    },
    {
      name: 'libraries-never-import-apps',
      comment: 'A library that needs an app is part of that app.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'front-door-from-apps',
      comment: 'A library has one front door: src/index.ts (and testing/index.ts).',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/(src|testing)/index\\.ts$' },
    },
    {
      name: 'front-door-between-libraries',
      comment: 'A library has one front door: src/index.ts (and testing/index.ts).',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/(src|testing)/index\\.ts$'] },
    },
    {
      name: 'console-imports-contracts-only',
      comment: 'The console shares types with the api and the parser of the search bar, nothing else.',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^libs/', pathNot: '^libs/(api-contract|query)/' },
    },
    {
      name: 'testing-stays-in-tests',
      comment: 'Code that runs in production does not import test support.',
      severity: 'error',
      from: { pathNot: '(spec|e2e)\\.ts$|/testing/|^libs/testing/|^e2e/|^apps/cli/src/test/' },
      to: { path: '^libs/(testing|[^/]+/testing)/' },
    },
    {
      name: 'thinking-parts-are-pure',
      comment: 'query, sigma, correlation, framing and event-model know neither Nest nor any engine.',
      severity: 'error',
      from: { path: '^libs/(query|sigma|correlation|framing|event-model)/', pathNot: 'int-spec\\.ts$' },
      to: { path: 'node_modules/(@nestjs|@golevelup|amqplib|pg|typeorm|@elastic)/' },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that cannot be resolved.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...libraryRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
