import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

const AZURE: Draft = { 'cloud.provider': 'azure', 'event.kind': 'event' };
const EMAIL_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const NAME_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';

/** What every record has. */
const RECORD = {
  time: '@timestamp',
  eventTimestamp: '@timestamp',
  operationName: 'event.action',
  correlationId: 'trace.id',
  callerIpAddress: 'source.ip',
  level: 'log.level',
  resultDescription: 'error.message',
};

const SIGN_INS = /^(?:NonInteractiveUser|ServicePrincipal|ManagedIdentity)?SignInLogs$/;

const signIn: KindDeclaration = {
  dataset: 'azure.signinlogs',
  marks: ['operationName', 'category', 'properties'],
  isOne: ({ category }) => typeof category === 'string' && SIGN_INS.test(category),
  table: {
    ...RECORD,
    'properties.createdDateTime': '@timestamp',
    'properties.id': 'event.id',
    'properties.userPrincipalName': 'user.name',
    'properties.servicePrincipalName': 'user.name',
    'properties.userId': 'user.id',
    'properties.userDisplayName': 'user.full_name',
    'properties.ipAddress': 'source.ip',
    'properties.userAgent': 'user_agent.original',
    'properties.appDisplayName': 'service.name',
    'properties.deviceDetail.displayName': 'host.name',
    'properties.deviceDetail.operatingSystem': 'host.os.full',
    'properties.status.failureReason': 'error.message',
    'properties.status.errorCode': 'error.code',
    tenantId: 'cloud.account.id',
  },
  always: { ...AZURE, 'event.category': ['authentication'], 'event.type': ['start'] },
  refine: (fields, record) => {
    const code = textOf(record['resultType'] ?? fields['error.code'] ?? '0');
    fields['event.outcome'] = code === '0' ? 'success' : 'failure';
    if (code === '0') for (const field of ['error.code', 'error.message']) delete fields[field];
    addUserEmail(fields);
  },
};

const directoryAudit: KindDeclaration = {
  dataset: 'azure.auditlogs',
  marks: ['operationName', 'category', 'properties'],
  isOne: ({ category }) => category === 'AuditLogs',
  table: {
    ...RECORD,
    'properties.activityDateTime': '@timestamp',
    'properties.id': 'event.id',
    'properties.initiatedBy.user.userPrincipalName': 'user.name',
    'properties.initiatedBy.app.displayName': 'user.name',
    'properties.initiatedBy.user.id': 'user.id',
    'properties.initiatedBy.user.ipAddress': 'source.ip',
    'properties.targetResources.0.userPrincipalName': 'user.target.name',
    'properties.targetResources.0.displayName': 'user.target.name',
    'properties.targetResources.0.id': 'user.target.id',
    'properties.resultReason': 'error.message',
    tenantId: 'cloud.account.id',
  },
  always: { ...AZURE, 'event.category': ['iam'], 'event.type': ['change'] },
  refine: (fields, record) => {
    const properties = objectOf(record['properties']);
    fields['event.outcome'] = outcomeOf(properties['result'] ?? record['resultSignature']);
    if (fields['event.outcome'] === 'success') delete fields['error.message'];
    addUserEmail(fields);
  },
};

const activity: KindDeclaration = {
  dataset: 'azure.activitylogs',
  marks: ['operationName'],
  isOne: ({ resourceId, category, properties, correlationId }) =>
    resourceId !== undefined || (category !== undefined && (properties !== undefined || correlationId !== undefined)),
  table: {
    ...RECORD,
    caller: 'user.name',
    'identity.authorization.evidence.principalId': 'user.id',
    'identity.claims.ipaddr': 'source.ip',
    subscriptionId: 'cloud.account.id',
    tenantId: 'cloud.account.id',
    location: 'cloud.region',
    resourceGroupName: 'cloud.project.name',
    'properties.userAgent': 'user_agent.original',
  },
  always: AZURE,
  refine: (fields, record) => {
    const claims = objectOf(objectOf(record['identity'])['claims']);
    for (const claim of [claims['upn'], claims[EMAIL_CLAIM], claims[NAME_CLAIM], claims['name'], claims['appid']])
      if (typeof claim === 'string' && claim !== '') fields['user.name'] ??= claim;
    fields['event.outcome'] = outcomeOf(record['resultSignature'] ?? record['resultType'] ?? record['status']);
    if (fields['event.outcome'] !== 'failure') delete fields['error.message'];
    categorize(fields);
    addUserEmail(fields);
  },
};

/** What the protection of its directory takes for a risk, and alerts about privileged roles. */
const risk: KindDeclaration = {
  dataset: 'azure.riskdetection',
  marks: ['riskEventType'],
  table: {
    activityDateTime: '@timestamp',
    detectedDateTime: '@timestamp',
    createdDateTime: '@timestamp',
    id: 'event.id',
    riskEventType: 'rule.name',
    activity: 'event.action',
    userPrincipalName: 'user.name',
    userId: 'user.id',
    userDisplayName: 'user.full_name',
    ipAddress: 'source.ip',
    riskDetail: 'event.reason',
    correlationId: 'trace.id',
  },
  always: { ...AZURE, 'event.kind': 'alert', 'event.category': ['iam'], 'event.type': ['info'] },
  refine: (fields) => {
    if (textOf(fields['rule.name']).endsWith('AlertIncident')) fields['event.dataset'] = 'azure.pim';
    addUserEmail(fields);
  },
};

/** Records of Azure's monitoring, the most telling first. */
export const AZURE_KINDS: readonly KindDeclaration[] = [signIn, directoryAudit, activity, risk];

function categorize(fields: Draft): void {
  const action = textOf(fields['event.action']).toLowerCase();
  const isRole = action.includes('roleassignments') || action.includes('roledefinitions');
  const type = action.endsWith('/delete') ? 'deletion' : action.endsWith('/read') ? 'access' : 'change';
  fields['event.category'] = [isRole ? 'iam' : type === 'access' ? 'api' : 'configuration'];
  fields['event.type'] = [isRole && type === 'access' ? 'info' : type];
}

function outcomeOf(value: unknown): string {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (/^(?:success|succeeded|succeed|accepted|started|start|active|ok)/.test(word)) return 'success';
  return /^(?:fail|denied|forbidden|unauthorized|error)/.test(word) ? 'failure' : 'unknown';
}

function objectOf(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {};
}

function addUserEmail(fields: Draft): void {
  const name = fields['user.name'];
  if (typeof name === 'string' && name.includes('@')) fields['user.email'] = name;
}
