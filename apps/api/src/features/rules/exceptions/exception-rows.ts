import type { RuleException } from '@tocsin/api-contract';

type Person = RuleException['owner'];

export interface ExceptionRow {
  readonly id: string;
  readonly rule_id: string;
  readonly alert: string;
  readonly conditions: RuleException['conditions'];
  readonly reason: string;
  readonly ends_at: Date;
  readonly created_at: Date;
  /** Of its filter; null when that is gone. */
  readonly version: number | null;
  readonly owner: Person;
  readonly maker: Person;
}

function person(account: string): string {
  return `CASE WHEN ${account}.id IS NULL THEN NULL ELSE json_build_object('id', ${account}.id,
    'username', ${account}.username, 'displayName', ${account}.display_name) END`;
}

/** Exceptions of the rule $1, or that of the id $2: those at work first. */
export const LIST = `
  SELECT exception.id, exception.rule_id, exception.alert, exception.conditions, exception.reason, exception.ends_at,
      exception.created_at, rule.version, ${person('owner')} AS owner, ${person('maker')} AS maker
    FROM rule_exception AS exception
      LEFT JOIN rule ON rule.id = exception.id AND rule.removed_at IS NULL
      LEFT JOIN account AS owner ON owner.id = exception.owner_id
      LEFT JOIN account AS maker ON maker.id = exception.created_by
    WHERE exception.rule_id = $1 OR exception.id = $2
    ORDER BY rule.version IS NULL, exception.created_at DESC, exception.id LIMIT 50`;

export function viewException(row: ExceptionRow, hides: number | null): RuleException {
  const { id, rule_id: ruleId, alert, conditions, reason, owner, version } = row;
  const times = { endsAt: row.ends_at.toISOString(), createdAt: row.created_at.toISOString() };
  return {
    id,
    ruleId,
    alert,
    conditions,
    reason,
    owner,
    ...times,
    createdBy: row.maker,
    isActive: version !== null,
    hides,
  };
}
