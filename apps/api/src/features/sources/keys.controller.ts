import { Delete, HttpStatus, Param } from '@nestjs/common';
import { keyIdSchema } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { SourceRegistry } from './source-registry';

@ApiController('keys')
export class KeysController {
  constructor(private readonly registry: SourceRegistry) {}

  @Delete(':id')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.NO_CONTENT)
  revoke(@Param('id', { schema: keyIdSchema }) id: string): Promise<void> {
    return this.registry.revokeKey(id);
  }
}
