import type { SecurityEvent } from '@tocsin/event-model';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../testing/normalized';
import { AliasNormalizer } from '../shippers/alias/alias.normalizer';
import { GithubNormalizer } from './github/github.normalizer';
import { SaasAuditNormalizer } from './saas-audit/saas-audit.normalizer';
import { ZoomNormalizer } from './zoom/zoom.normalizer';

const plugins = [new GithubNormalizer(), new ZoomNormalizer(), new SaasAuditNormalizer(), new AliasNormalizer()];

async function one(record: object): Promise<SecurityEvent> {
  const [event] = await normalized(plugins, [record]);
  return event as SecurityEvent;
}

const okta = {
  uuid: 'u1',
  published: '2026-11-20T10:00:00.123Z',
  eventType: 'user.session.start',
  displayMessage: 'User login to Okta',
  actor: { id: 'a1', alternateId: 'ann@example.com', displayName: 'Ann' },
  client: { ipAddress: '203.0.113.9', userAgent: { rawUserAgent: 'Firefox' } },
  outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
};

const meeting = (object: object, payload: object = {}) => ({
  summary: 'zoom_event',
  source: 'api',
  hostname: 'zoom_host',
  category: 'zoom',
  tags: 'zoom',
  details: {
    event: 'meeting.ended',
    payload: { ...payload, object: { id: '1', uuid: 'u=', topic: 'secret', ...object } },
  },
});

const push = {
  ref: 'refs/heads/main',
  sender: { login: 'ann', id: 7, type: 'User' },
  repository: { id: 1, name: 'tool', full_name: 'acme/tool', private: true, owner: { login: 'acme' } },
  organization: { login: 'acme', id: 3 },
  head_commit: { id: 'c1', message: 'mend', timestamp: '2026-11-20T12:00:00+02:00' },
};

describe(SaasAuditNormalizer.name, () => {
  it('reads Okta', async () => {
    expect(await one(okta)).toMatchObject({
      '@timestamp': '2026-11-20T10:00:00.123Z',
      'event.module': 'okta',
      'event.action': 'user.session.start',
      'event.category': ['authentication'],
      'event.outcome': 'failure',
      'event.reason': 'INVALID_CREDENTIALS',
      'user.name': 'ann@example.com',
      'user.email': 'ann@example.com',
      'source.ip': '203.0.113.9',
      message: 'User login to Okta',
      details: okta,
    });
  });

  it.each([
    [
      'Auth0',
      {
        log_id: 'l',
        data: { type: 'fp', date: '2026-11-20T10:00:00Z', ip: '203.0.113.9', user_name: 'ann', description: 'Wrong' },
      },
      { 'event.module': 'auth0', 'event.outcome': 'failure', 'user.name': 'ann', 'event.category': ['authentication'] },
    ],
    [
      'Duo',
      {
        isotimestamp: '2026-11-20T10:00:00Z',
        txid: 't',
        factor: 'push',
        result: 'denied',
        user: { name: 'ann' },
        access_device: { ip: '203.0.113.9' },
      },
      { 'event.dataset': 'cisco.duo', 'event.outcome': 'failure', 'user.name': 'ann', 'source.ip': '203.0.113.9' },
    ],
    [
      'OneLogin',
      { event_type_id: 6, user_name: 'ann', ipaddr: '203.0.113.9', account_id: 1 },
      { 'event.dataset': 'onelogin.events', 'event.outcome': 'failure', 'event.category': ['authentication'] },
    ],
    [
      'Google Workspace',
      {
        id: { applicationName: 'login', time: '2026-11-20T10:00:00Z' },
        actor: { email: 'ann@example.com' },
        name: 'login_failure',
        ipAddress: '203.0.113.9',
      },
      { 'event.dataset': 'google_workspace.login', 'event.outcome': 'failure', 'user.name': 'ann@example.com' },
    ],
    [
      'Microsoft 365',
      {
        RecordType: 15,
        Operation: 'UserLoginFailed',
        OrganizationId: 'o',
        UserId: 'ann@example.com',
        ClientIP: '203.0.113.9:5000',
        ResultStatus: 'Failed',
      },
      { 'event.module': 'm365', 'event.outcome': 'failure', 'source.ip': '203.0.113.9', 'source.port': 5000 },
    ],
    [
      'Microsoft 365 over IPv6',
      {
        RecordType: 2,
        Operation: 'New-InboxRule',
        OrganizationId: 'o',
        Workload: 'Exchange',
        ClientIP: '[2001:db8::7]:443',
      },
      { 'event.dataset': 'm365.exchange', 'source.ip': '2001:db8::7', 'source.port': 443, 'event.category': ['email'] },
    ],
    [
      'Slack',
      {
        action: 'user_login',
        date_create: 1795168800,
        actor: { user: { email: 'ann@example.com' } },
        context: { ip_address: '203.0.113.9' },
      },
      { 'event.module': 'slack', '@timestamp': '2026-11-20T10:00:00.000Z', 'user.name': 'ann@example.com' },
    ],
    [
      'Snowflake',
      { EVENT_TIMESTAMP: '2026-11-20 10:00:00.5', USER_NAME: 'ANN', CLIENT_IP: '203.0.113.9', IS_SUCCESS: 'NO' },
      { 'event.module': 'snowflake', 'event.outcome': 'failure', 'user.name': 'ANN' },
    ],
    [
      'Teleport',
      {
        ei: 1,
        event: 'session.start',
        code: 'T2000I',
        user: 'ann',
        'addr.remote': '203.0.113.9:4000',
        time: '2026-11-20T10:00:00Z',
      },
      { 'event.module': 'teleport', 'source.ip': '203.0.113.9', 'source.port': 4000 },
    ],
    [
      'CrowdStrike',
      {
        event_simpleName: 'ProcessRollup2',
        aid: 'a',
        timestamp: '1795168800000',
        event: { CommandLine: 'cmd', ParentBaseFileName: 'explorer.exe' },
      },
      { 'event.module': 'crowdstrike', 'event.category': ['process'], 'process.command_line': 'cmd' },
    ],
    [
      'Cloudflare',
      {
        RayID: 'r',
        ClientIP: '203.0.113.9',
        Action: 'block',
        ClientRequestHost: 'example.com',
        Datetime: '2026-11-20T10:00:00Z',
      },
      { 'event.module': 'cloudflare', 'event.type': ['access', 'denied'], 'url.domain': 'example.com' },
    ],
  ])('reads %s', async (_, record, fields) => {
    expect(await one(record)).toMatchObject(fields);
  });

  it('leaves to others what only has a word in common', async () => {
    for (const record of [
      { id: 1, actor: 'x' },
      { event: 'x', metadata: {} },
      { action: 'x', actor: {}, context: 'y' },
    ])
      expect((await one(record))['event.dataset']).toBeUndefined();
  });
});

