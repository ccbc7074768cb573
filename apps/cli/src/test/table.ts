import type { Counts, StepResult } from './step';

const COLUMNS = ['step', 'passed', 'failed', 'skipped', 'seconds', 'note'] as const;

/** The table of a test run; its last line is `N passed, N failed, N skipped`. */
export function formatTable(results: readonly StepResult[]): string {
  const rows = results.map((result) => COLUMNS.map((column) => cell(result, column)));
  const widths = COLUMNS.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const lines = [COLUMNS, ...rows].map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const total = results.reduce(add, { passed: 0, failed: 0, skipped: 0 });
  return [...lines, '', `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`].join('\n');
}

function cell(result: StepResult, column: (typeof COLUMNS)[number]): string {
  switch (column) {
    case 'step':
      return result.name;
    case 'seconds':
      return result.seconds.toFixed(1);
    case 'note':
      return result.note.split('\n', 1)[0] ?? '';
    case 'passed':
    case 'failed':
    case 'skipped':
      return String(result[column]);
  }
}

function add(total: Counts, result: Counts): Counts {
  return {
    passed: total.passed + result.passed,
    failed: total.failed + result.failed,
    skipped: total.skipped + result.skipped,
  };
}
