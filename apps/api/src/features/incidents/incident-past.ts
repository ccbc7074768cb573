import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { AlertHistoryQuery, IncidentHistory, IncidentHistoryEntry } from '@tocsin/api-contract';
import { DataSource } from 'typeorm';

import { countCursor } from '../../http/cursor';
import { IncidentReading } from './incident-reading';
import { personJson } from './incident-rows';
import { familyOf, visibleTo } from './incident-visibility';

interface HistoryRow extends Omit<IncidentHistoryEntry, 'at'> {
  readonly at: Date;
}

/** A merge stands in the history of both, and is told where it is asked for, to whoever may see the other one. */
const TOLD = `(done.action NOT IN ('merge', 'unmerge') OR done.incident_id = $1 AND EXISTS (
  SELECT FROM incident AS other WHERE other.number = done.after->>'with' AND ${visibleTo('$4', 'other')}))`;

/** What was done to an incident, newest first. */
@Injectable()
export class IncidentPast {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
  ) {}

  /** @throws {PlainProblem} */
  async page(actor: Actor, number: string, { cursor, limit }: AlertHistoryQuery): Promise<IncidentHistory> {
    const { id } = await this.reading.open(actor, number);
    const rows = await this.dataSource.query<HistoryRow[]>(
      `SELECT done.id, done.at, done.action, done.subject, done.before, done.after, ${personJson('person')} AS by
         FROM incident_history AS done LEFT JOIN account AS person ON person.id = done.by
        WHERE done.incident_id IN ${familyOf('$1', '$4')} AND ${TOLD}
          AND ($2::bigint IS NULL OR done.id < $2) ORDER BY done.id DESC LIMIT $3`,
      [id, countCursor(cursor) ?? null, limit + 1, actor.accountId],
    );
    const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}
