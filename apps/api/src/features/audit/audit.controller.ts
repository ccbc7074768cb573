import { Get, HttpStatus, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { auditPageSchema, auditQuerySchema, type AuditPage, type AuditQuery } from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { AuditLog } from './audit-log';

@ApiController('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @RequirePermission('audit.read')
  @Answers(HttpStatus.OK, auditPageSchema)
  list(@CurrentActor() actor: Actor, @Query({ schema: auditQuerySchema }) query: AuditQuery): Promise<AuditPage> {
    return this.log.page(actor, query);
  }
}
