import { InvalidArgumentError, type Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { progress } from '../progress';
import { describeReport, isClean, jsonOf } from './chaos-report';
import { runChaos } from './chaos-run';
import { PARTS, type PartName } from './kill-plan';

interface ChaosCommandOptions {
  readonly minutes?: number;
  readonly events: number;
  readonly seed: number;
  readonly kill: readonly PartName[];
  readonly json: boolean;
}

/** Adds `tocsin chaos`. */
export function addChaosCommand(program: Command): Command {
  return program
    .command('chaos')
    .description(
      'Prove that nothing is lost: start the cluster size, send numbered events, kill -9 its parts meanwhile, and look for every event.',
    )
    .option('--events <number>', 'events to send', whole, 100_000)
    .option('--minutes <number>', 'go on sending for so long at least', positive)
    .option('--seed <number>', 'order and times of the kills', whole, 1)
    .option('--kill <parts>', 'what to kill, with commas between', partsOf, [...PARTS])
    .option('--json', 'print one object of JSON', false)
    .action(run);
}

async function run({ json, kill: parts, events, seed, minutes }: ChaosCommandOptions): Promise<void> {
  const report = await runChaos({ parts, events, seed, ...(minutes === undefined ? {} : { minutes }) });
  if (json) progress(describeReport(report));
  process.stdout.write(`${json ? jsonOf(report) : describeReport(report)}\n`);
  if (!isClean(report))
    throw new CommandFailure('events are lost, doubled or unexplained, or a part did not come back.');
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('Give a number above 0.');
  return number;
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError('Give a whole number from 1 on, of at most nine digits.');
  return Number(text);
}

function partsOf(text: string): PartName[] {
  const names = text.split(',').map((name) => name.trim());
  const isPart = (name: string): name is PartName => (PARTS as readonly string[]).includes(name);
  if (!names.every(isPart)) throw new InvalidArgumentError(`Give some of ${PARTS.join(', ')}.`);
  return names;
}
