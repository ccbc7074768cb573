import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditPage, AuditQuery } from '@tocsin/api-contract';
import { AuditEntryEntity } from '@tocsin/database';
import { Brackets, DataSource, type SelectQueryBuilder } from 'typeorm';

import { escapeLike } from '../../http/escape-like';
import { countCursor } from '../../http/cursor';
import { visibleTo, type Viewer } from '../incidents/incident-visibility';

const SEARCHED = ['actor_name', 'action', 'object_kind', 'object_id', 'request_id', 'address'];
const CONTENT = ['before', 'after'];
/** What stands in the content of an incident is only for those who may see the incident. */
const WITHHELD = `(entry.object_kind = 'incident' AND EXISTS (
  SELECT FROM incident WHERE incident.number = entry.object_id AND NOT ${visibleTo(':viewer')}))`;

/** The audit log as people read it: newest first; that something was done is told to all of them, what it was only to those who may know. */
@Injectable()
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  async page({ accountId: viewer }: Viewer, query: AuditQuery): Promise<AuditPage> {
    const select = this.dataSource.getRepository(AuditEntryEntity).createQueryBuilder('entry');
    narrow(select, query);
    const { entities, raw } = await select
      .addSelect(WITHHELD, 'withheld')
      .setParameters({ viewer })
      .orderBy('entry.seq', 'DESC')
      .limit(query.limit + 1)
      .getRawAndEntities<{ withheld: boolean }>();
    const shown = entities.slice(0, query.limit);
    const entries = shown.map((row, at) => view(row, raw[at]?.withheld !== false));
    return { entries, nextCursor: entities.length > shown.length ? (shown.at(-1)?.seq ?? null) : null };
  }
}

function narrow(select: SelectQueryBuilder<AuditEntryEntity>, query: AuditQuery): void {
  const { q, actor, action, object, from, to } = query;
  const cursor = countCursor(query.cursor);
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
    for (const column of CONTENT) either.orWhere(`entry.${column} ILIKE :pattern AND NOT ${WITHHELD}`);
  });
}

function actionCondition(action: string): string {
  return action.includes('.') ? 'entry.action = :action' : 'entry.action LIKE :actions';
}

function view(row: AuditEntryEntity, isWithheld: boolean): AuditEntry {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName },
    action: row.action,
    object: { kind: row.objectKind, id: row.objectId },
    before: isWithheld ? null : parsed(row.before),
    after: isWithheld ? null : parsed(row.after),
    isWithheld,
    address: row.address,
    requestId: row.requestId,
    hash: row.hash,
  };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
