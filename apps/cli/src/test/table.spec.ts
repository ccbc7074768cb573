import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readFailedFiles, readJestReport, readPlaywrightReport } from './reports';
import { formatTable } from './table';

describe(formatTable.name, () => {
  it('ends with the sum of all steps', () => {
    const table = formatTable([
      { name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 4.21, note: '' },
      { name: 'unit', passed: 120, failed: 2, skipped: 1, seconds: 11, note: '.cache/test/unit.log' },
    ]);
    expect(table.split('\n').at(-1)).toBe('121 passed, 2 failed, 1 skipped');
    expect(table).toContain('.cache/test/unit.log');
  });
});

describe('reading reports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-report-'));
  const write = (content: object): string => {
    const file = join(folder, 'report.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it('counts a spec that could not be loaded as a failure', () => {
    const file = write({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numRuntimeErrorTestSuites: 1 });
    expect(readJestReport(file)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  it('says how many tests passed only when tried again', () => {
    const file = write({ stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 } });
    expect(readPlaywrightReport(file)).toEqual({ passed: 6, failed: 0, skipped: 0, unstable: 1 });
  });

  it('names the files that failed', () => {
    const file = write({
      testResults: [
        { name: '/a.spec.ts', status: 'failed' },
        { name: '/b.spec.ts', status: 'passed' },
      ],
    });
    expect(readFailedFiles(file)).toEqual(['/a.spec.ts']);
  });

  it('counts a report that was never written as a failure', () => {
    expect(readJestReport(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
