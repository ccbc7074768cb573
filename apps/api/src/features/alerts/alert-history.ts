import { Injectable } from '@nestjs/common';
import type { AlertHistoryEntry, AlertHistoryPage, AlertHistoryQuery } from '@tocsin/api-contract';
import type { AlertHistoryKind } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { countCursor } from '../../http/cursor';
import { loadAlert } from './alert-rows';

interface HistoryRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: AlertHistoryKind;
  readonly detail: AlertHistoryEntry['detail'];
  readonly person: AlertHistoryEntry['by'];
}

const PERSON = `CASE WHEN person.id IS NULL THEN NULL ELSE
  json_build_object('id', person.id, 'username', person.username, 'displayName', person.display_name) END AS person`;

/** What was done to an alert, as people read it: oldest first. */
@Injectable()
export class AlertHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {PlainProblem} when there is no such alert. */
  async page(number: string, { cursor, limit }: AlertHistoryQuery): Promise<AlertHistoryPage> {
    const { id } = await loadAlert(this.dataSource.manager, number);
    const rows = await this.dataSource.query<HistoryRow[]>(
      `SELECT done.id, done.at, done.kind, done.detail, ${PERSON}
        FROM alert_history AS done LEFT JOIN account AS person ON person.id = done.by
        WHERE done.alert_id = $1 AND done.id > $2 ORDER BY done.id LIMIT $3`,
      [id, countCursor(cursor) ?? '0', limit + 1],
    );
    const entries = rows.slice(0, limit).map(view);
    return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}

/** Who did this to the alert last. */
export async function lastDoer(manager: EntityManager, alertId: string, kind: AlertHistoryKind) {
  const rows = await manager.query<{ person: AlertHistoryEntry['by'] }[]>(
    `SELECT ${PERSON} FROM alert_history AS done LEFT JOIN account AS person ON person.id = done.by
      WHERE done.alert_id = $1 AND done.kind = $2 ORDER BY done.id DESC LIMIT 1`,
    [alertId, kind],
  );
  return rows[0]?.person ?? null;
}

function view({ id, at, kind, detail, person }: HistoryRow): AlertHistoryEntry {
  return { id, at: at.toISOString(), kind, by: person, detail };
}
