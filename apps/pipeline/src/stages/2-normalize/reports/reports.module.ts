import { Module } from '@nestjs/common';

import { ComplianceReportModule } from './compliance/compliance-report.module';
import { MonitoringModule } from './monitoring/monitoring.module';
import { OsqueryModule } from './osquery/osquery.module';
import { VulnerabilityReportModule } from './vulnerability/vulnerability-report.module';

/** What scanners, checks and monitors report of hosts. */
@Module({ imports: [VulnerabilityReportModule, ComplianceReportModule, MonitoringModule, OsqueryModule] })
export class ReportsModule {}
