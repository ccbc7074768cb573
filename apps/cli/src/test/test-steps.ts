import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { ensureEngines, type EngineName } from '@tocsin/engines';

import { progress } from '../progress';
import { enginesFolder, projectRoot } from '../project';
import { buildConsole } from '../up/console-build';
import { readFailedFiles, readJestReport, readPlaywrightReport } from './reports';
import { reportsFolder, runTool, type ToolRun } from './run-tool';
import type { Counts, Step } from './step';

type Outcome = Counts & { readonly note: string };

const JEST = 'node_modules/jest/bin/jest.js';
const MOST_FILES_LOOKED_AT_AGAIN = 3;

interface Doubt {
  readonly kind: 'unit' | 'int';
  readonly name: string;
  readonly files: readonly string[];
  readonly counts: Counts;
}

function jestStep(kind: 'unit' | 'int', name: string): Step {
  return {
    kind,
    name,
    run: async (pattern) => {
      if (kind === 'int')
        await ensureEngines(['rabbitmq', 'elasticsearch', 'nginx'], { enginesDir: enginesFolder, report: progress });
      const report = freshReport(name);
      const command = [JEST, '--json', `--outputFile=${report}`, '--passWithNoTests', ...(pattern ? [pattern] : [])];
      const first = await runTool({ name, command, env: { TOCSIN_TEST_KIND: kind } });
      const counts = readJestReport(report);
      const files = readFailedFiles(report);
      if (first.ok || files.length === 0 || files.length > MOST_FILES_LOOKED_AT_AGAIN) return outcome(first, counts);
      return lookAgain({ kind, name: `${name}, alone`, files, counts });
    },
  };
}

/**
 * Specs that failed beside others run once more, alone: what fails again is broken. What passes alone depended on how busy
 * the machine was: it does not fail the run, but the table names it as unstable until somebody mends it.
 */
async function lookAgain({ kind, name, files, counts }: Doubt): Promise<Outcome> {
  const report = freshReport(name);
  const command = [JEST, '--json', `--outputFile=${report}`, '--runInBand', '--runTestsByPath', ...files];
  const run = await runTool({ name, command, env: { TOCSIN_TEST_KIND: kind } });
  if (!run.ok) return outcome(run, counts);
  const names = files.map((file) => relative(projectRoot, file)).join(', ');
  return { ...counts, passed: counts.passed + counts.failed, failed: 0, note: `UNSTABLE, passed alone: ${names}` };
}

const consoleStep: Step = {
  kind: 'unit',
  name: 'unit, console',
  run: async (pattern) => {
    const report = freshReport('unit, console');
    const command = [
      'node_modules/@angular/cli/bin/ng.js',
      'test',
      '--watch=false',
      '--reporters=default',
      '--reporters=json',
      `--output-file=${report}`,
      ...(pattern ? [`--filter=${pattern}`] : []),
    ];
    return outcome(
      await runTool({ name: 'unit, console', command, env: { NG_CLI_ANALYTICS: 'false' } }),
      readJestReport(report),
    );
  },
};

function browserStep(size: 'embedded' | 'cluster', engines: readonly EngineName[]): Step {
  const name = `end to end, ${size}`;
  return {
    kind: 'e2e',
    name,
    run: async (pattern) => {
      await ensureEngines([...engines, 'chromium', 'rsyslog', 'syslog-ng'], {
        enginesDir: enginesFolder,
        report: progress,
      });
      buildConsole();
      const report = freshReport(name);
      const run: ToolRun = {
        name,
        command: [
          'node_modules/@playwright/test/cli.js',
          'test',
          '--config=e2e/playwright.config.ts',
          `--project=${size}`,
          '--reporter=line,json',
          ...(pattern ? [pattern, '--pass-with-no-tests'] : []),
        ],
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      };
      const ran = await runTool(run);
      const { unstable, ...counts } = readPlaywrightReport(report);
      const result = outcome(ran, counts);
      if (unstable === 0 || result.failed > 0) return result;
      return {
        ...result,
        note: `UNSTABLE, passed at the second try: ${unstable}, see ${relative(projectRoot, ran.logFile)}`,
      };
    },
  };
}

/** A short run of the proving ground: every part is killed twice. */
const chaosStep: Step = {
  kind: 'e2e',
  name: 'nothing is lost',
  run: async (pattern) => {
    if (pattern !== undefined && !'chaos'.includes(pattern)) return { passed: 0, failed: 0, skipped: 0, note: '' };
    const name = 'nothing is lost';
    const { ok, logFile } = await runTool({ name, command: [process.argv[1] ?? '', 'chaos', '--seed', '7', '--json'] });
    return outcome({ ok, logFile }, { passed: ok ? 1 : 0, failed: 0, skipped: 0 });
  },
};

function freshReport(name: string): string {
  const file = join(reportsFolder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  rmSync(file, { force: true });
  return file;
}

/** A tool that failed although no test did (a crash, a leak, a missing threshold) is one failure. */
function outcome({ ok, logFile }: { ok: boolean; logFile: string }, counts: Counts): Outcome {
  const failed = ok ? counts.failed : Math.max(1, counts.failed);
  return { ...counts, failed, note: failed > 0 ? relative(projectRoot, logFile) : '' };
}

/** Unit, integration on the real engines, and end to end in both sizes. */
export const testSteps: readonly Step[] = [
  jestStep('unit', 'unit, server and libraries'),
  consoleStep,
  jestStep('int', 'integration'),
  browserStep('embedded', []),
  browserStep('cluster', ['rabbitmq', 'elasticsearch', 'nginx']),
  chaosStep,
];
