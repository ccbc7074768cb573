import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { textOf } from '../../values/text-of';

const LOGINS = /^(?:ConsoleLogin|AssumeRole\w*|GetSessionToken|GetFederationToken|SwitchRole|UserAuthentication)$/;
const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Create|Run|Add|Register|Allocate|Import|Issue|Generate)/, 'creation'],
  [/^(?:Delete|Terminate|Remove|Detach|Deregister|Release|Revoke|Purge)/, 'deletion'],
  [/^(?:Get|List|Describe|Head|Lookup|Search|Scan|Query|Batch(?:Get|Check)|View|Test|Validate|Simulate)/, 'access'],
];
const IAM_SERVICES = new Set(['iam.amazonaws.com', 'sso.amazonaws.com', 'sso-directory.amazonaws.com']);

/** What was asked of Amazon's services, by whom, and with what success. */
export const cloudtrail: KindDeclaration = {
  dataset: 'aws.cloudtrail',
  marks: ['eventSource', 'eventName', 'awsRegion'],
  isNamedBy: ({ source, category }) => source === 'cloudtrail' || category === 'cloudtrail',
  table: {
    eventTime: '@timestamp',
    eventID: 'event.id',
    eventName: 'event.action',
    eventSource: 'event.provider',
    awsRegion: 'cloud.region',
    recipientAccountId: 'cloud.account.id',
    'userIdentity.accountId': 'cloud.account.id',
    sourceIPAddress: 'source.ip',
    userAgent: 'user_agent.original',
    'userIdentity.userName': 'user.name',
    'userIdentity.sessionContext.sessionIssuer.userName': 'user.name',
    'userIdentity.invokedBy': 'user.name',
    'userIdentity.principalId': 'user.id',
    'requestParameters.userName': 'user.target.name',
    errorCode: 'error.code',
    errorMessage: 'error.message',
    'requestParameters.instanceId': 'cloud.instance.id',
    'tlsDetails.tlsVersion': 'tls.version',
    'tlsDetails.cipherSuite': 'tls.cipher',
  },
  always: { 'cloud.provider': 'aws', 'event.kind': 'event' },
  refine: (fields, record) => {
    if (fields['user.name'] === undefined && identityOf(record)['type'] === 'Root') fields['user.name'] = 'root';
    fields['event.outcome'] = hasFailed(fields, record) ? 'failure' : 'success';
    categorize(fields);
  },
};

function identityOf(record: JsonRecord): JsonRecord {
  return objectAt(record, 'userIdentity', 'useridentity');
}

function hasFailed(fields: Draft, record: JsonRecord): boolean {
  const response = objectAt(record, 'responseElements', 'responseelements');
  const login = response['ConsoleLogin'] ?? response['consolelogin'];
  return login === 'Failure' || fields['error.code'] !== undefined || fields['error.message'] !== undefined;
}

function categorize(fields: Draft): void {
  const action = textOf(fields['event.action']);
  const type = VERBS.find(([verb]) => verb.test(action))?.[1] ?? 'change';
  if (LOGINS.test(action)) {
    fields['event.category'] = ['authentication'];
    fields['event.type'] = ['start'];
  } else if (IAM_SERVICES.has(textOf(fields['event.provider']))) {
    fields['event.category'] = ['iam'];
    fields['event.type'] = [type === 'access' ? 'info' : type];
  } else {
    fields['event.category'] = [type === 'access' ? 'api' : 'configuration'];
    fields['event.type'] = [type];
  }
}

function objectAt(record: JsonRecord, ...keys: readonly string[]): JsonRecord {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonRecord;
  }
  return {};
}
