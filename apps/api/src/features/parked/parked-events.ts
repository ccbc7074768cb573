import { Injectable } from '@nestjs/common';
import type { ParkedEvent, ParkedListQuery, ParkedPage } from '@tocsin/api-contract';
import { conditionOf, type ParkedFilter } from '@tocsin/parked';
import { DataSource } from 'typeorm';

import { parkedFilter } from './parked-filter';
import { cursorTime, decodeCursor, pageOf } from '../../http/cursor';

/** Bytes of an event shown in a list; a whole one may have a megabyte. */
const PREVIEW_BYTES = 400;

interface ParkedRow {
  readonly id: string;
  readonly batch_id: string;
  readonly position: number;
  readonly event_id: string;
  readonly source: string;
  readonly dialect: string;
  readonly zone: string | null;
  readonly stage: string;
  readonly reason_code: string;
  readonly reason: string;
  readonly size: number;
  readonly preview: Buffer;
  readonly attempts: number;
  readonly is_under_way: boolean;
  readonly received_at: Date;
  readonly parked_at: Date;
  readonly cursor_at: string;
}

/** Events that could not be stored. */
@Injectable()
export class ParkedEvents {
  constructor(private readonly dataSource: DataSource) {}

  async total(filter: ParkedFilter = {}): Promise<number> {
    const { sql, parameters } = conditionOf(filter);
    const [row] = await this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM parked_event WHERE ${sql}`,
      parameters,
    );
    return row?.total ?? 0;
  }

  /** Latest parked first. */
  async page({ cursor, limit, ...query }: ParkedListQuery): Promise<ParkedPage> {
    const filter = parkedFilter(query);
    const [total, rows] = await Promise.all([this.total(filter), this.rows(filter, cursor, limit)]);
    const { shown, nextCursor } = pageOf(rows, limit, (row) => [row.cursor_at, row.id]);
    return { parked: shown.map(viewParked), total, nextCursor };
  }

  private rows(filter: ParkedFilter, cursor: string | undefined, limit: number): Promise<ParkedRow[]> {
    const position: unknown[] = cursor === undefined ? [] : decodeCursor(cursor);
    const after = cursor === undefined ? 'true' : '(parked_at, id) < ($1::timestamptz, $2::uuid)';
    const { sql, parameters } = conditionOf(filter, position.length + 1);
    return this.dataSource.query<ParkedRow[]>(
      `SELECT id, batch_id, position, event_id, source, head ->> 'dialect' AS dialect, head ->> 'zone' AS zone, stage, reason_code, reason, octet_length(bytes) AS size, attempts,
          retry_id IS NOT NULL AS is_under_way,
          substring(bytes FOR ${PREVIEW_BYTES}) AS preview, received_at, parked_at, ${cursorTime('parked_at')} AS cursor_at
        FROM parked_event WHERE ${after} AND ${sql} ORDER BY parked_at DESC, id DESC LIMIT ${limit + 1}`,
      [...position, ...parameters],
    );
  }
}

function viewParked(row: ParkedRow): ParkedEvent {
  return {
    id: row.id,
    batchId: row.batch_id,
    position: row.position,
    eventId: row.event_id,
    source: row.source,
    dialect: row.dialect,
    zone: row.zone,
    stage: row.stage,
    reasonCode: row.reason_code,
    reason: row.reason,
    size: row.size,
    preview: row.preview.toString('utf8'),
    attempts: row.attempts,
    isUnderWay: row.is_under_way,
    receivedAt: row.received_at.toISOString(),
    parkedAt: row.parked_at.toISOString(),
  };
}
