import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { AuditEntryEntity, AuditHeadEntity } from '@tocsin/database';
import type { EntityManager } from 'typeorm';

import { chainHash } from './audit-entry';
import { currentOrigin } from './request-origin';

/** Who acts. `accountId` is null for the command line and for Tocsin itself. */
export interface AuditActor {
  readonly accountId: string | null;
  readonly username: string;
}

/** Somebody with access to the machine; they need no account. */
export const COMMAND_LINE: AuditActor = { accountId: null, username: 'command line' };

/** What somebody did: `before` and `after` hold only what is different, and never a secret. */
export interface AuditedChange {
  readonly by: AuditActor;
  /** `alert.resolve`: what was acted on, then the verb. */
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Appends to the audit log. */
@Injectable()
export class AuditTrail {
  constructor(private readonly clock: Clock) {}

  /**
   * To be the last statement of the transaction that makes the change: it locks the end of the log until then, and a
   * lock taken after it could wait for somebody who waits for the log.
   */
  async record(manager: EntityManager, change: AuditedChange): Promise<void> {
    const heads = manager.getRepository(AuditHeadEntity);
    const head = await heads.findOneOrFail({ where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
    const entry = this.entry(String(BigInt(head.seq) + 1n), change);
    const hash = chainHash(head.hash, entry);
    await manager.getRepository(AuditEntryEntity).insert({ ...entry, hash });
    await heads.update({ id: 1 }, { seq: entry.seq, hash });
  }

  private entry(seq: string, { by, action, object, before, after }: AuditedChange) {
    const origin = currentOrigin();
    return {
      seq,
      at: this.clock.now(),
      actorId: by.accountId,
      actorName: by.username,
      action,
      objectKind: object.kind,
      objectId: object.id,
      before: before ? JSON.stringify(before) : null,
      after: after ? JSON.stringify(after) : null,
      address: origin?.address ?? null,
      requestId: origin?.requestId ?? null,
    };
  }
}
