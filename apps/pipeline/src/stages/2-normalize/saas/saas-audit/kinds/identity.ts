import type { Draft, KindDeclaration } from '../../../values/record-kind';
import { textOf } from '../../../values/text-of';

const EVENT: Draft = { 'event.kind': 'event' };
const LOGIN: Draft = { ...EVENT, 'event.category': ['authentication'], 'event.type': ['start'] };

const okta: KindDeclaration = {
  dataset: 'okta.system',
  marks: ['eventType', 'actor'],
  isOne: ({ published, outcome, client, legacyEventType }) =>
    [published, outcome, client, legacyEventType].filter((one) => one !== undefined).length >= 2,
  table: {
    published: '@timestamp',
    uuid: 'event.id',
    eventType: 'event.action',
    displayMessage: 'message',
    severity: 'log.level',
    'actor.alternateId': 'user.name',
    'actor.id': 'user.id',
    'actor.displayName': 'user.full_name',
    'client.ipAddress': 'source.ip',
    'client.userAgent.rawUserAgent': 'user_agent.original',
    'client.geographicalContext.country': 'source.geo.country_name',
    'client.geographicalContext.city': 'source.geo.city_name',
    'target.0.alternateId': 'user.target.name',
    'target.0.id': 'user.target.id',
    'outcome.reason': 'event.reason',
    'transaction.id': 'trace.id',
  },
  always: EVENT,
  refine: (fields, record) => {
    const result = textOf((record['outcome'] as Record<string, unknown> | null)?.['result']).toUpperCase();
    const isFailure = result === 'FAILURE' || result === 'DENY';
    fields['event.outcome'] = isFailure ? 'failure' : /^(?:SUCCESS|ALLOW)$/.test(result) ? 'success' : 'unknown';
    const action = textOf(fields['event.action']);
    const isLogin = /^(?:user\.(?:session|authentication)|policy\.evaluate_sign_on|user\.mfa)/.test(action);
    fields['event.category'] = [isLogin ? 'authentication' : 'iam'];
    fields['event.type'] = [isLogin ? (action.endsWith('.end') ? 'end' : 'start') : typeOf(action)];
    addEmail(fields);
  },
};

const AUTH0_FAILURES = /^f(?!n$)|^limit_|^pwd_leak/;

const auth0Fields = {
  date: '@timestamp',
  log_id: 'event.id',
  type: 'event.code',
  description: 'message',
  ip: 'source.ip',
  user_name: 'user.name',
  'details.request.auth.user.email': 'user.name',
  user_id: 'user.id',
  user_agent: 'user_agent.original',
  client_name: 'service.name',
  hostname: 'url.domain',
};

const auth0: KindDeclaration = {
  dataset: 'auth0.logs',
  marks: ['log_id', 'data'],
  table: Object.fromEntries(Object.entries(auth0Fields).map(([path, field]) => [`data.${path}`, field])),
  always: EVENT,
  refine: judgeAuth0,
};

const auth0Bare: KindDeclaration = {
  dataset: 'auth0.logs',
  marks: ['log_id', 'type', 'date'],
  table: auth0Fields,
  always: EVENT,
  refine: judgeAuth0,
};

function judgeAuth0(fields: Draft): void {
  const code = textOf(fields['event.code']);
  fields['event.action'] = textOf(fields['message']) || code;
  fields['event.outcome'] = AUTH0_FAILURES.test(code) ? 'failure' : 'success';
  const isLogin = /^(?:s|f|fp|fu|fsa|ssa|seacft|feacft|slo|flo)$/.test(code);
  fields['event.category'] = [isLogin ? 'authentication' : 'iam'];
  fields['event.type'] = [isLogin ? (code.endsWith('lo') ? 'end' : 'start') : 'change'];
  addEmail(fields);
}

const duoAdmin: KindDeclaration = {
  dataset: 'cisco.duo',
  marks: ['isotimestamp', 'action', 'username'],
  table: {
    isotimestamp: '@timestamp',
    action: 'event.action',
    username: 'user.name',
    object: 'user.target.name',
    host: 'source.ip',
    description: 'event.reason',
  },
  always: { ...EVENT, 'event.outcome': 'success' },
  refine: (fields) => {
    const action = textOf(fields['event.action']);
    fields['event.category'] = [/login/.test(action) ? 'authentication' : 'iam'];
    fields['event.type'] = [/login/.test(action) ? 'start' : typeOf(action)];
    if (/error|fail/.test(action)) fields['event.outcome'] = 'failure';
  },
};

