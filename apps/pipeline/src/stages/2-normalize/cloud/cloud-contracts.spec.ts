import type { SecurityEvent } from '@tocsin/event-model';
import { describeNormalizerContract, describeUnwrapperContract } from '@tocsin/plugin-kit/testing';

import { AwsNormalizer } from './aws/aws.normalizer';
import { AzureNormalizer } from './azure/azure.normalizer';
import { CloudRecordsUnwrapper } from './cloud-records/cloud-records.unwrapper';
import { GcpNormalizer } from './gcp/gcp.normalizer';
import { GuarddutyFindingUnwrapper } from './guardduty-finding/guardduty-finding.unwrapper';
import { KubernetesAuditNormalizer } from './kubernetes-audit/kubernetes-audit.normalizer';
import { googleAudit, probe, trail } from './testing/records';
import { VpcFlowNormalizer } from './vpc-flow/vpc-flow.normalizer';

describe('the plug-ins', () => {
  const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: Date.parse('2026-11-24T12:00:00Z') };
  const event: SecurityEvent = { '@timestamp': '2026-11-24T12:00:00.000Z', message: '' };
  const flow = '2 111122223333 eni-0a1b2c3d 198.51.100.7 10.0.0.5 50000 22 6 10 840 1795168800 1795168860 REJECT OK';

  describe(AwsNormalizer.name, () => {
    describeNormalizerContract({
      normalizer: new AwsNormalizer(),
      options: {},
      event,
      context: { ...context, record: trail },
    });
  });
  describe(GcpNormalizer.name, () => {
    describeNormalizerContract({
      normalizer: new GcpNormalizer(),
      options: {},
      event,
      context: { ...context, record: googleAudit },
    });
  });
  describe(AzureNormalizer.name, () => {
    const record = { time: '2026-11-20T10:00:00Z', operationName: 'a', resourceId: 'r' };
    describeNormalizerContract({
      normalizer: new AzureNormalizer(),
      options: {},
      event,
      context: { ...context, record },
    });
  });
  describe(KubernetesAuditNormalizer.name, () => {
    const record = { kind: 'Event', auditID: 'a', verb: 'get', objectRef: { resource: 'pods' } };
    describeNormalizerContract({
      normalizer: new KubernetesAuditNormalizer(),
      options: {},
      event,
      context: { ...context, record },
    });
  });
  describe(VpcFlowNormalizer.name, () => {
    const withLine = { ...event, message: flow };
    describeNormalizerContract({
      normalizer: new VpcFlowNormalizer(),
      options: {},
      event: withLine,
      context: { ...context, record: {} },
    });
  });
  describe(CloudRecordsUnwrapper.name, () => {
    describeUnwrapperContract({
      unwrapper: new CloudRecordsUnwrapper(),
      options: {},
      record: { Records: [trail] },
      context,
    });
  });
  describe(GuarddutyFindingUnwrapper.name, () => {
    describeUnwrapperContract({
      unwrapper: new GuarddutyFindingUnwrapper(),
      options: {},
      record: probe(22, 443),
      context,
    });
  });
});
