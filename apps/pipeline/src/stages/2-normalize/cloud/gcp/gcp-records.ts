import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

const GCP: Draft = { 'cloud.provider': 'gcp', 'event.kind': 'event' };

/** What every entry of the logging has. */
const ENTRY = {
  timestamp: '@timestamp',
  receiveTimestamp: '@timestamp',
  insertId: 'event.id',
  severity: 'log.level',
  logName: 'log.logger',
  'resource.labels.project_id': 'cloud.project.id',
  'resource.labels.zone': 'cloud.availability_zone',
  'resource.labels.location': 'cloud.region',
  'resource.labels.region': 'cloud.region',
  'resource.labels.instance_id': 'cloud.instance.id',
  'resource.type': 'cloud.service.name',
  trace: 'trace.id',
};

/** Google's gRPC status: everything but 0 is a refusal. */
const audit: KindDeclaration = {
  dataset: 'gcp.audit',
  marks: ['protoPayload'],
  table: {
    ...ENTRY,
    'protoPayload.methodName': 'event.action',
    'protoPayload.serviceName': 'event.provider',
    'protoPayload.authenticationInfo.principalEmail': 'user.name',
    'protoPayload.authenticationInfo.principalSubject': 'user.id',
    'protoPayload.requestMetadata.callerIp': 'source.ip',
    'protoPayload.requestMetadata.callerIP': 'source.ip',
    'protoPayload.requestMetadata.callerSuppliedUserAgent': 'user_agent.original',
    'protoPayload.status.code': 'error.code',
    'protoPayload.status.message': 'error.message',
  },
  always: GCP,
  refine: (fields, record) => {
    if (fields['error.code'] === '0') delete fields['error.code'];
    const isDenied = isRefused(record);
    const hasFailed = isDenied || fields['error.code'] !== undefined || fields['error.message'] !== undefined;
    fields['event.outcome'] = hasFailed ? 'failure' : 'success';
    categorize(fields, isDenied);
    addUserEmail(fields);
  },
};

/** Operations on virtual machines as the older activity log has them. */
const machineActivity: KindDeclaration = {
  dataset: 'gcp.gceactivity',
  marks: ['jsonPayload', 'logName'],
  isOne: ({ logName }) => typeof logName === 'string' && logName.includes('compute.googleapis.com%2Factivity_log'),
  table: {
    ...ENTRY,
    'jsonPayload.event_subtype': 'event.action',
    'jsonPayload.event_type': 'event.code',
    'jsonPayload.actor.user': 'user.name',
    'jsonPayload.ip_address': 'source.ip',
    'jsonPayload.user_agent': 'user_agent.original',
    'jsonPayload.resource.name': 'cloud.instance.name',
    'jsonPayload.request.url': 'url.original',
    'jsonPayload.error.0.message': 'error.message',
  },
  always: { ...GCP, 'event.category': ['configuration'], 'event.type': ['change'] },
  refine: (fields) => {
    fields['event.outcome'] = fields['error.message'] === undefined ? 'success' : 'failure';
    addUserEmail(fields);
  },
};

const loadBalancer: KindDeclaration = {
  dataset: 'gcp.loadbalancing',
  marks: ['httpRequest', 'insertId'],
  table: {
    ...ENTRY,
    'httpRequest.remoteIp': 'source.ip',
    'httpRequest.serverIp': 'destination.ip',
    'httpRequest.requestMethod': 'http.request.method',
    'httpRequest.requestUrl': 'url.original',
    'httpRequest.status': 'http.response.status_code',
    'httpRequest.requestSize': 'http.request.bytes',
    'httpRequest.responseSize': 'http.response.bytes',
    'httpRequest.userAgent': 'user_agent.original',
    'httpRequest.referer': 'http.request.referrer',
  },
  always: { ...GCP, 'event.category': ['web'], 'event.type': ['access'] },
  refine: (fields) => {
    const status = fields['http.response.status_code'];
    if (typeof status === 'number') fields['event.outcome'] = status < 400 ? 'success' : 'failure';
  },
};

/** A line of a host: who understands its text says the rest. */
const line: KindDeclaration = {
  dataset: 'gcp.line',
  marks: ['logName', 'insertId'],
  isOne: ({ textPayload, jsonPayload }) => textPayload !== undefined || jsonPayload !== undefined,
  table: {
    ...ENTRY,
    textPayload: 'message',
    'jsonPayload.message': 'message',
    'jsonPayload.msg': 'message',
    'labels.compute.googleapis.com/resource_name': 'host.name',
    'jsonPayload.host': 'host.name',
    'jsonPayload.ident': 'process.name',
    'jsonPayload.pid': 'process.pid',
  },
  always: GCP,
  refine: (fields, { labels }) => {
    const name = (labels as JsonRecord | undefined)?.['compute.googleapis.com/resource_name'];
    if (typeof name === 'string' && name !== '') fields['host.name'] ??= name;
  },
};

/** Entries of Google Cloud's logging, the most telling first. */
export const GCP_KINDS: readonly KindDeclaration[] = [audit, machineActivity, loadBalancer, line];

function isRefused({ protoPayload }: JsonRecord): boolean {
  const asked = (protoPayload as JsonRecord | undefined)?.['authorizationInfo'];
  return Array.isArray(asked) && asked.some((one) => (one as JsonRecord | null)?.['granted'] === false);
}

const VERBS: readonly (readonly [RegExp, string])[] = [
  [/(?:create|insert|add)[a-z]*$/i, 'creation'],
  [/(?:delete|remove)[a-z]*$/i, 'deletion'],
  [/(?:get|list|aggregatedlist|search|query|read|lookup)[a-z]*$/i, 'access'],
];

function categorize(fields: Draft, isDenied: boolean): void {
  const action = textOf(fields['event.action']);
  const last = action.slice(action.lastIndexOf('.') + 1);
  const isAccount = /iam|ServiceAccount|Role|Policy/i.test(action);
  const type = VERBS.find(([verb]) => verb.test(last))?.[1] ?? 'change';
  fields['event.category'] = [isAccount ? 'iam' : type === 'access' ? 'api' : 'configuration'];
  const ecsType = isAccount && type === 'access' ? 'info' : type;
  fields['event.type'] = isDenied && !isAccount ? [ecsType, 'denied'] : [ecsType];
}

function addUserEmail(fields: Draft): void {
  const name = fields['user.name'];
  if (typeof name === 'string' && name.includes('@')) fields['user.email'] = name;
}