const duoLogin: KindDeclaration = {
  dataset: 'cisco.duo',
  marks: ['txid', 'result', 'factor'],
  table: {
    isotimestamp: '@timestamp',
    timestamp: '@timestamp',
    txid: 'event.id',
    event_type: 'event.action',
    factor: 'event.action',
    'user.name': 'user.name',
    email: 'user.email',
    'access_device.ip': 'source.ip',
    'auth_device.ip': 'source.nat.ip',
    'application.name': 'service.name',
    reason: 'event.reason',
  },
  always: LOGIN,
  refine: (fields, { result }) => {
    fields['event.outcome'] = /^(?:success|approved)/i.test(textOf(result)) ? 'success' : 'failure';
  },
};

const ONELOGIN_FAILURES = new Set(['6', '77', '154', '901', '902']);

const onelogin: KindDeclaration = {
  dataset: 'onelogin.events',
  marks: ['event_type_id'],
  isOne: (record) => ['ipaddr', 'user_name', 'actor_user_name', 'account_id'].some((key) => record[key] !== undefined),
  table: {
    event_timestamp: '@timestamp',
    created_at: '@timestamp',
    id: 'event.id',
    event_type_id: 'event.code',
    actor_user_name: 'user.name',
    user_name: 'user.name',
    actor_user_id: 'user.id',
    ipaddr: 'source.ip',
    app_name: 'service.name',
    notes: 'event.reason',
    error_description: 'error.message',
  },
  always: { ...EVENT, 'event.category': ['iam'], 'event.type': ['info'] },
  refine: (fields) => {
    const code = textOf(fields['event.code']);
    if (code === '5' || code === '6') {
      fields['event.category'] = ['authentication'];
      fields['event.type'] = ['start'];
    }
    fields['event.outcome'] = ONELOGIN_FAILURES.has(code) ? 'failure' : 'success';
  },
};

const vaultUse: KindDeclaration = {
  dataset: 'onepassword.itemusages',
  marks: ['item_uuid', 'vault_uuid', 'user'],
  table: {
    timestamp: '@timestamp',
    uuid: 'event.id',
    action: 'event.action',
    'user.email': 'user.name',
    'user.name': 'user.full_name',
    'user.uuid': 'user.id',
    'client.ip_address': 'source.ip',
  },
  always: { ...EVENT, 'event.category': ['iam'], 'event.type': ['info'], 'event.outcome': 'success' },
  refine: addEmail,
};

const vaultLogin: KindDeclaration = {
  dataset: 'onepassword.signin_attempts',
  marks: ['session_uuid', 'target_user'],
  table: {
    timestamp: '@timestamp',
    uuid: 'event.id',
    type: 'event.action',
    'target_user.email': 'user.name',
    'target_user.name': 'user.full_name',
    'target_user.uuid': 'user.id',
    'client.ip_address': 'source.ip',
    country: 'source.geo.country_iso_code',
  },
  always: LOGIN,
  refine: (fields, { category }) => {
    fields['event.outcome'] = category === 'success' ? 'success' : 'failure';
    addEmail(fields);
  },
};

/** Who signs in where, and who may. */
export const IDENTITY_KINDS: readonly KindDeclaration[] = [
  okta,
  auth0,
  auth0Bare,
  duoLogin,
  duoAdmin,
  onelogin,
  vaultUse,
  vaultLogin,
];

/** ECS's word for what an action does, by the verbs in its name. */
export function typeOf(action: string): string {
  if (/create|add|grant|invite|activate\b|enroll/i.test(action)) return 'creation';
  return /delete|remove|revoke|deactivate|suspend|destroy/i.test(action) ? 'deletion' : 'change';
}

/** A name that is an address is one. */
export function addEmail(fields: Draft): void {
  const name = textOf(fields['user.name']);
  if (name.includes('@')) fields['user.email'] ??= name;
}
