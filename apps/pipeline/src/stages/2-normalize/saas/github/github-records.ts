import type { JsonRecord } from '@tocsin/plugin-kit';

import type { Draft, KindDeclaration } from '../../values/record-kind';
import { isRecord } from '../../values/record-kinds';
import { RecordPath } from '../../values/record-mapping';
import { textOf } from '../../values/text-of';

/** Paths in the body of a webhook, each with its field. */
const BODY = {
  'sender.login': 'user.name',
  'sender.id': 'user.id',
  'pusher.name': 'user.name',
  'pusher.email': 'user.email',
  'member.login': 'user.target.name',
  'membership.user.login': 'user.target.name',
  'organization.login': 'organization.name',
  'organization.id': 'organization.id',
  'repository.full_name': 'service.name',
  'repository.html_url': 'url.original',
  'alert.most_recent_instance.message.text': 'message',
  'head_commit.timestamp': '@timestamp',
  'workflow_run.updated_at': '@timestamp',
  'workflow_job.completed_at': '@timestamp',
  'alert.created_at': '@timestamp',
  'pull_request.updated_at': '@timestamp',
};

/** Short names that people and rules know from MozDef, under details beside the body. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  id: 'sender.id',
  username: 'sender.login',
  sender_type: 'sender.type',
  sender_node_id: 'sender.node_id',
  sender_site_admin: 'sender.site_admin',
  repo_id: 'repository.id',
  repo_name: 'repository.name',
  repo_private: 'repository.private',
  repo_owner_id: 'repository.owner.id',
  repo_owner_name: 'repository.owner.name',
  repo_owner_login: 'repository.owner.login',
  repo_owner_node_id: 'repository.owner.node_id',
  repo_owner_site_admin: 'repository.owner.site_admin',
  org_id: 'organization.id',
  org_login: 'organization.login',
  org_node_id: 'organization.node_id',
  ref: 'ref',
  ref_type: 'ref_type',
  commit_id: 'head_commit.id',
  commit_msg: 'head_commit.message',
  commit_url: 'head_commit.url',
  commit_author: 'head_commit.author.email',
  committer: 'head_commit.committer.email',
  pusher_name: 'pusher.name',
  pusher_email: 'pusher.email',
  pr_number: 'number',
  pr_title: 'pull_request.title',
  pr_state: 'pull_request.state',
  member_login: 'member.login',
  team_name: 'team.name',
};
const SHORT_PATHS = Object.entries(SHORT_NAMES).map(([name, path]) => [name, new RecordPath(path)] as const);

const webhook: KindDeclaration = {
  dataset: 'github.webhook',
  marks: ['repository'],
  knowsBetter: ['tags'],
  isOne: ({ repository, sender, action, ref, hook }) =>
    isRecord(repository) && (isRecord(sender) || [action, ref, hook].some((one) => one !== undefined)),
  isNamedBy: ({ tags }) => tags === 'githubeventsqs' || (Array.isArray(tags) && tags.includes('githubeventsqs')),
  table: {
    ...BODY,
    ...Object.fromEntries(Object.entries(BODY).map(([path, field]) => [`body.${path}`, field])),
    request_id: 'http.request.id',
  },
  always: { 'event.kind': 'event', 'event.category': ['configuration'], 'event.type': ['change'] },
  refine: (fields, record) => {
    const body = isRecord(record['body']) ? record['body'] : record;
    const event = textOf(record['event']) || eventOf(body);
    const action = textOf(body['action']);
    fields['event.action'] = [event, action].filter((word) => word !== '').join('.') || 'webhook';
    if (body !== record) {
      fields['tags'] = ['github', 'webhook'];
      fields['details'] = withShortNames(record, body);
    }
    fields['message'] ??= sentence(fields);
  },
};

/** The kind of a webhook is in a header the body does not have; its content tells. */
function eventOf(body: JsonRecord): string {
  if (body['commits'] !== undefined || body['head_commit'] !== undefined) return 'push';
  const named = [
    'workflow_job',
    'workflow_run',
    'pull_request',
    'issue',
    'member',
    'membership',
    'team',
    'release',
    'alert',
  ];
  return named.find((name) => body[name] !== undefined) ?? 'repository';
}

function withShortNames(record: JsonRecord, body: JsonRecord): Draft {
  const named = SHORT_PATHS.map(([name, path]) => [name, path.in(body)] as const);
  const told = named.filter(([, value]) => value !== undefined && value !== null);
  return { ...(Object.fromEntries(told) as Draft), ...(record as Draft) };
}

function sentence(fields: Draft): string {
  const who = textOf(fields['user.name']);
  const where = textOf(fields['service.name']);
  return `${textOf(fields['event.action'])}${where === '' ? '' : ` in ${where}`}${who === '' ? '' : ` by ${who}`}`;
}

const audit: KindDeclaration = {
  dataset: 'github.audit',
  marks: ['action', 'actor'],
  isOne: ({ action, actor, org, business, repo, user, _document_id: id }) =>
    typeof action === 'string' &&
    action.includes('.') &&
    (typeof actor === 'string' || actor === undefined) &&
    [org, business, repo, user, id].some((one) => one !== undefined),
  table: {
    '@timestamp': '@timestamp',
    created_at: '@timestamp',
    action: 'event.action',
    actor: 'user.name',
    actor_id: 'user.id',
    user: 'user.target.name',
    actor_ip: 'source.ip',
    'actor_location.country_code': 'source.geo.country_iso_code',
    user_agent: 'user_agent.original',
    org: 'organization.name',
    org_id: 'organization.id',
    repo: 'service.name',
    _document_id: 'event.id',
  },
  always: { 'event.kind': 'event', 'event.outcome': 'success' },
  refine: (fields) => {
    const action = textOf(fields['event.action']);
    const isAccount = /^(?:org|business|team|user|account|members?can|personal_access_token)\./.test(action);
    fields['event.category'] = [isAccount ? 'iam' : 'configuration'];
    const isRemoval = /\.(?:destroy|remove|delete|disable)/.test(action);
    fields['event.type'] = [isRemoval ? 'deletion' : /\.(?:create|add)/.test(action) ? 'creation' : 'change'];
    fields['message'] ??= sentence(fields);
  },
};

/** What GitHub tells of: its audit log, and webhooks. */
export const GITHUB_KINDS: readonly KindDeclaration[] = [audit, webhook];
