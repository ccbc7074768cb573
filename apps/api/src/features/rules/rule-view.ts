import type { Rule, RuleSummary } from '@tocsin/api-contract';
import type { RuleKind, RuleState } from '@tocsin/database';
import type { RuleFacts } from '@tocsin/event-model';

/** A rule with its counts, as {@link RULE_COLUMNS} selects it. */
export interface RuleRow {
  readonly id: string;
  readonly kind: RuleKind;
  readonly set: string | null;
  readonly file: string;
  readonly text: string;
  readonly folderText: string | null;
  readonly facts: RuleFacts;
  readonly logsource: Record<string, string>;
  readonly state: RuleState;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly matches: string;
  readonly shadowMatches: string;
  readonly lastMatchAt: Date | null;
}

export const RULE_COLUMNS = `
  rule.id, rule.kind, rule.set_name AS "set", rule.file, rule.text, rule.folder_text AS "folderText", rule.facts,
  rule.logsource, rule.state, rule.version, rule.updated_at AS "updatedAt", account.username AS "updatedBy",
  coalesce(rule_count.matches, 0) AS matches, coalesce(rule_count.shadow_matches, 0) AS "shadowMatches",
  rule_count.last_at AS "lastMatchAt"`;
export const RULE_TABLES = `
  rule LEFT JOIN rule_count ON rule_count.rule_id = rule.id LEFT JOIN account ON account.id = rule.updated_by`;

export function viewSummary(row: RuleRow): RuleSummary {
  const { id, kind, set, file, facts, logsource, state, version } = row;
  return {
    ...{ id, kind, title: facts.title, level: facts.level, tags: facts.tags, logsource, state, set, file, version },
    isEdited: isEdited(row),
    matches: Number(row.matches),
    shadowMatches: Number(row.shadowMatches),
    lastMatchAt: row.lastMatchAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function viewRule(row: RuleRow): Rule {
  const { facts, text, folderText, updatedBy } = row;
  return { ...viewSummary(row), facts, text, folderText: isEdited(row) ? folderText : null, updatedBy };
}

function isEdited({ set, text, folderText }: RuleRow): boolean {
  return set !== null && text !== folderText;
}
