import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { SessionEntity } from '@tocsin/database';
import { DataSource, MoreThan } from 'typeorm';

import { SessionNotFound } from './errors';
import type { Actor } from './sessions';

/** Of a session in the audit log: enough to tell it from others. */
const SHOWN_OF_ID = 12;

/** Those that were seen last; more than anybody looks through. */
const LISTED = 200;

/** Where a person is signed in, for that person alone. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Those that are good now, the one seen last first; at most 200. */
  list(actor: Actor): Promise<SessionEntity[]> {
    return this.dataSource.getRepository(SessionEntity).find({
      where: { accountId: actor.accountId, expiresAt: MoreThan(this.clock.now()) },
      order: { lastSeenAt: 'DESC', id: 'ASC' },
      take: LISTED,
    });
  }

  /** @throws {SessionNotFound} when it has ended, never was, or is somebody else's. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const own = { id, accountId: actor.accountId };
      const session = await manager.findOne(SessionEntity, { where: own, lock: { mode: 'pessimistic_write' } });
      if (session === null || session.expiresAt <= this.clock.now()) throw new SessionNotFound();
      await manager.delete(SessionEntity, own);
      const { address, userAgent } = session;
      const object = { kind: 'session', id: id.slice(0, SHOWN_OF_ID) };
      await this.trail.record(manager, { by: actor, action: 'session.revoke', object, before: { address, userAgent } });
    });
  }
}
