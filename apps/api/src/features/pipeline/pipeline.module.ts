import { Module } from '@nestjs/common';

import { SimulationController } from './simulation.controller';
import { Simulations } from './simulations';

/** What is asked of the pipeline. */
@Module({ controllers: [SimulationController], providers: [Simulations] })
export class PipelineQuestionsModule {}
