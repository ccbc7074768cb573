import { AuditEntryEntity, AuditHeadEntity } from '@tocsin/database';
import { MoreThan, type DataSource, type EntityManager } from 'typeorm';

import { chainHash } from './audit-entry';

const PAGE = 1_000;

/** Where the chain is broken first, and how that shows. */
export interface BrokenAudit {
  readonly seq: string;
  readonly reason: 'changed' | 'missing' | 'unexpected';
}

/** What a walk along the whole log found. */
export interface AuditVerdict {
  readonly entries: number;
  /** Of the last good entry. Keep it elsewhere: a log that is whole and has no such hash was written anew. */
  readonly hash: string;
  readonly broken: BrokenAudit | null;
}

/** Walks along the whole log, as it is at one moment, and stops at the first row that does not follow from the one before. */
export function verifyAudit(dataSource: DataSource): Promise<AuditVerdict> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const head = await manager.getRepository(AuditHeadEntity).findOneByOrFail({ id: 1 });
    const walk = new ChainWalk();
    for await (const row of entriesOf(manager)) if (walk.isBrokenBy(row)) break;
    return walk.verdict(head);
  });
}

/** Follows the chain from its beginning. */
class ChainWalk {
  private entries = 0;
  private hash = '';
  private broken: BrokenAudit | null = null;

  isBrokenBy(row: AuditEntryEntity): boolean {
    const seq = String(this.entries + 1);
    if (row.seq !== seq) this.broken = { seq, reason: 'missing' };
    else if (chainHash(this.hash, row) !== row.hash) this.broken = { seq, reason: 'changed' };
    if (this.broken !== null) return true;
    this.entries += 1;
    this.hash = row.hash;
    return false;
  }

  verdict(head: AuditHeadEntity): AuditVerdict {
    const { entries, hash } = this;
    return { entries, hash, broken: this.broken ?? this.brokenEnd(head) };
  }

  private brokenEnd(head: AuditHeadEntity): BrokenAudit | null {
    const end = BigInt(head.seq) - BigInt(this.entries);
    if (end > 0n) return { seq: String(this.entries + 1), reason: 'missing' };
    if (end < 0n) return { seq: String(BigInt(head.seq) + 1n), reason: 'unexpected' };
    return head.hash === this.hash ? null : { seq: head.seq, reason: 'changed' };
  }
}

async function* entriesOf(manager: EntityManager): AsyncGenerator<AuditEntryEntity> {
  const rows = manager.getRepository(AuditEntryEntity);
  for (let last: string | undefined = '0'; last !== undefined;) {
    const page = await rows.find({ where: { seq: MoreThan(last) }, order: { seq: 'ASC' }, take: PAGE });
    yield* page;
    last = page.at(-1)?.seq;
  }
}
