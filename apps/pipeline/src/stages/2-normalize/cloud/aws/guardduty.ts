import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

/** Where the finding tells what was seen: in its own form, and as MozDef's normalization has it. */
const PLACES = ['service', 'finding'];

/** Paths below the place, each with its field. */
const SEEN = {
  eventFirstSeen: 'event.start',
  eventLastSeen: 'event.end',
  count: 'tocsin.repeat',
  'action.actionType': 'event.action',
  'action.portProbeAction.portProbeDetails.0.remoteIpDetails.ipAddressV4': 'source.ip',
  'action.portProbeAction.portProbeDetails.0.localPortDetails.port': 'destination.port',
  'action.awsApiCallAction.remoteIpDetails.ipAddressV4': 'source.ip',
  'action.awsApiCallAction.domainDetails.domain': 'source.domain',
  'action.awsApiCallAction.api': 'event.action',
  'action.awsApiCallAction.serviceName': 'event.provider',
  'action.kubernetesApiCallAction.remoteIpDetails.ipAddressV4': 'source.ip',
  'action.dnsRequestAction.domain': 'dns.question.name',
  'action.networkConnectionAction.protocol': 'network.transport',
};

const REMOTE = 'remoteIpDetails.ipAddressV4';
const CONNECTION = 'action.networkConnectionAction';

/** What Amazon's GuardDuty found suspicious. */
export const guardduty: KindDeclaration = {
  dataset: 'aws.guardduty',
  marks: ['schemaVersion', 'accountId', 'arn'],
  isOne: ({ arn, type }) => typeof arn === 'string' && arn.includes(':guardduty:') && typeof type === 'string',
  isNamedBy: ({ source, category }) => source === 'guardduty' || category === 'guardduty',
  table: {
    updatedAt: '@timestamp',
    createdAt: 'event.created',
    id: 'event.id',
    title: 'message',
    description: 'rule.description',
    type: 'rule.name',
    severity: 'event.risk_score',
    accountId: 'cloud.account.id',
    region: 'cloud.region',
    'resource.instanceDetails.instanceId': 'cloud.instance.id',
    'resource.instanceDetails.instanceType': 'cloud.machine.type',
    'resource.instanceDetails.availabilityZone': 'cloud.availability_zone',
    'resource.instanceDetails.networkInterfaces.0.privateDnsName': 'host.name',
    'resource.accessKeyDetails.userName': 'user.name',
    'resource.accessKeyDetails.principalId': 'user.id',
    ...Object.fromEntries(
      PLACES.flatMap((place) => Object.entries(SEEN).map(([path, field]) => [`${place}.${path}`, field])),
    ),
    ...Object.fromEntries(PLACES.flatMap(connectionRows)),
  },
  always: {
    'cloud.provider': 'aws',
    'event.kind': 'alert',
    'event.category': ['intrusion_detection'],
    'event.type': ['info'],
  },
  refine: placeConnection,
};

/** An inbound connection; an outbound one is turned afterwards. */
function connectionRows(place: string): [string, string][] {
  return [
    [`${place}.${CONNECTION}.${REMOTE}`, 'source.ip'],
    [`${place}.${CONNECTION}.remotePortDetails.port`, 'source.port'],
    [`${place}.${CONNECTION}.localPortDetails.port`, 'destination.port'],
    [`${place}.${CONNECTION}.connectionDirection`, 'network.direction'],
    ['resource.instanceDetails.networkInterfaces.0.privateIpAddress', 'destination.ip'],
  ];
}

function placeConnection(fields: Draft, record: JsonRecord): void {
  const direction = textOf(fields['network.direction']).toLowerCase();
  if (direction !== '') fields['network.direction'] = direction;
  if (typeof fields['network.transport'] === 'string')
    fields['network.transport'] = fields['network.transport'].toLowerCase();
  if (typeof record['title'] !== 'string' && typeof record['description'] === 'string')
    fields['message'] = record['description'];
  if (direction !== 'outbound') return;
  for (const part of ['ip', 'port'] as const) swap(fields, `source.${part}`, `destination.${part}`);
}

function swap(fields: Draft, one: string, other: string): void {
  const { [one]: first, [other]: second } = fields;
  delete fields[one];
  delete fields[other];
  if (second !== undefined) fields[one] = second;
  if (first !== undefined) fields[other] = first;
}
