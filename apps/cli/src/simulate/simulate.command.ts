import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { nameSchema, simulationRequestSchema } from '@tocsin/api-contract';
import { InvalidArgumentError, type Command } from 'commander';
import type { z } from 'zod';

import { CommandFailure, EXIT } from '../exit-codes';
import { projectRoot } from '../project';

interface SimulateOptions {
  readonly dialect?: string;
  readonly source: string;
  readonly application?: string;
  readonly zone: string;
  readonly tags: readonly string[];
  readonly receivedAt?: string;
  readonly json: boolean;
  readonly trace: boolean;
}

const { dialect, application, zone, tags, receivedAt } = simulationRequestSchema.shape;

/** Adds `tocsin simulate`. */
export function addSimulateCommand(program: Command): Command {
  return program
    .command('simulate')
    .description('Show what each line of a file would become, by which plug-ins, and why some would be parked.')
    .argument('<file>', 'lines of JSON or text, plain or compressed by gzip or zstd; - for standard input')
    .option(
      '--dialect <name>',
      'how the shipper speaks (default: JSON objects as such, other lines as text)',
      given(dialect),
    )
    .option('--source <name>', 'whose events they would be', given(nameSchema), 'simulation')
    .option('--application <name>', 'program named by the path /custom/<application>', given(application))
    .option('--zone <zone>', 'IANA zone of times that name none', given(zone), 'UTC')
    .option('--tags <list>', 'tags of the source, separated by commas', tagList, [])
    .option('--received-at <time>', 'when they would be received, RFC 3339 (default: now)', given(receivedAt))
    .option('--json', 'print one JSON object for each line', false)
    .option('--trace', 'tell what each plug-in changed', false)
    .action((file: string, options: SimulateOptions) => simulate(file, options));
}

/** A value as its schema has it, or what is wrong with it. */
function given(schema: z.ZodType): (text: string) => unknown {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map(({ message }) => message).join('; '));
  };
}

function tagList(text: string): unknown {
  return given(tags)(text.split(',') as never);
}

/** The simulation is a process of the pipeline's own; it reads our input and writes our output. */
async function simulate(file: string, { receivedAt: at, ...options }: SimulateOptions): Promise<void> {
  const job = { ...options, file, receivedAt: at ?? new Date().toISOString() };
  const entry = join(projectRoot, 'dist/server/apps/pipeline/src/simulate.main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', entry, JSON.stringify(job)], { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code === EXIT.ok) return;
  // Its message stands above.
  throw new CommandFailure(signal === null ? '' : `the simulation was ended by ${signal}.`, code ?? EXIT.interrupted);
}
