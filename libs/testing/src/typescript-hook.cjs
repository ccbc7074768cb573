/** Lets a child process of a test run our TypeScript as it stands: `node -r typescript-hook.cjs worker.ts`. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const { transformFileSync } = require('@swc/core');

const root = join(__dirname, '../../..');
const { $schema: _, ...options } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
delete options.module.resolveFully;
options.jsc.baseUrl = root;

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, { ...options, swcrc: false, sourceMaps: 'inline' });
  module._compile(code, file);
};
