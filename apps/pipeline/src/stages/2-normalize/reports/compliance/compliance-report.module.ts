import { Module } from '@nestjs/common';

import { ComplianceReportNormalizer } from './compliance-report.normalizer';

/** Import it in the stage's module and the registry finds the normalizer by its decorator. */
@Module({ providers: [ComplianceReportNormalizer] })
export class ComplianceReportModule {}
