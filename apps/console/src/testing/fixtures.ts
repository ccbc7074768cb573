import type {
  Alert,
  AlertGroup,
  AlertGroupPage,
  AlertPage,
  AlertSummary,
  Hello,
  Key,
  Session,
  Source,
  SystemStatus,
  TailLine,
} from '@tocsin/api-contract';

/** The moment at which the stories of the tests happen. */
export const NOW = '2026-11-24T12:04:37.000Z';

const EVERYTHING = [
  'account.invite',
  'alert.acknowledge',
  'alert.handle',
  'alert.read',
  'event.read',
  'source.manage',
  'source.read',
  'status.read',
];

export const MARA = { id: 'mara-id', username: 'mara', displayName: 'Mara Hill' };
export const IDRIS = { id: 'idris-id', username: 'idris', displayName: 'Idris Bell' };

/** What a console is told that has not been here before. */
export function aHello(patch: Partial<Hello> = {}): Hello {
  const feed = { seq: 1, isWhole: false };
  return { serverTime: '2026-11-24T12:04:00.000Z', revision: 1, feeds: { alerts: feed, incidents: feed }, ...patch };
}

export function aSession(permissions: readonly string[] = EVERYTHING): Session {
  return { account: { ...MARA, permissions: [...permissions] }, expiresAt: '2026-11-24T20:00:00.000Z' };
}

/** Alert number `n`, one minute older than number `n - 1`. */
export function anAlert(n: number, patch: Partial<AlertSummary> = {}): AlertSummary {
  const at = new Date(Date.parse('2026-11-24T12:00:00.000Z') - n * 60_000).toISOString();
  return {
    id: `id-${n}`,
    number: `A-${n}`,
    severity: 'high',
    title: `Password guessing ${n}`,
    reason: '26 failures in 58 s',
    detector: 'stream',
    ruleId: 'ssh-guessing',
    entity: { field: 'source.ip', value: '203.0.113.9' },
    status: 'new',
    assignee: null,
    verdict: null,
    snoozedUntil: null,
    tags: [],
    eventCount: 26,
    signalCount: 1,
    firstAt: at,
    lastAt: at,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    ...patch,
  };
}

export function aDetail(alert: AlertSummary, patch: Partial<Alert> = {}): Alert {
  return {
    ...alert,
    rule: {
      id: alert.ruleId,
      title: alert.title,
      description: 'Many failures from one address.',
      hash: '9f2c41e0aa11bb22',
      level: alert.severity,
      author: 'Ada',
      tags: ['attack.t1110.001'],
      falsePositives: ['A forgotten password in a script.'],
      references: ['https://attack.mitre.org/techniques/T1110/001/'],
    },
    proof: {
      selections: [
        {
          name: 'failures',
          conditions: [{ field: 'event.outcome', operator: 'equals', expected: 'failure', seen: 'failure' }],
        },
      ],
      events: [{ id: 'e-1', at: alert.firstAt, message: 'Failed password for root' }],
      eventCount: alert.eventCount,
    },
    lastProof: null,
    acknowledgedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    duplicateOf: null,
    timeToAcknowledgeMs: null,
    timeToResolveMs: null,
    ...patch,
  };
}

export function aPage(alerts: readonly AlertSummary[], patch: Partial<AlertPage> = {}): AlertPage {
  return {
    alerts: [...alerts],
    total: alerts.length,
    nextCursor: null,
    asOf: '2026-11-24T12:01:00.000Z',
    coveredUntil: '2026-11-24T12:00:55.000Z',
    ...patch,
  };
}

/** The group of alerts about `web-<n>`. */
export function aGroup(n: number, patch: Partial<AlertGroup> = {}): AlertGroup {
  return {
    term: `host.name:web-${n}`,
    entity: { field: 'host.name', value: `web-${n}` },
    ruleId: 'ssh-guessing',
    title: 'Password guessing',
    severity: 'high',
    severities: [{ value: 'high', count: 2 }],
    ...{ count: 2, ruleCount: 1, entityCount: 1, unassigned: 2 },
    lastAt: '2026-11-24T12:00:00.000Z',
    ...patch,
  };
}

export function aGroupPage(groups: readonly AlertGroup[], patch: Partial<AlertGroupPage> = {}): AlertGroupPage {
  return {
    groups: [...groups],
    groupCount: groups.length,
    total: groups.reduce((sum, { count }) => sum + count, 0),
    nextCursor: null,
    asOf: '2026-11-24T12:01:00.000Z',
    coveredUntil: '2026-11-24T12:00:55.000Z',
    ...patch,
  };
}

export function aStatus(patch: Partial<SystemStatus> = {}): SystemStatus {
  return {
    asOf: NOW,
    storage: { ok: true, detail: '' },
    queue: { ok: true, detail: '', depth: 4, fronts: [] },
    detection: { coveredUntil: '2026-11-24T12:04:29.000Z', rulesLoaded: 12 },
    today: { accepted: 41_208_331, unexplained: 0 },
    sources: { silent: 0, unusual: 0, blindRules: 0 },
    parked: { total: 0 },
    alerts: { open: 3 },
    version: '0.1.0',
    ...patch,
  };
}

export function aSource(patch: Partial<Source> = {}): Source {
  return {
    name: 'web',
    description: '',
    dialect: null,
    zone: 'UTC',
    tags: [],
    limits: { eventsPerSecond: null, requests: null, bytes: null },
    allowedNetworks: [],
    longestSilenceSeconds: null,
    strict: false,
    remembersBodies: true,
    certificateSubjects: [],
    enabled: true,
    version: 1,
    createdAt: '2026-11-21T12:00:00.000Z',
    ...patch,
  };
}

export function aKey(patch: Partial<Key> = {}): Key {
  return {
    id: 'k_1',
    source: 'web',
    description: 'rsyslog',
    createdAt: '2026-11-21T12:00:00.000Z',
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    ...patch,
  };
}

export function aTailLine(n: number, patch: Partial<TailLine> = {}): TailLine {
  return {
    id: `e-${n}`,
    at: NOW,
    source: 'web',
    host: 'web-1',
    program: 'sshd',
    message: `Failed password for user ${n}`,
    rules: 0,
    ...patch,
  };
}
