import { Get, HttpStatus, Query } from '@nestjs/common';
import { auditPageSchema, auditQuerySchema, type AuditPage, type AuditQuery } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { AuditLog } from './audit-log';

@ApiController('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @RequirePermission('audit.read')
  @Answers(HttpStatus.OK, auditPageSchema)
  list(@Query({ schema: auditQuerySchema }) query: AuditQuery): Promise<AuditPage> {
    return this.log.page(query);
  }
}
