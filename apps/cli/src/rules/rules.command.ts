import type { Command } from 'commander';

import { checkRules } from './check-rules';
import { runRules } from './run-rules';
import { testRules } from './test-rules';

/** Adds `tocsin rules`. */
export function addRulesCommand(program: Command): Command {
  const rules = program
    .command('rules')
    .description('Check Sigma rules, and try them on events; no engine has to run.');
  rules
    .command('check')
    .description('Tell which rules load, and why the others do not. Fails when one does not.')
    .argument('<folder...>', 'folders of rules')
    .option('--json', 'print one JSON object', false)
    .action(checkRules);
  rules
    .command('test')
    .description(
      'Try each rule on the events beside it: match.jsonl and no-match.jsonl. Fails when one does otherwise.',
    )
    .argument('<folder...>', 'folders of rules')
    .option('--json', 'print one JSON object', false)
    .action(testRules);
  rules
    .command('run')
    .description('Print which rules match which lines of a file of events.')
    .requiredOption('--rules <folder...>', 'folders of rules')
    .requiredOption(
      '--events <file>',
      'JSON lines, plain, .gz or .zst; each an event, or an object that has one as event',
    )
    .option(
      '--logsource <file>',
      'map of log sources (thor.yml) for events as shippers sent them; auto: our own',
      'auto',
    )
    .option('--full-scan', 'evaluate every rule on every event', false)
    .option('--json', 'print {"line": n, "rules": [ids]} for each line that is hit, lines counted from 0', false)
    .action(runRules);
  return rules;
}
