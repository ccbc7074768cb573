import { Injectable } from '@nestjs/common';
import { hashToken, newToken, type Actor } from '@tocsin/access-control';
import type { CreateBlockExport } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { BlockExportEntity, type ListEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

type Named = Pick<BlockExportEntity, 'id' | 'name' | 'holds'>;
type Change = Pick<BlockExportEntity, 'tokenHash' | 'revokedAt'> & Partial<BlockExportEntity>;

/** Makes and ends the tokens under which block lists are fetched; only their hashes are kept. */
@Injectable()
export class BlockExportWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async create(by: Actor, list: ListEntity, given: CreateBlockExport): Promise<{ id: string; token: string }> {
    const token = newExportToken();
    const made = { listId: list.id, tokenHash: hashToken(token), createdAt: this.clock.now(), createdBy: by.accountId };
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(BlockExportEntity);
      const row = await rows.save(rows.create({ ...given, ...made }));
      await this.record(manager, by, { list, action: 'list.create_export', row });
      return { id: row.id, token };
    });
  }

  /** @returns the token that takes the place of the one it had. */
  async renew(by: Actor, list: ListEntity, row: Named): Promise<string> {
    const token = newExportToken();
    const change = { tokenHash: hashToken(token), renewedAt: this.clock.now(), revokedAt: null };
    await this.change(by, { list, action: 'list.renew_export', row }, change);
    return token;
  }

  revoke(by: Actor, list: ListEntity, row: Named): Promise<void> {
    const change = { tokenHash: null, revokedAt: this.clock.now() };
    return this.change(by, { list, action: 'list.revoke_export', row }, change);
  }

  private change(by: Actor, told: { list: ListEntity; action: string; row: Named }, change: Change): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await manager.getRepository(BlockExportEntity).update({ id: told.row.id }, change);
      await this.record(manager, by, told);
    });
  }

  private record(
    manager: EntityManager,
    by: Actor,
    { list, action, row }: { list: ListEntity; action: string; row: Named },
  ): Promise<void> {
    const after = { id: row.id, name: row.name, holds: row.holds };
    return this.trail.record(manager, { by, action, object: { kind: 'list', id: list.name }, after });
  }
}

/** Begins with a word: a path that begins with `_` is a shipper's. */
function newExportToken(): string {
  return `block-${newToken()}`;
}
