import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AlertGrouping, type AlertChange } from '../grouping/alert-grouping';
import { groupKeyOf, TROUBLE_RULE_ID, troubleFacts, troubleSignal, type KnownTrouble } from './trouble-signal';

interface OpenAlert {
  readonly id: string;
  readonly isTaken: boolean;
}

const OPEN = `
  SELECT id, status <> 'new' OR assignee_id IS NOT NULL AS "isTaken" FROM alert
   WHERE rule_id = $1 AND group_key = $2 AND status <> 'resolved'
   ORDER BY last_at DESC, id LIMIT 1 FOR NO KEY UPDATE`;
const NOTE = `INSERT INTO alert_history (alert_id, at, kind, by, detail) VALUES ($1, $2, $3, NULL, $4)`;
const TOUCH = `
  WITH changed AS (UPDATE alert SET updated_at = $2, revision = revision + 1 WHERE id = $1 RETURNING id, revision)
  SELECT id, revision FROM changed`;
const AMEND = `
  WITH changed AS (
    UPDATE alert SET rule = $3, title = $4, severity = $5, reason = $6, proof = $7, updated_at = $2, revision = revision + 1
     WHERE id = $1 RETURNING id, revision)
  SELECT id, revision FROM changed`;
const RESOLVE = `
  WITH changed AS (
    UPDATE alert SET status = 'resolved', resolved_at = $2, verdict = 'benign', snoozed_until = NULL, updated_at = $2, revision = revision + 1
     WHERE id = $1 RETURNING id, revision)
  SELECT id, revision FROM changed`;

/** What an alert is to say. */
export interface Telling {
  readonly source: string;
  /** All that is wrong with the source now, oldest first. */
  readonly troubles: readonly KnownTrouble[];
  /** What has changed, in words. */
  readonly text: string;
  readonly now: Date;
}

/** The one unresolved alert a source has while something is wrong with it. */
@Injectable()
export class SourceAlerts {
  constructor(private readonly grouping: AlertGrouping) {}

  /** Says what has begun. Raises an alert when there is none that is unresolved: who resolved one knew nothing of this. */
  async begin(manager: EntityManager, telling: Telling): Promise<readonly AlertChange[]> {
    const open = await this.find(manager, telling.source);
    if (open !== undefined) return this.amend(manager, open, telling);
    return this.grouping.record(manager, [troubleSignal(telling.troubles, telling.now)]);
  }

  /** Says what is over. With the last trouble the alert is resolved as benign, unless somebody has taken it: then it is theirs. */
  async end(manager: EntityManager, telling: Telling): Promise<readonly AlertChange[]> {
    const open = await this.find(manager, telling.source);
    if (open === undefined) return [];
    if (telling.troubles.length > 0) return this.amend(manager, open, telling);
    const { now, text } = telling;
    if (open.isTaken) {
      await manager.query(NOTE, [open.id, now, 'comment', { text }]);
      return manager.query<AlertChange[]>(TOUCH, [open.id, now]);
    }
    await manager.query(NOTE, [open.id, now, 'resolve', { verdict: 'benign', text }]);
    return manager.query<AlertChange[]>(RESOLVE, [open.id, now]);
  }

  private async amend(
    manager: EntityManager,
    { id }: OpenAlert,
    { troubles, text, now }: Telling,
  ): Promise<AlertChange[]> {
    const { rule, reason, proof } = troubleFacts(troubles);
    await manager.query(NOTE, [id, now, 'comment', { text }]);
    return manager.query<AlertChange[]>(AMEND, [id, now, rule, rule.title, rule.level, reason, proof]);
  }

  private async find(manager: EntityManager, source: string): Promise<OpenAlert | undefined> {
    const [open] = await manager.query<OpenAlert[]>(OPEN, [TROUBLE_RULE_ID, groupKeyOf(source)]);
    return open;
  }
}
