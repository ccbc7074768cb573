import type { SecurityEvent } from '@tocsin/event-model';

import { normalized } from '../../../testing/normalized';
import { AliasNormalizer } from '../shippers/alias/alias.normalizer';
import { AwsNormalizer } from './aws/aws.normalizer';
import { AzureNormalizer } from './azure/azure.normalizer';
import { CloudRecordsUnwrapper } from './cloud-records/cloud-records.unwrapper';
import { GcpNormalizer } from './gcp/gcp.normalizer';
import { GuarddutyFindingUnwrapper } from './guardduty-finding/guardduty-finding.unwrapper';
import { KubernetesAuditNormalizer } from './kubernetes-audit/kubernetes-audit.normalizer';
import { googleAudit, probe, trail } from './testing/records';
import { VpcFlowNormalizer } from './vpc-flow/vpc-flow.normalizer';

const plugins = [
  new CloudRecordsUnwrapper(),
  new GuarddutyFindingUnwrapper(),
  new AwsNormalizer(),
  new AzureNormalizer(),
  new GcpNormalizer(),
  new KubernetesAuditNormalizer(),
  new VpcFlowNormalizer(),
  new AliasNormalizer(),
];

const read = (...lines: (string | object)[]): Promise<SecurityEvent[]> => normalized(plugins, lines);

async function one(line: string | object): Promise<SecurityEvent> {
  const events = await read(line);
  expect(events).toHaveLength(1);
  expect(events[0]?.['tocsin.notes']).toBeUndefined();
  return events[0] as SecurityEvent;
}

describe('CloudTrail', () => {
  it('says who asked for what, from where', async () => {
    const event = await one(trail);
    expect(event).toMatchObject({
      '@timestamp': '2026-11-20T10:00:00.000Z',
      'event.module': 'aws',
      'event.dataset': 'aws.cloudtrail',
      'event.action': 'RunInstances',
      'event.provider': 'ec2.amazonaws.com',
      'event.category': ['configuration'],
      'event.type': ['creation'],
      'event.outcome': 'success',
      'user.name': 'ann',
      'source.ip': '203.0.113.9',
      'cloud.region': 'eu-central-1',
      'cloud.account.id': '111122223333',
      message: 'RunInstances by ann from 203.0.113.9: success',
    });
    expect(event.details).toEqual(trail);
  });

  it.each([
    [{ errorCode: 'AccessDenied', errorMessage: 'no' }, 'failure'],
    [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } }, 'failure'],
    [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } }, 'success'],
  ])('tells success by %j', async (patch, outcome) => {
    expect((await one({ ...trail, ...patch }))['event.outcome']).toBe(outcome);
  });

  it('has a service for a source, root without a name, and the role that was taken', async () => {
    const service = await one({ ...trail, sourceIPAddress: 'ec2.amazonaws.com', userIdentity: { type: 'Root' } });
    expect(service).toMatchObject({ 'source.domain': 'ec2.amazonaws.com', 'user.name': 'root' });
    const role = { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'deploy' } } };
    expect((await one({ ...trail, userIdentity: role }))['user.name']).toBe('deploy');
    expect((await one({ ...trail, eventName: 'AssumeRole' }))['event.category']).toEqual(['authentication']);
  });

  it('comes in files, and over EventBridge', async () => {
    const events = await read({ Records: [trail, { ...trail, eventName: 'StopInstances' }] });
    expect(events.map((event) => event['event.action'])).toEqual(['RunInstances', 'StopInstances']);
    const bridged = await one({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ec2', detail: trail });
    expect(bridged).toMatchObject({
      'event.dataset': 'aws.cloudtrail',
      details: { eventName: 'RunInstances', eventbridge: { source: 'aws.ec2' } },
    });
  });

  it('is the same as MozDef carries it', async () => {
    const lower = {
      eventname: 'ConsoleLogin',
      eventsource: 'signin.amazonaws.com',
      awsregion: 'us-west-2',
      sourceipaddress: '203.0.113.9',
      useridentity: { username: 'ann', type: 'IAMUser' },
      responseelements: { consolelogin: 'Failure' },
    };
    const event = await one({ source: 'cloudtrail', category: 'aws', summary: 'login', details: lower });
    expect(event).toMatchObject({
      'event.dataset': 'aws.cloudtrail',
      'event.outcome': 'failure',
      'user.name': 'ann',
      'source.ip': '203.0.113.9',
      'tocsin.category': 'aws',
      message: 'login',
      details: lower,
    });
    const odd = await one({ source: 'cloudtrail', details: { requestparameters: { attribute: { a: 'b' } } } });
    expect(odd).toMatchObject({
      'event.dataset': 'aws.cloudtrail',
      details: { requestparameters: { attribute: { a: 'b' } } },
    });
  });
});

