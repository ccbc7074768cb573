import { Argument, type Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { checkSteps } from './check-steps';
import { KINDS, type Kind, type Step, type StepResult } from './step';
import { formatTable } from './table';
import { testSteps } from './test-steps';

/** Adds `tocsin test`. */
export function addTestCommand(program: Command): Command {
  return program
    .command('test')
    .description(
      'Prove the product: checks, unit, integration on real engines, end to end in a real browser, both sizes.',
    )
    .addArgument(new Argument('[kind]', 'only this kind').choices(KINDS))
    .argument('[pattern]', 'only files whose path contains this')
    .addHelpText(
      'after',
      '\nInstalls what it needs. Logs and reports are in .cache/test. With CI=true a skipped test is a failure.',
    )
    .action((kind: Kind | undefined, pattern: string | undefined) => test(kind, pattern));
}

async function test(kind: Kind | undefined, pattern: string | undefined): Promise<void> {
  const results: StepResult[] = [];
  for (const step of [...checkSteps, ...testSteps]) {
    if (kind !== undefined && step.kind !== kind) continue;
    results.push(await runStep(step, pattern));
  }
  process.stdout.write(`\n${formatTable(results)}\n`);
  const isFailed = results.some((result) => result.failed > 0 || (process.env['CI'] === 'true' && result.skipped > 0));
  if (isFailed) throw new CommandFailure('');
}

async function runStep(step: Step, pattern: string | undefined): Promise<StepResult> {
  process.stdout.write(`── ${step.name}\n`);
  const startedAt = performance.now();
  const outcome = await step.run(pattern).catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    note: error instanceof Error ? error.message : String(error),
  }));
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(
    `   ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped in ${seconds.toFixed(1)} s\n`,
  );
  return { name: step.name, seconds, ...outcome };
}
