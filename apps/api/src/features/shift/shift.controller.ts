import { Get, HttpStatus, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { shiftSchema, type Shift } from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { ShiftDesk } from './shift-desk';

@ApiController('shift')
export class ShiftController {
  constructor(private readonly desk: ShiftDesk) {}

  @Get()
  @RequirePermission('status.read')
  @Bounded('the people on shift')
  @Answers(HttpStatus.OK, shiftSchema)
  show(@CurrentActor() actor: Actor): Promise<Shift> {
    return this.desk.show(actor);
  }

  @Post('start')
  @RequirePermission('status.read')
  @Answers(HttpStatus.OK, shiftSchema)
  start(@CurrentActor() actor: Actor): Promise<Shift> {
    return this.desk.start(actor);
  }

  @Post('end')
  @RequirePermission('status.read')
  @Answers(HttpStatus.OK, shiftSchema)
  end(@CurrentActor() actor: Actor): Promise<Shift> {
    return this.desk.end(actor);
  }
}
