import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

const root = join(__dirname, '..');

/** The composed product under test, one size after the other. Shippers meet nginx, which only the cluster size has. */
export default defineConfig({
  testDir: __dirname,
  testMatch: '*.e2e.ts',
  outputDir: join(root, '.cache/e2e'),
  workers: 1,
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'embedded', testIgnore: ['shippers.e2e.ts', 'honesty.e2e.ts'] },
    { name: 'cluster', testIgnore: ['busy-list.e2e.ts', 'second-factors.e2e.ts', 'hostile-text.e2e.ts'] },
  ],
});
