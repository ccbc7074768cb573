import { Module } from '@nestjs/common';

import { GithubModule } from './github/github.module';
import { SaasAuditModule } from './saas-audit/saas-audit.module';
import { ZoomModule } from './zoom/zoom.module';

/** Audit logs of hosted services. */
@Module({ imports: [GithubModule, SaasAuditModule, ZoomModule] })
export class SaasModule {}
