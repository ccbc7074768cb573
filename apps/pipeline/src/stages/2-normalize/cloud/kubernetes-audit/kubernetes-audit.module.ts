import { Module } from '@nestjs/common';

import { KubernetesAuditNormalizer } from './kubernetes-audit.normalizer';

/** Import it in the module of its family and the registry finds the normalizer by its decorator. */
@Module({ providers: [KubernetesAuditNormalizer] })
export class KubernetesAuditModule {}
