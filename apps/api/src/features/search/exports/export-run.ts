import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { EventExportEntity } from '@tocsin/database';
import { EventStore, StoreUnavailable } from '@tocsin/event-store';
import { DataSource } from 'typeorm';

import { explained, selectionOf } from '../event-selection';
import { exportText } from './export-text';

const BEAT_MS = 1_000;

type End = Pick<EventExportEntity, 'state' | 'detail' | 'written'>;

/** Writes exports to whoever fetches them, no faster than they read. */
@Injectable()
export class ExportRun {
  private readonly logger = new Logger(ExportRun.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Ends when all is written or it ended otherwise; a receiver of less than the whole file notices by a connection that is
   * cut. Keeps in the row how far it is, and looks there whether it shall go on.
   */
  async write(by: Actor, row: EventExportEntity, receiver: Writable): Promise<void> {
    const stop = new AbortController();
    const progress = { written: 0 };
    const beat = setInterval(() => void this.beat(by, row.id, { written: progress.written, stop }), BEAT_MS);
    try {
      const portions = exportText(this.events(row), row, (count) => (progress.written = count));
      await pipeline(Readable.from(portions, { objectMode: true, highWaterMark: 1 }), receiver, {
        signal: stop.signal,
      });
      await this.end(by, row.id, { state: 'done', detail: '', ...progress });
    } catch (error) {
      await this.end(by, row.id, { ...endOf(error), ...progress });
    } finally {
      clearInterval(beat);
    }
  }

  private async *events(row: EventExportEntity) {
    const given = { q: row.q, from: row.from.toISOString(), to: row.to.toISOString() };
    // Relative times in the query count from when it was asked for.
    const { expr, range } = await explained(() => Promise.resolve(selectionOf(given, row.createdAt)));
    yield* this.store.scan(expr, range);
  }

  /** Stops when it was cancelled, or the right to it is gone. */
  private async beat(by: Actor, id: string, { written, stop }: { written: number; stop: AbortController }) {
    try {
      const [, goesOn] = await this.dataSource.query<[unknown, number]>(
        `UPDATE event_export SET written = $2, updated_at = $3 WHERE id = $1 AND state = 'running'
         AND EXISTS (SELECT FROM account WHERE account.id = account_id AND rights_version = $5 AND disabled_at IS NULL
           AND (EXISTS (SELECT FROM session WHERE session.id = $4)
             OR EXISTS (SELECT FROM personal_token WHERE personal_token.id = $6 AND personal_token.expires_at > $3)))`,
        [id, written, this.clock.now(), by.sessionId, by.rightsVersion, by.tokenId ?? null],
      );
      if (goesOn === 0) stop.abort();
    } catch (error) {
      this.logger.warn(`How far export ${id} is could not be kept: ${String(error)}`);
    }
  }

  private async end(by: Actor, id: string, end: End): Promise<void> {
    const after = { state: end.state, written: end.written };
    try {
      await this.dataSource.transaction(async (manager) => {
        const rows = manager.getRepository(EventExportEntity);
        const { affected } = await rows.update({ id, state: 'running' }, { ...end, updatedAt: this.clock.now() });
        // Cancelled by its owner: how far it came is still to be kept.
        if (affected === 0) await rows.update({ id }, { written: end.written });
        await this.trail.record(manager, {
          by,
          action: 'event_export.end',
          object: { kind: 'event_export', id },
          after,
        });
      });
    } catch (error) {
      this.logger.error(`The end of export ${id} (${JSON.stringify(after)}) could not be kept: ${String(error)}`);
    }
  }
}

function endOf(error: unknown): Pick<End, 'state' | 'detail'> {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'AbortError')
    return { state: 'cancelled', detail: 'It was stopped: cancelled, or you were signed out.' };
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return { state: 'cancelled', detail: 'The receiver broke it off.' };
  if (error instanceof StoreUnavailable) return { state: 'failed', detail: 'The event store went away meanwhile.' };
  return { state: 'failed', detail: error instanceof Error ? error.message : String(error) };
}
