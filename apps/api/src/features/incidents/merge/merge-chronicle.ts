import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { IncidentEntity, IncidentHistoryEntity } from '@tocsin/database';
import type { EntityManager } from 'typeorm';

/** Two incidents that nobody else can change: one that is or becomes a part, and the whole. */
export interface Pair {
  readonly part: IncidentEntity;
  readonly whole: IncidentEntity;
}

/** What was done to both, in words of the history. */
interface Told {
  readonly action: 'merge' | 'unmerge';
  readonly reason: string;
  readonly mergedInto: string | null;
}

/** Writes merges down: in both histories, and in the audit log. */
@Injectable()
export class MergeChronicle {
  constructor(
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** To be the last of the transaction. */
  async write(manager: EntityManager, actor: Actor, { part, whole }: Pair, told: Told): Promise<void> {
    const now = this.clock.now();
    const { action, reason, mergedInto } = told;
    const pairs = [
      { one: part, other: whole, set: { mergedInto } },
      { one: whole, other: part, set: {} },
    ];
    for (const { one, other, set } of pairs) {
      const row = { ...set, updatedAt: now, revision: one.revision + 1 };
      await manager.getRepository(IncidentEntity).update({ id: one.id }, row);
      const after = { with: other.number, isPart: one === part, reason };
      const done = { incidentId: one.id, at: now, by: actor.accountId, action, subject: reason, before: null, after };
      await manager.getRepository(IncidentHistoryEntity).insert(done as object);
    }
    for (const { one, other } of pairs) {
      const object = { kind: 'incident', id: one.number };
      const after = { with: other.number, isPart: one === part, reason };
      await this.trail.record(manager, { by: actor, action: `incident.${action}`, object, after });
    }
  }
}
