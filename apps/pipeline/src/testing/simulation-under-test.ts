import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';

import { ruleOptionsSchema } from '@tocsin/rules';

import { pipelineOptionsSchema, type PipelineOptions } from '../pipeline.config';
import { OfflineSimulationModule } from '../simulation/offline/offline-simulation.module';
import { Simulation, type SimulatedSender, type SimulatedSending } from '../simulation/simulation';

/** Noon of the day all tests are received at. */
export const RECEIVED_AT = new Date('2026-11-26T12:00:00.000Z');

/** The simulation as the command line runs it, with all plug-ins of the product. */
export class SimulationUnderTest {
  private constructor(private readonly app: INestApplicationContext) {}

  static async start(
    options: Partial<PipelineOptions> = {},
    folders?: Record<string, string>,
  ): Promise<SimulationUnderTest> {
    const rules = ruleOptionsSchema.parse(folders === undefined ? {} : { stock: false, folders });
    const module = OfflineSimulationModule.register(pipelineOptionsSchema.parse(options), rules);
    return new SimulationUnderTest(await NestFactory.createApplicationContext(module, { logger: false }));
  }

  open(sender: Partial<SimulatedSender> = {}): SimulatedSending {
    return this.simulation.open({ source: 'test', receivedAt: RECEIVED_AT, traces: false, ...sender });
  }

  get simulation(): Simulation {
    return this.app.get(Simulation);
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
