import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import type { ParkedHead } from '@tocsin/database';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { EVENTS_QUEUE, MessageBus } from '@tocsin/messaging';
import { DataSource, type EntityManager } from 'typeorm';

/** Events sent with one transaction. */
const AT_ONCE = 500;
/** Of what was sent, nothing is heard for that long: its batch was set aside, or a queue was lost. */
const AGAIN_AFTER_MS = 15 * 60_000;
const WAITING = `
  SELECT id, event_id AS "eventId", source, head, received_at AS "receivedAt", coalesce(edited, bytes) AS bytes
    FROM parked_event
   WHERE retry_id IS NOT NULL AND (sent_at IS NULL OR sent_at < $1)
   ORDER BY source, received_at, batch_id, position LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
const LINE_END = /[\r\n]/g;

interface WaitingRow {
  readonly id: string;
  readonly eventId: string;
  readonly source: string;
  readonly head: ParkedHead;
  readonly receivedAt: Date;
  readonly bytes: Buffer;
}

/** Sends parked events that somebody wants tried again, in any number of instances. */
@Injectable()
export class RetrySender {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bus: MessageBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends some of them. They stay parked until the pipeline says what they have become, so nothing is lost when this ends half-way: they are sent
   * again, under the same ids.
   * @returns how many.
   * @throws what the database and the bus throw.
   */
  sendSome(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const before = new Date(this.clock.now().getTime() - AGAIN_AFTER_MS);
      const rows = await manager.query<WaitingRow[]>(WAITING, [before]);
      for (const batch of batchesOf(rows)) await this.publish(batch);
      await this.markSent(manager, rows);
      return rows.length;
    });
  }

  private publish(batch: EventBatch): Promise<void> {
    const { id, source, dialect } = batch;
    return this.bus.publish(EVENTS_QUEUE, { id, headers: { source, dialect }, body: encodeBatch(batch) });
  }

  private async markSent(manager: EntityManager, rows: readonly WaitingRow[]): Promise<void> {
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await manager.query('UPDATE parked_event SET sent_at = $2 WHERE id = ANY($1::uuid[])', [ids, this.clock.now()]);
  }
}

/** Events that came with the same words travel together. */
function batchesOf(rows: readonly WaitingRow[]): EventBatch[] {
  const groups = new Map<string, WaitingRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.source, row.head, row.receivedAt]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(batchOf);
}

function batchOf(rows: readonly WaitingRow[]): EventBatch {
  const [{ source, head, receivedAt }] = rows as readonly [WaitingRow];
  return {
    ...head,
    id: randomUUID(),
    source,
    receivedAt: receivedAt.toISOString(),
    ids: rows.map(({ eventId }) => eventId),
    retries: rows.map(({ id }) => id),
    lines: Buffer.concat(rows.map(({ bytes }) => lineOf(bytes))),
  };
}

/** One line: what people edit may be laid out over several. Bytes that are no UTF-8 stay what they are. */
function lineOf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replaceAll(LINE_END, ' ');
  return Buffer.from(`${text}\n`, 'latin1');
}
