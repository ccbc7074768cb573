import type { Alert, AlertSummary } from '@tocsin/api-contract';
import type { AlertStatus, Verdict } from '@tocsin/database';
import type { Level, Proof, RuleFacts } from '@tocsin/event-model';
import type { EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';

/** Columns of a summary, to be read FROM {@link ALERT_TABLES}. */
export const SUMMARY_COLUMNS = `alert.id, alert.number, alert.severity, alert.title, alert.reason, alert.detector,
  alert.rule_id, alert.entity_field, alert.entity_value, alert.status, alert.event_count, alert.signal_count,
  alert.first_at, alert.last_at, alert.created_at, alert.updated_at, alert.revision,
  alert.verdict, alert.snoozed_until, alert.tags,
  assignee.id AS assignee_id, assignee.username AS assignee_username, assignee.display_name AS assignee_display_name`;

const DETAIL_COLUMNS = `${SUMMARY_COLUMNS}, alert.rule, alert.proof, alert.last_proof, alert.acknowledged_at,
  alert.resolved_at, original.number AS duplicate_of, resolver.id AS resolver_id,
  resolver.username AS resolver_username, resolver.display_name AS resolver_display_name`;

export const ALERT_TABLES = 'alert LEFT JOIN account AS assignee ON assignee.id = alert.assignee_id';

const DETAIL_TABLES = `${ALERT_TABLES} LEFT JOIN account AS resolver ON resolver.id = alert.resolved_by
  LEFT JOIN alert AS original ON original.id = alert.duplicate_of`;

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
  readonly verdict: Verdict | null;
  readonly snoozed_until: Date | null;
  readonly tags: string[];
}

interface DetailRow extends SummaryRow {
  readonly rule: RuleFacts;
  readonly proof: Proof;
  readonly last_proof: Proof | null;
  readonly acknowledged_at: Date | null;
  readonly resolved_at: Date | null;
  readonly duplicate_of: string | null;
  readonly resolver_id: string | null;
  readonly resolver_username: string | null;
  readonly resolver_display_name: string | null;
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
    assignee: viewPerson(row.assignee_id, row.assignee_username, row.assignee_display_name),
    verdict: row.verdict,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    tags: row.tags,
    eventCount: row.event_count,
    signalCount: row.signal_count,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}

/** @throws {PlainProblem} when there is no such alert. */
export async function loadAlert(manager: EntityManager, number: string): Promise<Alert> {
  const select = `SELECT ${DETAIL_COLUMNS} FROM ${DETAIL_TABLES} WHERE alert.number = $1`;
  const [row] = await manager.query<DetailRow[]>(select, [alertCount(number)]);
  if (row === undefined) throw new PlainProblem('not_found', 'alert.not_found', `There is no alert ${number}.`);
  return viewDetails(row);
}

function viewDetails(row: DetailRow): Alert {
  return {
    ...viewSummary(row),
    rule: { ...row.rule },
    proof: { ...row.proof },
    lastProof: row.last_proof,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBy: viewPerson(row.resolver_id, row.resolver_username, row.resolver_display_name),
    duplicateOf: row.duplicate_of === null ? null : alertNumber(row.duplicate_of),
    timeToAcknowledgeMs: since(row.created_at, row.acknowledged_at ?? row.resolved_at),
    timeToResolveMs: since(row.created_at, row.resolved_at),
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

function since(createdAt: Date, at: Date | null): number | null {
  return at === null ? null : at.getTime() - createdAt.getTime();
}

function viewPerson(id: string | null, username: string | null, displayName: string | null): AlertSummary['assignee'] {
  return id === null || username === null || displayName === null ? null : { id, username, displayName };
}
