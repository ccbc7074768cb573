import { NestFactory } from '@nestjs/core';
import { ConfigError, loadConfig } from '@tocsin/config';
import { ruleOptionsSchema } from '@tocsin/rules';
import { z } from 'zod';

import { pipelineOptionsSchema } from './pipeline.config';
import { dialectNote } from './simulation/dialect-note';
import { InputFailed } from './simulation/input/input-failed';
import { OfflineSimulationModule } from './simulation/offline/offline-simulation.module';
import { stderrLogger } from './simulation/offline/stderr-logger';
import { JsonPrinter } from './simulation/print/json-printer';
import { inColour, plain } from './simulation/print/paint';
import { PeoplePrinter } from './simulation/print/people-printer';
import { simulateInput } from './simulation/simulate-input';
import { Simulation } from './simulation/simulation';
import { simulationJobSchema, type SimulationJob } from './simulation/simulation-job';

const FAILED = 1;
const configSchema = z.strictObject({
  pipeline: pipelineOptionsSchema.prefault({}),
  rules: ruleOptionsSchema.prefault({}),
});

/** Runs one simulation, described as JSON by the only argument, without any engine. */
async function main(argument = '{}'): Promise<void> {
  const job = simulationJobSchema.parse(JSON.parse(argument));
  process.stderr.write(dialectNote(job.dialect));
  const { pipeline, rules } = loadConfig(configSchema);
  const app = await NestFactory.createApplicationContext(OfflineSimulationModule.register(pipeline, rules), {
    logger: stderrLogger,
    abortOnError: false,
  });
  const { trace: traces, receivedAt, ...sender } = job;
  const sending = app.get(Simulation).open({ ...sender, traces, receivedAt: new Date(receivedAt) });
  await simulateInput(job.file, sending, printerFor(job), process.stdout);
  await app.close();
}

function printerFor({ json, trace }: SimulationJob): JsonPrinter | PeoplePrinter {
  return json ? new JsonPrinter(trace) : new PeoplePrinter(process.stdout.isTTY ? inColour : plain, trace);
}

// The reader of our output went away (`| head`): nothing is wrong, there is just nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv[2]).catch((error: unknown) => {
  const isTold = [InputFailed, ConfigError].some((told) => error instanceof told);
  const text = error instanceof Error ? (isTold ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`tocsin: ${text}\n`);
  process.exitCode = FAILED;
});
