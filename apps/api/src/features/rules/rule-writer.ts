import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@tocsin/audit';
import type { UpdateRule } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { keepVersions, lockImport, type LoadedDocument } from '@tocsin/rules';
import { DataSource, type EntityManager } from 'typeorm';

type State = UpdateRule['state'];

/** A rule as somebody saw it, and who that is. */
export interface SeenRule {
  readonly id: string;
  readonly version: number;
  readonly by: AuditActor;
}

/** What is stored with a rule, in the same transaction; it answers what the audit log is to tell besides. */
export type StoredWith = (manager: EntityManager) => Promise<object>;

/** What is to be recorded of a change. */
interface Deed {
  readonly id: string;
  readonly by: AuditActor;
  readonly action: string;
  readonly also?: StoredWith;
}

const INSERT = `
  INSERT INTO rule AS old (id, kind, file, text, facts, logsource, state, created_at, updated_at, updated_by)
    VALUES ($1, $2, '', $3, $4, $5, $6, $7, $7, $8)
    ON CONFLICT (id) DO UPDATE SET kind = $2, set_name = NULL, file = '', text = $3, folder_text = NULL, facts = $4,
        logsource = $5, state = $6, updated_at = $7, updated_by = $8, removed_at = NULL, version = old.version + 1
      WHERE old.removed_at IS NOT NULL RETURNING id`;
const UPDATE = `
  UPDATE rule SET text = coalesce($3, text), facts = coalesce($4, facts), logsource = coalesce($5, logsource),
      kind = coalesce($6, kind), state = coalesce($7, state), updated_at = $8, updated_by = $9, version = version + 1
    WHERE id = $1 AND version = $2 AND removed_at IS NULL RETURNING id`;
const REMOVE = `
  UPDATE rule SET removed_at = $3, updated_at = $3, updated_by = $4, version = version + 1
    WHERE id = $1 AND version = $2 AND removed_at IS NULL RETURNING id`;

/** Writes rules with their versions. Each answers whether it did: somebody else may have been faster. */
@Injectable()
export class RuleWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  insert(document: LoadedDocument, state: State, by: AuditActor, also?: StoredWith): Promise<boolean> {
    const { id, kind, text } = document;
    const values = [id, kind, text, ...jsonOf(document), state, this.clock.now(), by.accountId];
    return this.write({ id, by, action: 'rule.create', ...(also ? { also } : {}) }, INSERT, values);
  }

  update({ id, version, by }: SeenRule, document: LoadedDocument | undefined, state: State): Promise<boolean> {
    const [facts, logsource] = document === undefined ? [null, null] : jsonOf(document);
    const values = [document?.text ?? null, facts, logsource, document?.kind ?? null, state ?? null];
    const row = [id, version, ...values, this.clock.now(), by.accountId];
    return this.write({ id, by, action: 'rule.update' }, UPDATE, row);
  }

  remove({ id, version, by }: SeenRule): Promise<boolean> {
    return this.write({ id, by, action: 'rule.remove' }, REMOVE, [id, version, this.clock.now(), by.accountId]);
  }

  private write({ id, by, action, also }: Deed, statement: string, values: readonly unknown[]): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await lockImport(manager);
      const before = await told(manager, id);
      if (!(await changes(manager, statement, values))) return false;
      await keepVersions(manager, [id]);
      const more = await also?.(manager);
      const after = { ...(await told(manager, id)), ...more };
      await this.trail.record(manager, { by, action, object: { kind: 'rule', id }, before, after });
      return true;
    });
  }
}

/** What the audit log says of a rule; its text is kept with its version. */
async function told(manager: EntityManager, id: string): Promise<object | null> {
  const [row] = await manager.query<object[]>(
    'SELECT version, state, removed_at IS NOT NULL AS removed FROM rule WHERE id = $1',
    [id],
  );
  return row ?? null;
}

function jsonOf({ facts, logsource }: LoadedDocument): [string, string] {
  return [JSON.stringify(facts), JSON.stringify(logsource)];
}

/** An insert answers its rows, an update its rows and their number. */
async function changes(manager: EntityManager, statement: string, values: readonly unknown[]): Promise<boolean> {
  const answer = await manager.query<unknown[]>(statement, [...values]);
  const rows = Array.isArray(answer[0]) ? (answer[0] as unknown[]) : answer;
  return rows.length > 0;
}
