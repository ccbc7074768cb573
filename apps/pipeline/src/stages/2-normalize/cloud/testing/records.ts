/** A call to one of Amazon's services, as CloudTrail has it. */
export const trail = {
  eventVersion: '1.08',
  eventTime: '2026-11-20T10:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', userName: 'ann', principalId: 'AIDA1', accountId: '111122223333' },
  requestParameters: { iamInstanceProfile: { name: 'p' }, ebsOptimized: false },
};

/** A finding of GuardDuty about probed ports. */
export const probe = (...ports: number[]) => ({
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'eu-central-1',
  arn: 'arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/f',
  id: 'f',
  type: 'Recon:EC2/PortProbeUnprotectedPort',
  severity: 2,
  updatedAt: '2026-11-20T10:00:00Z',
  title: 'A port is probed.',
  resource: { instanceDetails: { instanceId: 'i-1', networkInterfaces: [{ privateIpAddress: '10.0.0.5' }] } },
  service: {
    count: 3,
    action: {
      actionType: 'PORT_PROBE',
      portProbeAction: {
        blocked: false,
        portProbeDetails: ports.map((port) => ({
          localPortDetails: { port },
          remoteIpDetails: { ipAddressV4: `198.51.100.${port % 250}` },
        })),
      },
    },
  },
});

/** A call to one of Google's services. */
export const googleAudit = {
  insertId: 'x1',
  logName: 'projects/p1/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2026-11-20T10:00:00.5Z',
  severity: 'NOTICE',
  resource: { type: 'gce_instance', labels: { project_id: 'p1', zone: 'europe-west3-a', instance_id: '77' } },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    authenticationInfo: { principalEmail: 'ann@example.com' },
    methodName: 'v1.compute.instances.delete',
    serviceName: 'compute.googleapis.com',
    requestMetadata: { callerIp: '2001:db8::7', callerSuppliedUserAgent: 'curl/8' },
  },
};
