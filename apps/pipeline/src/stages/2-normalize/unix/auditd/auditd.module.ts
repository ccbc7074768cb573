import { Module } from '@nestjs/common';

import { AuditdNormalizer } from './auditd.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [AuditdNormalizer] })
export class AuditdModule {}
