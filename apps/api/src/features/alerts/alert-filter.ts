import { readAlertWords, type AlertFilterQuery, type AlertTerm } from '@tocsin/api-contract';

import { escapeLike } from '../../http/escape-like';
import { alertCount } from './alert-rows';
import { facetOf, termsCondition, type Asker } from './alert-term-conditions';

/** The WHERE of an alert list. What people typed travels as parameters only. */
export class AlertFilter {
  readonly parameters: unknown[] = [];
  readonly asker: Asker;
  private readonly conditions: string[];

  /** @param aside facet whose terms are not asked for, so that it counts what another choice would find. */
  constructor(query: AlertFilterQuery, asker: Asker, aside?: string) {
    this.asker = asker;
    this.conditions = [this.status(query.status)];
    const { q, group, assignee, severity, verdict, tag, ruleId } = query;
    if (q !== '') this.conditions.push(...this.text(q, aside));
    if (group !== undefined) this.conditions.push(...this.text(group, undefined));
    if (assignee !== undefined) this.conditions.push(this.assignee(assignee));
    if (severity !== undefined) this.conditions.push(`alert.severity = ANY(${this.parameter(severity)})`);
    if (verdict !== undefined) this.conditions.push(`alert.verdict = ${this.parameter(verdict)}`);
    if (tag !== undefined) this.conditions.push(`alert.tags @> ARRAY[${this.parameter(tag)}]::text[]`);
    if (ruleId !== undefined) this.conditions.push(`alert.rule_id = ${this.parameter(ruleId)}`);
  }

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  and(condition: string): void {
    this.conditions.push(condition);
  }

  /** Takes a value, and answers how SQL names it. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** The first part of each is written as an index is, so that PostgreSQL can use it. */
  private status(status: AlertFilterQuery['status']): string {
    if (status === 'all') return 'true';
    if (status === 'resolved') return `alert.status = 'resolved'`;
    const ofStatus = ['open', 'snoozed'].includes(status) ? `alert.status <> 'resolved'` : `alert.status = '${status}'`;
    const isSnoozed = status === 'snoozed' ? 'TRUE' : 'NOT TRUE';
    return `${ofStatus} AND ${snoozed(this.parameter(this.asker.now))} IS ${isSnoozed}`;
  }

  private assignee(assignee: string): string {
    if (assignee === 'none') return 'alert.assignee_id IS NULL';
    return `alert.assignee_id = ${this.parameter(assignee === 'me' ? this.asker.me : assignee)}`;
  }

  private text(q: string, aside: string | undefined): string[] {
    const { terms, words } = readAlertWords(q);
    const byFacet = new Map<string, AlertTerm[]>();
    for (const term of terms.filter((one) => facetOf(one) !== aside)) {
      const key = `${term.isLeftOut}${facetOf(term)}`;
      byFacet.set(key, [...(byFacet.get(key) ?? []), term]);
    }
    const conditions = [...byFacet.values()].map((ofOne) => termsCondition(ofOne, this));
    return [...conditions, ...words.map((word) => this.word(word))];
  }

  private word(word: string): string {
    if (/^A-\d{1,15}$/i.test(word)) return `alert.number = ${this.parameter(alertCount(word))}`;
    const pattern = this.parameter(`%${escapeLike(word)}%`);
    const columns = ['alert.title', 'alert.reason', 'alert.entity_value'];
    return `(${columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`;
  }
}

/** SQL that says whether an alert is snoozed at that time; unknown where it never was. */
export function snoozed(now: string): string {
  return `(alert.snoozed_until > ${now}::timestamptz)`;
}
