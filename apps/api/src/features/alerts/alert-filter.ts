import type { AlertListQuery } from '@tocsin/api-contract';

import type { CursorPosition } from '../../http/cursor';
import { escapeLike } from '../../http/escape-like';
import { alertCount } from './alert-rows';

/** Written as the partial index is, so that PostgreSQL can use it. */
const STATUS: Record<AlertListQuery['status'], string> = {
  open: `alert.status <> 'resolved'`,
  in_progress: `alert.status = 'in_progress'`,
  resolved: `alert.status = 'resolved'`,
  all: 'true',
};

/** The WHERE of an alert list. What people typed travels as parameters only. */
export class AlertFilter {
  readonly parameters: unknown[] = [];
  private readonly conditions: string[];

  constructor({ status, q }: Pick<AlertListQuery, 'status' | 'q'>) {
    this.conditions = [STATUS[status]];
    if (q !== '') this.conditions.push(this.text(q));
  }

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  /** Leaves out everything up to this position of the list. */
  after([lastAt, id]: CursorPosition): void {
    const position = `(${this.parameter(lastAt)}::timestamptz, ${this.parameter(id)}::uuid)`;
    this.conditions.push(`(alert.last_at, alert.id) < ${position}`);
  }

  private text(q: string): string {
    if (/^A-\d{1,15}$/i.test(q)) return `alert.number = ${this.parameter(alertCount(q))}`;
    const pattern = this.parameter(`%${escapeLike(q)}%`);
    const columns = ['alert.title', 'alert.reason', 'alert.entity_value'];
    return `(${columns.map((column) => `${column} ILIKE ${pattern}`).join(' OR ')})`;
  }

  private parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }
}
