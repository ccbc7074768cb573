import { resolve } from 'node:path';

import { InvalidArgumentError, type Command } from 'commander';

import { usualDataFolder } from '../project';
import { discardParked, listParked, retryParked, showParked } from './parked-jobs';

const RULE = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Adds `tocsin parked list|show|retry|discard`. */
export function addParkedCommand(program: Command): Command {
  const parked = program.command('parked').description('Events that could not be parsed, mapped or stored.');
  const which = (command: Command): Command =>
    command
      .option('--data <folder>', 'data folder of the running Tocsin', (folder) => resolve(folder), usualDataFolder)
      .option('--reason <code>', 'only those with this reason: parse.json')
      .option('--source <name>', 'only those of this source')
      .option('--text <text>', 'only those with this text in reason, id or the first 4,000 bytes')
      .option('--since <time>', 'only those parked at that time or after', parseTime)
      .option('--until <time>', 'only those parked before that time', parseTime)
      .option('--json', 'print JSON', false);
  which(parked.command('list')).description('How many there are, by reason, stage and source.').action(listParked);
  which(parked.command('show'))
    .argument('<id>')
    .description('One of them: why, and its bytes. That it was read is recorded.')
    .action(showParked);
  which(parked.command('retry'))
    .argument('[id]')
    .option('--edited <file>', 'with an id: send what this file holds instead')
    .option('--all', 'all that are parked', false)
    .option('--no-wait', 'do not wait until they have arrived')
    .description('Send them through the pipeline as it is now, under the ids they have.')
    .action(retryParked);
  which(parked.command('discard'))
    .requiredOption('--rule <name>', 'why, in a word the ledger counts them by', parseRule)
    .option('--all', 'all that are parked', false)
    .argument('[id]')
    .description('Drop them for good.')
    .action(discardParked);
  return parked;
}

function parseTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('Give a time such as 2026-11-27T08:00:00Z.');
  return time;
}

function parseRule(name: string): string {
  if (!RULE.test(name))
    throw new InvalidArgumentError('A rule is named with a-z, 0-9, dot, dash and underscore, at most 63 characters.');
  return name;
}
