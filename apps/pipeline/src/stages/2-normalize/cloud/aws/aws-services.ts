import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

const AWS: Draft = { 'cloud.provider': 'aws' };
const WEB: Draft = { ...AWS, 'event.kind': 'event', 'event.category': ['web'], 'event.type': ['access'] };

/** Flow logs of a network as JSON; the text is read by `vpc_flow`. */
export const vpcFlow: KindDeclaration = {
  dataset: 'aws.vpcflow',
  marks: ['srcaddr', 'dstaddr'],
  isOne: (record) =>
    ['interface_id', 'interface-id', 'log_status', 'log-status', 'vpc_id'].some((key) => key in record),
  table: {
    start: '@timestamp',
    end: 'event.end',
    srcaddr: 'source.ip',
    dstaddr: 'destination.ip',
    srcport: 'source.port',
    dstport: 'destination.port',
    protocol: 'network.iana_number',
    packets: 'source.packets',
    bytes: 'source.bytes',
    action: 'event.action',
    account_id: 'cloud.account.id',
    'account-id': 'cloud.account.id',
    region: 'cloud.region',
    instance_id: 'cloud.instance.id',
  },
  always: { ...AWS, 'event.kind': 'event', 'event.category': ['network'] },
  refine: judgeFlow,
};

/** Says by its action whether a flow was let through. */
export function judgeFlow(fields: Draft): void {
  const action = textOf(fields['event.action']).toLowerCase();
  if (action !== '') fields['event.action'] = action;
  fields['event.type'] = action === 'reject' ? ['connection', 'denied'] : ['connection', 'allowed'];
}

/** Questions to the resolver of a network. */
const resolver: KindDeclaration = {
  dataset: 'aws.route53_resolver',
  marks: ['query_name', 'query_type', 'srcaddr'],
  table: {
    query_timestamp: '@timestamp',
    query_name: 'dns.question.name',
    query_type: 'dns.question.type',
    query_class: 'dns.question.class',
    rcode: 'dns.response_code',
    srcaddr: 'source.ip',
    srcport: 'source.port',
    account_id: 'cloud.account.id',
    region: 'cloud.region',
    'srcids.instance': 'cloud.instance.id',
  },
  always: {
    ...AWS,
    'event.kind': 'event',
    'event.category': ['network'],
    'event.type': ['protocol'],
    'network.protocol': 'dns',
  },
};

const s3Access: KindDeclaration = {
  dataset: 'aws.s3access',
  marks: ['bucketowner', 'bucket', 'operation'],
  table: {
    time: '@timestamp',
    operation: 'event.action',
    remoteip: 'source.ip',
    requester: 'user.name',
    useragent: 'user_agent.original',
    httpstatus: 'http.response.status_code',
    bytessent: 'http.response.body.bytes',
    key: 'file.path',
    requestid: 'http.request.id',
    requesturi: 'url.original',
    errorcode: 'error.code',
    referrer: 'http.request.referrer',
  },
  always: WEB,
  refine: judgeStatus,
};

const waf: KindDeclaration = {
  dataset: 'aws.waf',
  marks: ['webaclId', 'httpRequest'],
  table: {
    timestamp: '@timestamp',
    action: 'event.action',
    terminatingRuleId: 'rule.id',
    'httpRequest.clientIp': 'source.ip',
    'httpRequest.uri': 'url.original',
    'httpRequest.httpMethod': 'http.request.method',
    'httpRequest.requestId': 'http.request.id',
    'httpRequest.host': 'url.domain',
    'httpRequest.country': 'source.geo.country_iso_code',
  },
  always: { ...AWS, 'event.kind': 'event', 'event.category': ['web', 'intrusion_detection'] },
  refine: (fields) => {
    const action = textOf(fields['event.action']).toLowerCase();
    fields['event.type'] = ['access', action === 'block' ? 'denied' : 'allowed'];
    fields['event.outcome'] = action === 'block' ? 'failure' : 'success';
  },
};

const finding: KindDeclaration = {
  dataset: 'aws.securityhub_findings',
  marks: ['GeneratorId', 'AwsAccountId', 'ProductArn'],
  table: {
    UpdatedAt: '@timestamp',
    CreatedAt: '@timestamp',
    Id: 'event.id',
    Title: 'message',
    Description: 'message',
    GeneratorId: 'rule.name',
    AwsAccountId: 'cloud.account.id',
    Region: 'cloud.region',
    'Action.ActionType': 'event.action',
    'Action.AwsApiCallAction.RemoteIpDetails.IpAddressV4': 'source.ip',
    'Action.NetworkConnectionAction.RemoteIpDetails.IpAddressV4': 'source.ip',
    'Network.SourceIpV4': 'source.ip',
    'Network.DestinationIpV4': 'destination.ip',
  },
  always: { ...AWS, 'event.kind': 'alert', 'event.category': ['intrusion_detection'], 'event.type': ['info'] },
};

const bedrock: KindDeclaration = {
  dataset: 'aws.bedrock',
  marks: ['schemaType', 'modelId', 'operation'],
  table: {
    timestamp: '@timestamp',
    operation: 'event.action',
    requestId: 'event.id',
    accountId: 'cloud.account.id',
    region: 'cloud.region',
    'identity.arn': 'user.id',
    modelId: 'service.name',
  },
  always: { ...AWS, 'event.kind': 'event', 'event.category': ['api'], 'event.type': ['access'] },
};

/** Services whose records a table says enough of. */
export const AWS_SERVICES: readonly KindDeclaration[] = [vpcFlow, resolver, s3Access, waf, finding, bedrock];

function judgeStatus(fields: Draft): void {
  const status = fields['http.response.status_code'];
  if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
}
