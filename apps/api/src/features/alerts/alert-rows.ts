import type { Alert, AlertSummary } from '@tocsin/api-contract';
import type { AlertStatus } from '@tocsin/database';
import type { Level, Proof, RuleFacts } from '@tocsin/event-model';

/** Columns of a summary, to be read FROM {@link ALERT_TABLES}. */
export const SUMMARY_COLUMNS = `alert.id, alert.number, alert.severity, alert.title, alert.reason, alert.detector,
  alert.rule_id, alert.entity_field, alert.entity_value, alert.status, alert.event_count, alert.signal_count,
  alert.first_at, alert.last_at, alert.created_at, alert.updated_at, alert.revision,
  assignee.id AS assignee_id, assignee.username AS assignee_username, assignee.display_name AS assignee_display_name`;

export const DETAIL_COLUMNS = `${SUMMARY_COLUMNS}, alert.rule, alert.proof, alert.last_proof, alert.acknowledged_at`;

export const ALERT_TABLES = 'alert LEFT JOIN account AS assignee ON assignee.id = alert.assignee_id';

export interface SummaryRow {
  readonly id: string;
  readonly number: string;
  readonly severity: Level;
  readonly title: string;
  readonly reason: string;
  readonly detector: string;
  readonly rule_id: string;
  readonly entity_field: string | null;
  readonly entity_value: string | null;
  readonly status: AlertStatus;
  readonly event_count: number;
  readonly signal_count: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly revision: number;
  readonly assignee_id: string | null;
  readonly assignee_username: string | null;
  readonly assignee_display_name: string | null;
}

export interface DetailRow extends SummaryRow {
  readonly rule: RuleFacts;
  readonly proof: Proof;
  readonly last_proof: Proof | null;
  readonly acknowledged_at: Date | null;
}

export function viewSummary(row: SummaryRow): AlertSummary {
  return {
    id: row.id,
    number: alertNumber(row.number),
    severity: row.severity,
    title: row.title,
    reason: row.reason,
    detector: row.detector,
    ruleId: row.rule_id,
    entity: viewEntity(row),
    status: row.status,
    assignee: viewAssignee(row),
    eventCount: row.event_count,
    signalCount: row.signal_count,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}

export function viewDetails(row: DetailRow): Alert {
  return {
    ...viewSummary(row),
    rule: { ...row.rule },
    proof: { ...row.proof },
    lastProof: row.last_proof,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  };
}

/** `A-18422` for 18422. */
export function alertNumber(count: string): string {
  return `A-${count}`;
}

/** 18422, as the database counts, for `A-18422`. */
export function alertCount(number: string): string {
  return number.slice('A-'.length);
}

function viewEntity({ entity_field: field, entity_value: value }: SummaryRow): AlertSummary['entity'] {
  return field === null || value === null ? null : { field, value };
}

function viewAssignee(row: SummaryRow): AlertSummary['assignee'] {
  const { assignee_id: id, assignee_username: username, assignee_display_name: displayName } = row;
  return id === null || username === null || displayName === null ? null : { id, username, displayName };
}
