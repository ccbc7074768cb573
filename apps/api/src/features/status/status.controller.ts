import { Get, HttpStatus } from '@nestjs/common';
import { statusSchema, type SystemStatus } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { SystemState } from './system-state';

@ApiController('status')
export class StatusController {
  constructor(private readonly system: SystemState) {}

  @Get()
  @RequirePermission('status.read')
  @Answers(HttpStatus.OK, statusSchema)
  show(): Promise<SystemStatus> {
    return this.system.now();
  }
}
