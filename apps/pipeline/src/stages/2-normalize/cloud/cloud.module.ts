import { Module } from '@nestjs/common';

import { AwsModule } from './aws/aws.module';
import { AzureModule } from './azure/azure.module';
import { CloudRecordsModule } from './cloud-records/cloud-records.module';
import { GcpModule } from './gcp/gcp.module';
import { GuarddutyFindingModule } from './guardduty-finding/guardduty-finding.module';
import { KubernetesAuditModule } from './kubernetes-audit/kubernetes-audit.module';
import { VpcFlowModule } from './vpc-flow/vpc-flow.module';

/** Audit and flow logs of cloud providers. */
@Module({
  imports: [
    AwsModule,
    AzureModule,
    CloudRecordsModule,
    GcpModule,
    GuarddutyFindingModule,
    KubernetesAuditModule,
    VpcFlowModule,
  ],
})
export class CloudModule {}
