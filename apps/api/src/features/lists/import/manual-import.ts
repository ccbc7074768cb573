import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { ListImportQuery, ListImportReport } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { DataSource } from 'typeorm';

import { ListCatalog } from '../list-catalog';
import { ListImport } from './list-import';

/** Imports that somebody asks for. What feeds bring is told by their reports, not by the audit log. */
@Injectable()
export class ManualImport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: ListCatalog,
    private readonly imports: ListImport,
    private readonly trail: AuditTrail,
  ) {}

  /** An import is many transactions, so it is recorded before it begins, and again with what became of it. */
  async run(by: Actor, name: string, query: ListImportQuery, body: AsyncIterable<string>): Promise<ListImportReport> {
    const { format, mode } = query;
    await this.catalog.loadToChange(by, name);
    await this.record(by, name, { format, mode });
    const report = await this.imports.run(by.accountId, name, query, body);
    const { added, updated, removed, refused } = report;
    await this.record(by, name, { format, mode, added, updated, removed, refused });
    return report;
  }

  private record(by: Actor, id: string, after: object): Promise<void> {
    const change = { by, action: 'list.import', object: { kind: 'list', id }, after };
    return this.dataSource.transaction((manager) => this.trail.record(manager, change));
  }
}
