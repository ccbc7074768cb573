import { resolve } from 'node:path';

import { createDataSource } from '@tocsin/database';
import { createEventStore, StoreUnavailable } from '@tocsin/event-store';
import { InvalidArgumentError, type Command } from 'commander';

import { findDatabase, findStore } from '../access';
import { CommandFailure } from '../exit-codes';
import { usualDataFolder } from '../project';
import { recount, type HourCount } from './recount';

const DAY_MS = 86_400_000;

interface VerifyOptions {
  readonly data: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly json: boolean;
}

/** Adds `tocsin ledger verify`. */
export function addLedgerCommand(program: Command): Command {
  const ledger = program.command('ledger').description('What became of every accepted event.');
  ledger
    .command('verify')
    .description('Count the store anew, by source and hour, and name what the ledger says is stored and is not there.')
    .option('--from <time>', 'received at that time or after; a day ago when left out', timeOf)
    .option('--to <time>', 'not included; now when left out', timeOf)
    .option('--data <folder>', 'data folder of the running Tocsin', (folder) => resolve(folder), usualDataFolder)
    .option('--json', 'print {hours: [{source, hour, told, missing, batches}], told, missing}', false)
    .action((options: VerifyOptions) => verify(options));
  return ledger;
}

async function verify({ data, from, to = new Date(), json }: VerifyOptions): Promise<void> {
  const dataSource = await createDataSource({ url: findDatabase(data) }).initialize();
  const store = createEventStore(findStore(data));
  try {
    report(await recount(dataSource, store, { from: from ?? new Date(to.getTime() - DAY_MS), to }), json);
  } catch (error) {
    if (error instanceof StoreUnavailable)
      throw new CommandFailure(`the store cannot be asked: ${error.message}. Nothing was compared; try again later.`);
    throw error;
  } finally {
    await Promise.all([dataSource.destroy(), store.close()]);
  }
}

function report(hours: readonly HourCount[], isJson: boolean): void {
  const sum = (of: 'told' | 'missing') => hours.reduce((total, hour) => total + hour[of], 0);
  const [told, missing] = [sum('told'), sum('missing')];
  if (isJson) print(JSON.stringify({ hours, told, missing }));
  else {
    for (const hour of hours.filter((one) => one.missing > 0))
      print(
        `${hour.hour}  ${JSON.stringify(hour.source)}  ${hour.missing} of ${hour.told} missing, in ${hour.batches.join(', ')}`,
      );
    if (missing === 0) print(`${told} events are where the ledger says they are.`);
  }
  if (missing > 0)
    throw new CommandFailure(
      `${missing} of ${told} events that were stored are not in the store any more. Retention deletes whole days; nothing else may. Compare with a snapshot, and find out who has access to the store.`,
    );
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('must be a time such as 2026-11-24T12:00:00Z.');
  return time;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
