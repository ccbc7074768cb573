import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { MOST_EXPORTED, type CreateExport, type EventExport } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { EventExportEntity } from '@tocsin/database';
import { EventStore } from '@tocsin/event-store';
import { DataSource, LessThan } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { explained, selectionOf } from '../event-selection';
import { isRunning, viewExport } from './export-view';

const KEPT_MS = 7 * 86_400_000;
const LISTED = 20;
/** Of one account: each holds a connection and a reader of the store. */
const MOST_RUNNING = 3;

/** Files of events that people asked for. Everybody sees their own. */
@Injectable()
export class EventExports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async list({ accountId }: Actor): Promise<EventExport[]> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    const rows = await this.rows().find({ where: { accountId }, order, take: LISTED });
    return rows.map((row) => viewExport(row, this.clock.now()));
  }

  async get(by: Actor, id: string): Promise<EventExport> {
    return viewExport(await this.own(by, id), this.clock.now());
  }

  /** Counts what matches and keeps the wish; nothing is read before the file is fetched. */
  async create(by: Actor, wish: CreateExport): Promise<EventExport> {
    const now = this.clock.now();
    const selection = selectionOf(wish, now);
    const { total } = await explained(() => this.store.search({ ...selection, sort: 'oldest', size: 0 }));
    if (total > MOST_EXPORTED) throw tooMany(total);
    const { from, to } = selection.range;
    const { q, format, columns } = wish;
    const asked = { q, from: new Date(from), to: new Date(to), format, columns, total };
    const times = { createdAt: now, updatedAt: now };
    const row: EventExportEntity = {
      ...{ id: randomUUID(), accountId: by.accountId, ...asked },
      ...{ state: 'ready', written: 0, detail: '', ...times },
    };
    await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(EventExportEntity);
      await rows.delete({ accountId: by.accountId, createdAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
      await rows.insert(row);
      const object = { kind: 'event_export', id: row.id };
      await this.trail.record(manager, { by, action: 'event_export.create', object, after: asked });
    });
    return viewExport(row, now);
  }

  /** Takes an export for writing, so that nobody else does. */
  async take(by: Actor, id: string): Promise<EventExportEntity> {
    const row = await this.own(by, id);
    const now = this.clock.now();
    const running = await this.rows().findBy({ accountId: by.accountId, state: 'running' });
    if (running.filter((other) => isRunning(other, now)).length >= MOST_RUNNING) throw tooBusy();
    const { affected } = await this.rows().update({ id, state: 'ready' }, { state: 'running', updatedAt: now });
    if (affected === 0) throw usedUp();
    return row;
  }

  /** Ends it, whoever writes it notices within a second. What is over stays as it ended. */
  async cancel(by: Actor, id: string): Promise<EventExport> {
    const { state } = await this.own(by, id);
    if (state === 'ready' || state === 'running') {
      const end = { state: 'cancelled', detail: 'It was cancelled.', updatedAt: this.clock.now() } as const;
      await this.dataSource.transaction(async (manager) => {
        const { affected } = await manager.getRepository(EventExportEntity).update({ id, state }, end);
        const object = { kind: 'event_export', id };
        if (affected === 1) await this.trail.record(manager, { by, action: 'event_export.cancel', object });
      });
    }
    return this.get(by, id);
  }

  private async own({ accountId }: Actor, id: string): Promise<EventExportEntity> {
    const row = await this.rows().findOneBy({ id, accountId });
    if (row !== null) return row;
    throw new PlainProblem('not_found', 'event_export.not_found', 'There is no such export among yours.');
  }

  private rows() {
    return this.dataSource.getRepository(EventExportEntity);
  }
}

function tooMany(total: number): PlainProblem {
  const [all, most] = [total, MOST_EXPORTED].map((count) => count.toLocaleString('en'));
  const detail = `${all} events match; one file holds at most ${most}. Narrow the query or the time, and take several.`;
  return new PlainProblem('too_large', 'event_export.too_many', detail);
}

function tooBusy(): PlainProblem {
  const detail = `${MOST_RUNNING} of your exports are being written. Wait for one of them or cancel it.`;
  return new PlainProblem('too_many', 'event_export.busy', detail);
}

function usedUp(): PlainProblem {
  return new PlainProblem('conflict', 'event_export.used', 'An export is fetched once. Make a new one.');
}
