import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditPage, AuditQuery } from '@tocsin/api-contract';
import { AuditEntryEntity } from '@tocsin/database';
import { Brackets, DataSource, type SelectQueryBuilder } from 'typeorm';

import { escapeLike } from '../../http/escape-like';

const SEARCHED = ['actor_name', 'action', 'object_kind', 'object_id', 'before', 'after', 'request_id', 'address'];

/** The audit log as people read it: newest first. */
@Injectable()
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  async page(query: AuditQuery): Promise<AuditPage> {
    const select = this.dataSource.getRepository(AuditEntryEntity).createQueryBuilder('entry');
    narrow(select, query);
    const rows = await select
      .orderBy('entry.seq', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    const shown = rows.slice(0, query.limit);
    return { entries: shown.map(view), nextCursor: rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null };
  }
}

function narrow(select: SelectQueryBuilder<AuditEntryEntity>, query: AuditQuery): void {
  const { q, actor, action, object, from, to, cursor } = query;
  if (q !== '') select.andWhere(anywhere(), { pattern: `%${escapeLike(q)}%` });
  if (actor !== undefined) select.andWhere('entry.actor_id = :actor', { actor });
  if (action !== undefined) select.andWhere(actionCondition(action), { action, actions: `${escapeLike(action)}.%` });
  if (object !== '') select.andWhere('entry.object_id = :object', { object });
  if (from !== undefined) select.andWhere('entry.at >= :from', { from });
  if (to !== undefined) select.andWhere('entry.at < :to', { to });
  if (cursor !== undefined) select.andWhere('entry.seq < :cursor', { cursor });
}

function anywhere(): Brackets {
  return new Brackets((either) => {
    for (const column of SEARCHED) either.orWhere(`entry.${column} ILIKE :pattern`);
  });
}

function actionCondition(action: string): string {
  return action.includes('.') ? 'entry.action = :action' : 'entry.action LIKE :actions';
}

function view(row: AuditEntryEntity): AuditEntry {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName },
    action: row.action,
    object: { kind: row.objectKind, id: row.objectId },
    before: parsed(row.before),
    after: parsed(row.after),
    address: row.address,
    requestId: row.requestId,
    hash: row.hash,
  };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
