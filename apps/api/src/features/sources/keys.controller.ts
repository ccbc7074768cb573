import { Delete, HttpStatus, Param } from '@nestjs/common';
import { keyIdSchema } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { SourceKeys } from './source-keys';

@ApiController('keys')
export class KeysController {
  constructor(private readonly keys: SourceKeys) {}

  @Delete(':id')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.NO_CONTENT)
  revoke(@Param('id', { schema: keyIdSchema }) id: string): Promise<void> {
    return this.keys.revoke(id);
  }
}
