import { Delete, HttpStatus, Param } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { keyIdSchema } from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { SourceKeys } from './source-keys';

@ApiController('keys')
export class KeysController {
  constructor(private readonly keys: SourceKeys) {}

  @Delete(':id')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.NO_CONTENT)
  revoke(@CurrentActor() actor: Actor, @Param('id', { schema: keyIdSchema }) id: string): Promise<void> {
    return this.keys.revoke(actor, id);
  }
}
