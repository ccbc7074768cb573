import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../../values/record-kind';
import { isRecord } from '../../../values/record-kinds';
import { textOf } from '../../../values/text-of';
import { addEmail, typeOf } from './identity';

const EVENT: Draft = { 'event.kind': 'event' };
const LOGIN_FAILURES = /failure|blocked|challenge_fail|suspicious/;

/** Reports of Google Workspace: one of its applications as dataset. */
const googleWorkspace: KindDeclaration = {
  dataset: 'google_workspace.activity',
  marks: ['id', 'actor'],
  isOne: ({ id, kind }) =>
    isRecord(id) && (typeof id['applicationName'] === 'string' || kind === 'admin#reports#activity'),
  table: {
    'id.time': '@timestamp',
    'id.uniqueQualifier': 'event.id',
    'actor.email': 'user.name',
    'actor.profileId': 'user.id',
    'id.customerId': 'organization.id',
    ipAddress: 'source.ip',
    name: 'event.action',
    'events.0.name': 'event.action',
    'parameters.USER_EMAIL': 'user.target.name',
    'parameters.doc_title': 'file.name',
  },
  always: EVENT,
  refine: (fields, record) => {
    const application = textOf((record['id'] as JsonRecord)['applicationName']) || 'activity';
    fields['event.dataset'] = `google_workspace.${application}`;
    const action = textOf(fields['event.action']).toLowerCase();
    const isLogin = application === 'login';
    fields['event.category'] = [isLogin ? 'authentication' : application === 'drive' ? 'file' : 'iam'];
    fields['event.type'] = [
      isLogin ? (action === 'logout' ? 'end' : 'start') : application === 'drive' ? 'access' : typeOf(action),
    ];
    fields['event.outcome'] = isLogin && LOGIN_FAILURES.test(action) ? 'failure' : 'success';
    addEmail(fields);
  },
};

/** Sigma's services of Microsoft 365, by its workloads and operations. */
function officeDataset(record: JsonRecord): string {
  const workload = textOf(record['Workload'] ?? record['workload']).toLowerCase();
  if (workload.includes('exchange')) return 'm365.exchange';
  return workload.includes('security') || workload.includes('threat') ? 'm365.threat_management' : 'm365.audit';
}

const office: KindDeclaration = {
  dataset: 'm365.audit',
  marks: ['RecordType', 'Operation', 'OrganizationId'],
  table: {
    CreationTime: '@timestamp',
    Id: 'event.id',
    Operation: 'event.action',
    Workload: 'event.provider',
    UserId: 'user.name',
    'Actor.0.ID': 'user.name',
    UserKey: 'user.id',
    ObjectId: 'file.path',
    OrganizationId: 'organization.id',
    OrganizationName: 'organization.name',
    UserAgent: 'user_agent.original',
    ResultStatus: 'event.reason',
  },
  always: EVENT,
  refine: (fields, record) => {
    fields['event.dataset'] = officeDataset(record);
    placeClient(fields, record);
    const status = textOf(fields['event.reason']).toLowerCase();
    const action = textOf(fields['event.action']);
    const hasFailed = /fail|false|error|denied/.test(status) || /Failed$/.test(action);
    fields['event.outcome'] = hasFailed ? 'failure' : 'success';
    const isLogin = /^UserLog(?:gedIn|inFailed|gedOff)/.test(action);
    const isFile = /^(?:File|Folder|Sharing|Page)/.test(action);
    fields['event.category'] = [
      isLogin ? 'authentication' : isFile ? 'file' : /Mailbox|Inbox|Send|Mail/.test(action) ? 'email' : 'iam',
    ];
    fields['event.type'] = [
      isLogin ? 'start' : isFile ? 'access' : fields['event.category'][0] === 'email' ? 'info' : typeOf(action),
    ];
    addEmail(fields);
  },
};

const CLIENT = /^\[?([0-9A-Fa-f:.]+?)\]?(?::(\d{1,5}))?$/;

