import { HttpStatus, Param, Post } from '@nestjs/common';
import { FactorReset, type Actor } from '@tocsin/access-control';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';

@ApiController('accounts')
export class FactorResetController {
  constructor(private readonly factors: FactorReset) {}

  @Post(':id/factors/reset')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.NO_CONTENT)
  async reset(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    await this.factors.reset(actor, id);
  }
}
