const swc = JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swc.$schema;
delete swc.jsc.paths;
delete swc.jsc.baseUrl;
delete swc.module.resolveFully;

/** Packages that ship ES modules only; Jest needs them turned into CommonJS. */
const esm = [
  '@nestjs',
  '@tokenizer',
  '@borewit',
  '@maxmind',
  'file-type',
  'load-esm',
  'maxmind',
  'mmdb-lib',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'uuid',
  're2js',
  'lru-cache',
  'openid-client',
  'oauth4webapi',
  'jose',
];

/** Unit tests by default; TOCSIN_TEST_KIND=int runs the specs that need the real engines. */
const integration = process.env.TOCSIN_TEST_KIND === 'int';

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/content', '<rootDir>/bench'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/apps/console/'],
  testRegex: integration ? '\\.int-spec\\.ts$' : '\\.spec\\.ts$',
  testTimeout: integration ? 60_000 : 10_000,
  maxWorkers: 2,
  ...(integration && {
    globalSetup: '<rootDir>/libs/testing/src/jest/global-setup.ts',
    globalTeardown: '<rootDir>/libs/testing/src/jest/global-teardown.ts',
  }),
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: {
    '^@tocsin/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@tocsin/([^/]+)/testing$': '<rootDir>/libs/$1/testing/index.ts',
  },
  cacheDirectory: '<rootDir>/.cache/jest',
};
