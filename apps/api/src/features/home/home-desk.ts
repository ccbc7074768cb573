import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { HomeDone } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { HomeDoneEntity } from '@tocsin/database';
import { DataSource, LessThan } from 'typeorm';

/** Nobody is told of anything that is older. */
const KEPT_MS = 32 * 86_400_000;

/** With which matters somebody is done. */
@Injectable()
export class HomeDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async doneBy({ accountId }: Actor): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.getRepository(HomeDoneEntity).findBy({ accountId });
    return new Set(rows.map(({ key }) => key));
  }

  /** Saying it twice is saying it once. */
  async mark(actor: Actor, { key, isDone }: HomeDone): Promise<void> {
    const { accountId } = actor;
    const at = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(HomeDoneEntity);
      await rows.delete({ accountId, at: LessThan(new Date(at.getTime() - KEPT_MS)) });
      if (isDone) await rows.upsert({ accountId, key, at }, ['accountId', 'key']);
      else await rows.delete({ accountId, key });
      const action = isDone ? 'home.done' : 'home.undone';
      await this.trail.record(manager, { by: actor, action, object: { kind: 'home', id: key } });
    });
  }
}