describe('GuardDuty', () => {
  it('is one event for each probed port', async () => {
    const events = await read(probe(22, 443));
    expect(events.map((event) => [event['source.ip'], event['destination.port']])).toEqual([
      ['198.51.100.22', 22],
      ['198.51.100.193', 443],
    ]);
    expect(events[0]).toMatchObject({
      'event.kind': 'alert',
      'event.dataset': 'aws.guardduty',
      'rule.name': 'Recon:EC2/PortProbeUnprotectedPort',
      'destination.ip': '10.0.0.5',
      'cloud.instance.id': 'i-1',
      message: 'A port is probed.',
    });
  });

  it('is one event for each resource of a call, bare, in EventBridge, and as MozDef carries it', async () => {
    const action = {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: {
        api: 'PutRolePolicy',
        serviceName: 'iam.amazonaws.com',
        remoteIpDetails: { ipAddressV4: '198.51.100.7' },
        affectedResources: { 'AWS::IAM::Role': 'a', 'AWS::S3::Bucket': 'b' },
      },
    };
    const { service, ...finding } = probe();
    expect(service.count).toBe(3);
    const bare = { ...finding, service: { action } };
    const bridged = { 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', detail: bare };
    const carried = { source: 'guardduty', summary: 'words', details: { ...finding, finding: { action } } };
    for (const line of [bare, bridged, carried]) {
      const events = await read(line);
      expect(events).toHaveLength(2);
      for (const event of events)
        expect(event).toMatchObject({
          'event.action': 'AWS_API_CALL',
          'source.ip': '198.51.100.7',
          'event.dataset': 'aws.guardduty',
        });
    }
  });

  it('turns a connection that went out', async () => {
    const networkConnectionAction = {
      connectionDirection: 'OUTBOUND',
      protocol: 'TCP',
      remoteIpDetails: { ipAddressV4: '198.51.100.7' },
      remotePortDetails: { port: 443 },
      localPortDetails: { port: 50000 },
    };
    const event = await one({
      ...probe(),
      service: { action: { actionType: 'NETWORK_CONNECTION', networkConnectionAction } },
    });
    expect(event).toMatchObject({
      'source.ip': '10.0.0.5',
      'source.port': 50000,
      'destination.ip': '198.51.100.7',
      'destination.port': 443,
      'network.direction': 'outbound',
      'network.transport': 'tcp',
    });
  });
});

describe('flow logs', () => {
  const line = '2 111122223333 eni-0a1b2c3d 198.51.100.7 10.0.0.5 50000 22 6 10 840 1795168800 1795168860 REJECT OK';

  it('are read as text and as JSON', async () => {
    const fields = {
      '@timestamp': '2026-11-20T10:00:00.000Z',
      'source.ip': '198.51.100.7',
      'destination.port': 22,
      'network.iana_number': '6',
      'source.bytes': 840,
      'event.action': 'reject',
      'event.type': ['connection', 'denied'],
    };
    expect(await one(JSON.stringify({ message: line }))).toMatchObject(fields);
    const record = {
      interface_id: 'eni-1',
      srcaddr: '198.51.100.7',
      dstaddr: '10.0.0.5',
      dstport: 22,
      protocol: 6,
      bytes: 840,
    };
    expect(await one({ ...record, start: 1795168800, action: 'REJECT' })).toMatchObject(fields);
  });

  it('of IPv6, and without data, are read too', async () => {
    const six = line.replace('198.51.100.7', '2001:db8::7').replace('REJECT', 'ACCEPT');
    expect(await one(JSON.stringify({ message: six }))).toMatchObject({
      'source.ip': '2001:db8::7',
      'event.type': ['connection', 'allowed'],
    });
    const none = '2 111122223333 eni-0a1b2c3d - - - - - - - 1795168800 1795168860 - NODATA';
    expect(await one(JSON.stringify({ message: none }))).toMatchObject({ details: { log_status: 'NODATA' } });
  });
});

describe('Google Cloud', () => {
  it('audits calls, whether they come as they are, by Pub/Sub or by MozDef', async () => {
    const fields = {
      '@timestamp': '2026-11-20T10:00:00.500Z',
      'event.dataset': 'gcp.audit',
      'event.action': 'v1.compute.instances.delete',
      'event.type': ['deletion'],
      'event.outcome': 'success',
      'user.name': 'ann@example.com',
      'source.ip': '2001:db8::7',
      'cloud.project.id': 'p1',
    };
    expect(await one(googleAudit)).toMatchObject(fields);
    const data = Buffer.from(JSON.stringify(googleAudit)).toString('base64');
    expect(await one({ message: { data, messageId: '1' }, subscription: 'projects/p1/subscriptions/s' })).toMatchObject(
      fields,
    );
    const carried = { category: 'activity', source: 'stackdriver', tags: ['pubsub'], details: googleAudit };
    expect(await one(carried)).toMatchObject({
      ...fields,
      'tocsin.category': 'activity',
      'event.provider': 'stackdriver',
    });
  });

  it('says what was refused', async () => {
    const protoPayload = { ...googleAudit.protoPayload, status: { code: 7, message: 'PERMISSION_DENIED' } };
    expect(await one({ ...googleAudit, protoPayload })).toMatchObject({
      'event.outcome': 'failure',
      'error.message': 'PERMISSION_DENIED',
    });
  });

  it('carries lines of hosts and operations on machines', async () => {
    const { protoPayload, ...entry } = googleAudit;
    expect(protoPayload.methodName).toBe('v1.compute.instances.delete');
    const line = {
      ...entry,
      logName: 'projects/p1/logs/syslog',
      textPayload: 'a line',
      labels: { 'compute.googleapis.com/resource_name': 'vm1' },
    };
    expect(await one(line)).toMatchObject({ message: 'a line', 'host.name': 'vm1', 'log.level': 'notice' });
    const jsonPayload = {
      event_subtype: 'compute.instances.stop',
      actor: { user: 'ann@example.com' },
      ip_address: '192.0.2.1',
    };
    const logName = 'projects/p1/logs/compute.googleapis.com%2Factivity_log';
    expect(await one({ ...entry, logName, jsonPayload })).toMatchObject({
      'event.dataset': 'gcp.gceactivity',
      'event.action': 'compute.instances.stop',
      'user.name': 'ann@example.com',
      'source.ip': '192.0.2.1',
    });
  });
});

describe('Azure', () => {
  const signIn = {
    time: '2026-11-20T10:00:00Z',
    operationName: 'Sign-in activity',
    category: 'SignInLogs',
    resultType: '50126',
    resultDescription: 'Invalid username or password.',
    callerIpAddress: '203.0.113.9',
    tenantId: 't1',
    properties: { userPrincipalName: 'ann@example.com', userId: 'u1', appDisplayName: 'Portal' },
  };

  it('tells of sign-ins and their failure, in lists as its event hubs have them', async () => {
    const [failed, good] = await read({ records: [signIn, { ...signIn, resultType: '0' }] });
    expect(failed).toMatchObject({
      'event.dataset': 'azure.signinlogs',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'user.name': 'ann@example.com',
      'source.ip': '203.0.113.9',
      'error.message': 'Invalid username or password.',
    });
    expect(good).toMatchObject({ 'event.outcome': 'success' });
    expect(good?.['error.message']).toBeUndefined();
  });

  it('tells of changes to its directory and to resources', async () => {
    const audit = {
      ...signIn,
      operationName: 'Add member to role',
      category: 'AuditLogs',
      properties: {
        result: 'success',
        initiatedBy: { user: { userPrincipalName: 'ann@example.com', ipAddress: '203.0.113.9' } },
        targetResources: [{ userPrincipalName: 'bob@example.com' }],
      },
    };
    expect(await one(audit)).toMatchObject({
      'event.dataset': 'azure.auditlogs',
      'event.category': ['iam'],
      'user.name': 'ann@example.com',
      'user.target.name': 'bob@example.com',
    });
    const activity = {
      time: '2026-11-20T10:00:00Z',
      resourceId: '/SUBSCRIPTIONS/1/X',
      operationName: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/DELETE',
      category: 'Administrative',
      resultType: 'Failure',
      resultSignature: 'Forbidden',
      callerIpAddress: '203.0.113.9',
      identity: { claims: { upn: 'ann@example.com' } },
    };
    expect(await one(activity)).toMatchObject({
      'event.dataset': 'azure.activitylogs',
      'event.type': ['deletion'],
      'event.outcome': 'failure',
      'user.name': 'ann@example.com',
    });
  });
});

describe('Kubernetes', () => {
  it('audits requests', async () => {
    const record = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      auditID: 'a1',
      verb: 'delete',
      requestURI: '/api/v1/namespaces/default/pods/p',
      requestReceivedTimestamp: '2026-11-20T10:00:00.1Z',
      user: { username: 'ann', groups: ['system:masters'] },
      sourceIPs: ['203.0.113.9'],
      objectRef: { resource: 'pods', namespace: 'default', name: 'p' },
      responseStatus: { code: 403 },
    };
    expect(await one(record)).toMatchObject({
      'event.dataset': 'kubernetes.audit',
      'event.action': 'delete',
      'event.type': ['deletion'],
      'event.outcome': 'failure',
      'user.name': 'ann',
      'source.ip': '203.0.113.9',
      'orchestrator.namespace': 'default',
      message: 'delete pods p by ann: failure',
    });
  });
});

describe('what only looks like a list of records', () => {
  it.each([
    [{ Records: [{ a: 1 }] }],
    [{ Records: [], other: 1 }],
    [{ records: 'none' }],
    [{ Records: [{ eventName: 'x' }], beside: 'it' }],
    [{ 'detail-type': 'x', source: 'y', detail: 'no record' }],
    [{ message: { data: 'bm8ganNvbg==' }, subscription: 's' }],
  ])('is kept whole: %j', async (record) => {
    const [event] = await read(record);
    expect(JSON.stringify(event)).toContain(JSON.stringify(Object.values(record)[0]).slice(1, -1));
  });
});
