import type { AlertFilterQuery } from '@tocsin/api-contract';

import type { CursorPosition } from '../../http/cursor';
import { escapeLike } from '../../http/escape-like';
import { alertCount } from './alert-rows';

/** Whose question it is, and when. */
export interface Asker {
  readonly now: Date;
  /** Account that asks; what nobody asks names no `me`. */
  readonly me?: string;
}

/** The WHERE of an alert list. What people typed travels as parameters only. */
export class AlertFilter {
  readonly parameters: unknown[] = [];
  private readonly conditions: string[];

  constructor(query: AlertFilterQuery, { now, me }: Asker) {
    this.conditions = [this.status(query.status, now)];
    const { q, assignee, severity, verdict, tag, ruleId } = query;
    if (q !== '') this.conditions.push(this.text(q));
    if (assignee !== undefined) this.conditions.push(this.assignee(assignee, me));
    if (severity !== undefined) this.conditions.push(`alert.severity = ANY(${this.parameter(severity)})`);
    if (verdict !== undefined) this.conditions.push(`alert.verdict = ${this.parameter(verdict)}`);
    if (tag !== undefined) this.conditions.push(`alert.tags @> ARRAY[${this.parameter(tag)}]::text[]`);
    if (ruleId !== undefined) this.conditions.push(`alert.rule_id = ${this.parameter(ruleId)}`);
  }

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  /** Leaves out everything up to this position of the list. */
  after([lastAt, id]: CursorPosition): void {
    const position = `(${this.parameter(lastAt)}::timestamptz, ${this.parameter(id)}::uuid)`;
    this.conditions.push(`(alert.last_at, alert.id) < ${position}`);
  }

  /** The first part of each is written as an index is, so that PostgreSQL can use it. */
  private status(status: AlertFilterQuery['status'], now: Date): string {
    if (status === 'all') return 'true';
    if (status === 'resolved') return `alert.status = 'resolved'`;
    const ofStatus = ['open', 'snoozed'].includes(status) ? `alert.status <> 'resolved'` : `alert.status = '${status}'`;
    return `${ofStatus} AND ${snoozed(this.parameter(now))} IS ${status === 'snoozed' ? 'TRUE' : 'NOT TRUE'}`;
  }

  private assignee(assignee: string, me: string | undefined): string {
    if (assignee === 'none') return 'alert.assignee_id IS NULL';
    return `alert.assignee_id = ${this.parameter(assignee === 'me' ? me : assignee)}`;
  }

  private text(q: string): string {
    if (/^A-\d{1,15}$/i.test(q)) return `alert.number = ${this.parameter(alertCount(q))}`;
    const pattern = this.parameter(`%${escapeLike(q)}%`);
    const columns = ['alert.title', 'alert.reason', 'alert.entity_value'];
    return `(${columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`;
  }

  /** Takes a value, and answers how SQL names it. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }
}

/** SQL that says whether an alert is snoozed at that time; unknown where it never was. */
export function snoozed(now: string): string {
  return `(alert.snoozed_until > ${now}::timestamptz)`;
}
