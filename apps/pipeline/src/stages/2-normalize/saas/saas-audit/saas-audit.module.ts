import { Module } from '@nestjs/common';

import { SaasAuditNormalizer } from './saas-audit.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [SaasAuditNormalizer] })
export class SaasAuditModule {}
