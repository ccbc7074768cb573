import { Module } from '@nestjs/common';

import { AuditTrail } from './audit-trail';

/** The audit log. Needs `Clock`. */
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
