import { Injectable } from '@nestjs/common';
import type { RuleVersionList } from '@tocsin/api-contract';
import type { RuleState } from '@tocsin/database';
import { createTwoFilesPatch } from 'diff';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../http/problem';

interface VersionRow {
  readonly version: number;
  readonly state: RuleState;
  readonly isRemoved: boolean;
  readonly text: string;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

/** More of them nobody reads; the newest are shown. */
const MAX_SHOWN = 200;

/** How rules were. */
@Injectable()
export class RuleVersions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Newest first, each with what it changed.
   * @throws {PlainProblem} when there never was such a rule.
   */
  async list(id: string): Promise<RuleVersionList> {
    const rows = await this.dataSource.query<VersionRow[]>(
      `SELECT version, state, removed AS "isRemoved", text, changed_at AS "changedAt", username AS "changedBy"
         FROM rule_version LEFT JOIN account ON account.id = changed_by
         WHERE rule_id = $1 ORDER BY version DESC LIMIT ${MAX_SHOWN + 1}`,
      [id],
    );
    if (rows.length === 0)
      throw new PlainProblem('not_found', 'rule.not_found', `There never was a rule ${id}. Correct the id.`);
    const versions = rows.slice(0, MAX_SHOWN).map((row, index) => ({
      ...row,
      changedAt: row.changedAt.toISOString(),
      diff: diffOf(rows[index + 1], row),
    }));
    return { versions };
  }
}

function diffOf(before: VersionRow | undefined, after: VersionRow): string {
  if (before === undefined || before.text === after.text) return '';
  return createTwoFilesPatch(`version ${before.version}`, `version ${after.version}`, before.text, after.text);
}