/** An address, with or without a port behind it. */
function placeClient(fields: Draft, record: JsonRecord): void {
  const text = textOf(
    record['ClientIP'] ?? record['clientip'] ?? record['ClientIPAddress'] ?? record['ActorIpAddress'],
  );
  const isSixWithoutPort = text.split(':').length > 2 && !text.startsWith('[');
  const [, address, port] = isSixWithoutPort ? [text, text] : (CLIENT.exec(text) ?? []);
  if (address === undefined || !/[.:]/.test(address)) return;
  fields['source.address'] = address;
  if (/^\d+(?:\.\d+){3}$|:/.test(address)) fields['source.ip'] = address;
  if (port !== undefined) fields['source.port'] = Number(port);
}

/** Who keeps what in shared folders, messages and tickets. */
const slack: KindDeclaration = {
  dataset: 'slack.audit',
  marks: ['context', 'actor', 'action'],
  isOne: ({ context, actor, action }) => isRecord(context) && isRecord(actor) && typeof action === 'string',
  table: {
    date_create: '@timestamp',
    id: 'event.id',
    action: 'event.action',
    'actor.user.email': 'user.name',
    'actor.user.name': 'user.full_name',
    'actor.user.id': 'user.id',
    'context.ip_address': 'source.ip',
    'context.ua': 'user_agent.original',
    'context.location.name': 'organization.name',
    'entity.user.email': 'user.target.name',
  },
  always: { ...EVENT, 'event.outcome': 'success' },
  refine: categorizeByName,
};

const box: KindDeclaration = {
  dataset: 'box.events',
  marks: ['event_type', 'created_by'],
  table: {
    created_at: '@timestamp',
    event_id: 'event.id',
    event_type: 'event.action',
    'created_by.login': 'user.name',
    'created_by.name': 'user.full_name',
    'created_by.id': 'user.id',
    ip_address: 'source.ip',
    'source.login': 'user.target.name',
    'source.item_name': 'file.name',
  },
  always: EVENT,
  refine: (fields) => {
    categorizeByName(fields);
    fields['event.outcome'] = /FAILED/.test(textOf(fields['event.action'])) ? 'failure' : 'success';
  },
};

const asana: KindDeclaration = {
  dataset: 'asana.audit',
  marks: ['event_category', 'event_type', 'actor'],
  table: {
    created_at: '@timestamp',
    timestamp: '@timestamp',
    gid: 'event.id',
    'event_type._tag': 'event.action',
    event_type: 'event.action',
    'actor.email': 'user.name',
    'actor.user.email': 'user.name',
    'actor.name': 'user.full_name',
    'context.client_ip_address': 'source.ip',
    'origin.geo_location.ip_address': 'source.ip',
    'context.user_agent': 'user_agent.original',
  },
  always: EVENT,
  refine: (fields) => {
    categorizeByName(fields);
    fields['event.outcome'] = /fail/.test(textOf(fields['event.action'])) ? 'failure' : 'success';
  },
};

const zendesk: KindDeclaration = {
  dataset: 'zendesk.audit',
  marks: ['action_label', 'source_type'],
  table: {
    created_at: '@timestamp',
    id: 'event.id',
    action: 'event.action',
    actor_name: 'user.name',
    actor_id: 'user.id',
    ip_address: 'source.ip',
    change_description: 'message',
  },
  always: { ...EVENT, 'event.category': ['configuration'], 'event.type': ['change'], 'event.outcome': 'success' },
};

/** Documents, mail, messages and tickets. */
export const OFFICE_KINDS: readonly KindDeclaration[] = [googleWorkspace, office, slack, box, asana, zendesk];

/** By the words services use for what was done. */
export function categorizeByName(fields: Draft): void {
  const action = textOf(fields['event.action']);
  const isLogin = /log_?(?:in|on|out)|sign_?(?:in|out)|session/i.test(action);
  const isFile = /file|download|upload|item_|share|content|preview/i.test(action);
  fields['event.category'] = [isLogin ? 'authentication' : isFile ? 'file' : 'iam'];
  fields['event.type'] = [isLogin ? (/out/i.test(action) ? 'end' : 'start') : isFile ? 'access' : typeOf(action)];
  addEmail(fields);
}
