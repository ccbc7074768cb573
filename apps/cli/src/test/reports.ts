import { readFileSync } from 'node:fs';

import type { Counts } from './step';

interface JestReport {
  readonly testResults?: readonly { readonly name: string; readonly status: string }[];
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests?: number;
  readonly numRuntimeErrorTestSuites?: number;
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors?: readonly unknown[];
}

/** Counts of a report in Jest's form; Vitest writes the same. A spec that could not even be loaded is a failure. */
export function readJestReport(file: string): Counts {
  const report = readReport<JestReport>(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + (report.numRuntimeErrorTestSuites ?? 0),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Files of a report in Jest's form that hold a failed test, or could not be loaded. */
export function readFailedFiles(file: string): string[] {
  const results = readReport<JestReport>(file)?.testResults ?? [];
  return results.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** Counts of Playwright's JSON report, and how many tests of those that passed did so only when tried again. */
export function readPlaywrightReport(file: string): Counts & { readonly unstable: number } {
  const report = readReport<PlaywrightReport>(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0, unstable: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + (report.errors?.length ?? 0);
  return { passed: expected + flaky, failed, skipped, unstable: flaky };
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