describe(ZoomNormalizer.name, () => {
  it('says what happened and by whom, and not what a meeting was about', async () => {
    const event = await one(meeting({ participant: { user_id: '12', user_name: 'Random User' }, start_time: '' }));
    expect(event).toMatchObject({
      message: 'zoom: meeting.ended triggered by user Random User',
      'process.name': 'zoom_webhook_api',
      'user.name': 'Random User',
      'host.name': 'zoom_host',
      'tocsin.category': 'zoom',
      details: {
        event: 'meeting.ended',
        id: '1',
        uuid: 'u=',
        participant_username: 'Random User',
        participant_user_id: '12',
      },
    });
    expect(JSON.stringify(event)).not.toContain('secret');
  });

  it('names the operator, and what was planned before', async () => {
    const payload = {
      account_id: 'A',
      operator: 'ann@example.com',
      operator_id: 'o1',
      old_object: { start_time: 's', duration: '60' },
    };
    expect(await one(meeting({ account_id: 'B' }, payload))).toMatchObject({
      message: 'zoom: meeting.ended triggered by user ann@example.com',
      'user.id': 'o1',
      details: {
        account_id: 'A',
        username: 'ann@example.com',
        original_sched_start_time: 's',
        original_sched_duration: '60',
      },
    });
  });
});

describe(GithubNormalizer.name, () => {
  it('reads webhooks, as they are and as a queue carries them', async () => {
    const fields = {
      '@timestamp': '2026-11-20T10:00:00.000Z',
      'event.dataset': 'github.webhook',
      'event.action': 'push',
      'user.name': 'ann',
      'organization.name': 'acme',
      message: 'push in acme/tool by ann',
    };
    expect(await one(push)).toMatchObject(fields);
    const carried = await one({ tags: 'githubeventsqs', details: { event: 'push', request_id: 'r1', body: push } });
    expect(carried).toMatchObject({
      ...fields,
      'http.request.id': 'r1',
      tags: ['github', 'webhook'],
      details: {
        request_id: 'r1',
        repo_name: 'tool',
        repo_private: true,
        repo_owner_login: 'acme',
        username: 'ann',
        commit_msg: 'mend',
      },
    });
  });

  it('reads the audit log', async () => {
    const record = {
      action: 'org.remove_member',
      actor: 'ann',
      user: 'bob',
      org: 'acme',
      '@timestamp': 1795168800000,
      actor_ip: '203.0.113.9',
    };
    expect(await one(record)).toMatchObject({
      '@timestamp': '2026-11-20T10:00:00.000Z',
      'event.dataset': 'github.audit',
      'event.category': ['iam'],
      'event.type': ['deletion'],
      'user.name': 'ann',
      'user.target.name': 'bob',
      'source.ip': '203.0.113.9',
    });
  });
});

describe('the plug-ins', () => {
  const event: SecurityEvent = { '@timestamp': '2026-11-24T12:00:00.000Z', message: '' };
  const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: Date.parse('2026-11-24T12:00:00Z') };

  describe(SaasAuditNormalizer.name, () => {
    const normalizer = new SaasAuditNormalizer();
    describeNormalizerContract({ normalizer, options: {}, event, context: { ...context, record: okta } });
  });
  describe(ZoomNormalizer.name, () => {
    const normalizer = new ZoomNormalizer();
    describeNormalizerContract({ normalizer, options: {}, event, context: { ...context, record: meeting({}) } });
  });
  describe(GithubNormalizer.name, () => {
    const normalizer = new GithubNormalizer();
    describeNormalizerContract({ normalizer, options: {}, event, context: { ...context, record: push } });
  });
});
