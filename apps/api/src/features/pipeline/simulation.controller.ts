import { Body, HttpStatus, Post } from '@nestjs/common';
import {
  simulationRequestSchema,
  simulationSchema,
  type Simulation,
  type SimulationRequest,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { Simulations } from './simulations';

@ApiController('pipeline')
export class SimulationController {
  constructor(private readonly simulations: Simulations) {}

  /** For those who make sources speak; it shows what lists and rules say of made-up events. */
  @Post('simulate')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.OK, simulationSchema)
  simulate(@Body({ schema: simulationRequestSchema }) request: SimulationRequest): Promise<Simulation> {
    return this.simulations.run(request);
  }
}
