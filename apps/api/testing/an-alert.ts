import { AlertEntity } from '@tocsin/database';
import type { DataSource } from 'typeorm';

/** Stores an alert about a guessed password, with whatever the spec wants different. */
export async function insertAlert(dataSource: DataSource, patch: Partial<AlertEntity> = {}): Promise<AlertEntity> {
  const now = new Date();
  const proof = {
    selections: [
      {
        name: 'guess',
        conditions: [{ field: 'event.outcome', operator: 'equals', expected: 'failure', seen: 'failure' }],
      },
    ],
    events: [{ id: 'e-1', at: now.toISOString(), message: 'Failed password for root' }],
    eventCount: 1,
  };
  const rule = {
    id: 'ssh-guess',
    title: 'Password guessed',
    description: 'Many failures from one address.',
    hash: '0'.repeat(64),
    level: 'high' as const,
    tags: ['attack.t1110'],
    author: 'Ada',
    falsePositives: [],
    references: [],
  };
  const alerts = dataSource.getRepository(AlertEntity);
  const alert = alerts.create({
    ruleId: rule.id,
    rule,
    severity: 'high',
    title: rule.title,
    reason: '26 failures in 58 s',
    detector: 'stream',
    entityField: 'source.ip',
    entityValue: '203.0.113.7',
    groupKey: '203.0.113.7',
    status: 'new',
    assigneeId: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    eventCount: 26,
    signalCount: 1,
    firstAt: now,
    lastAt: now,
    createdAt: now,
    updatedAt: now,
    revision: 1,
    proof,
    lastProof: null,
    ...patch,
  });
  await alerts.insert(alert);
  return alerts.findOneByOrFail({ id: alert.id });
}
