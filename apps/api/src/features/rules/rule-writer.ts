import { Injectable } from '@nestjs/common';
import type { UpdateRule } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { keepVersions, lockImport, type LoadedDocument } from '@tocsin/rules';
import { DataSource, type EntityManager } from 'typeorm';

type State = UpdateRule['state'];

/** A rule as somebody saw it, and who that is. */
export interface SeenRule {
  readonly id: string;
  readonly version: number;
  readonly accountId: string;
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
  ) {}

  insert(document: LoadedDocument, state: State, accountId: string): Promise<boolean> {
    const { id, kind, text } = document;
    return this.write(id, INSERT, [id, kind, text, ...jsonOf(document), state, this.clock.now(), accountId]);
  }

  update({ id, version, accountId }: SeenRule, document: LoadedDocument | undefined, state: State): Promise<boolean> {
    const [facts, logsource] = document === undefined ? [null, null] : jsonOf(document);
    const values = [document?.text ?? null, facts, logsource, document?.kind ?? null, state ?? null];
    return this.write(id, UPDATE, [id, version, ...values, this.clock.now(), accountId]);
  }

  remove({ id, version, accountId }: SeenRule): Promise<boolean> {
    return this.write(id, REMOVE, [id, version, this.clock.now(), accountId]);
  }

  private write(id: string, statement: string, values: readonly unknown[]): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await lockImport(manager);
      if (!(await changes(manager, statement, values))) return false;
      await keepVersions(manager, [id]);
      return true;
    });
  }
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
