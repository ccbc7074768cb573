import { Module } from '@nestjs/common';

import { AuditController } from './audit.controller';
import { AuditLog } from './audit-log';

/** Who did what. */
@Module({ controllers: [AuditController], providers: [AuditLog] })
export class AuditLogModule {}
