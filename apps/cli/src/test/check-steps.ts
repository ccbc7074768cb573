import { relative } from 'node:path';

import { projectRoot } from '../project';
import { runTool } from './run-tool';
import type { Step } from './step';

const TYPESCRIPT = 'node_modules/typescript-7/bin/tsc';

const CHECKS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0', '--cache', '--cache-location=.cache/eslint'],
  ['types', TYPESCRIPT, '-p', 'tsconfig.json', '--noEmit'],
  ['types of end-to-end tests', TYPESCRIPT, '-p', 'e2e/tsconfig.json', '--noEmit'],
  [
    'boundaries',
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'apps',
    'libs',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  ['unused code', 'node_modules/knip/bin/knip.js'],
  ['generated docs', 'dist/server/apps/cli/src/main.js', 'generate', '--check'],
];

/** Format, lint, types, boundaries, dead code, and docs that are made from the code. */
export const checkSteps: readonly Step[] = CHECKS.map(([name, ...command]) => ({
  kind: 'check',
  name,
  run: async () => {
    const { ok, logFile } = await runTool({ name, command });
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, note: ok ? '' : relative(projectRoot, logFile) };
  },
}));
