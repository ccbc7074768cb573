import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { entitiesOf, type AlertRelated, type AlertSummary, type NamedEntity } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { AlertStatus } from '@tocsin/database';
import type { Level, Proof } from '@tocsin/event-model';
import { DataSource } from 'typeorm';

import { alertNumber, loadAlert } from '../alert-rows';
import { keyOf } from './alert-entity-facts';
import { RELATED_ALERTS, RELATED_INCIDENTS, SHOWN_ALERTS } from './related-queries';

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_VALUES = 20;

interface AlertRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly status: AlertStatus;
  readonly last_at: Date;
  readonly entity_field: string | null;
  readonly entity_value: string | null;
  readonly proof: Proof;
}

interface IncidentRow {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly is_closed: boolean;
  readonly is_own: boolean;
  readonly values: readonly string[];
}

/** What else names the same as an alert. */
@Injectable()
export class RelatedAlerts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws {PlainProblem} when there is no such alert. */
  async of(actor: Actor, number: string): Promise<AlertRelated> {
    const alert = await loadAlert(this.dataSource.manager, number);
    const own = entitiesOf(alert, [alert.proof, alert.lastProof]).slice(0, MOST_VALUES);
    const rows = own.length === 0 ? [] : await this.alerts(alert, own);
    const alerts = rows.map((row) => ({ row, shares: sharedBy(own, row) })).filter(({ shares }) => shares.length > 0);
    const shown = alerts.slice(0, SHOWN_ALERTS);
    const incidents = await this.incidents(actor, alert, { own, ids: shown.map(({ row }) => row.id) });
    return { days: DAYS, alerts: shown.map(viewAlert), hasMore: alerts.length > SHOWN_ALERTS, incidents };
  }

  private alerts({ id }: Pick<AlertSummary, 'id'>, own: readonly NamedEntity[]): Promise<AlertRow[]> {
    const since = new Date(this.clock.now().getTime() - DAYS * DAY_MS);
    const [keys, values] = [own.map(keyOf), own.map(({ value }) => value.replaceAll('\0', ''))];
    return this.dataSource.query<AlertRow[]>(RELATED_ALERTS, [id, [...new Set(keys)], [...new Set(values)], since]);
  }

  private async incidents(
    { permissions, accountId }: Actor,
    { id }: Pick<AlertSummary, 'id'>,
    { own, ids }: { readonly own: readonly NamedEntity[]; readonly ids: readonly string[] },
  ): Promise<AlertRelated['incidents']> {
    if (!permissions.includes('incident.read')) return [];
    const keys = [...new Set(own.map(keyOf))];
    const rows = await this.dataSource.query<IncidentRow[]>(RELATED_INCIDENTS, [accountId, id, keys, ids]);
    return rows.map(({ is_closed: isClosed, is_own: isOwn, values, ...row }) => {
      const shares = own.filter((entity) => values.includes(keyOf(entity)));
      return { ...row, isClosed, isOwn, shares };
    });
  }
}

function sharedBy(own: readonly NamedEntity[], row: AlertRow): NamedEntity[] {
  const { entity_field: field, entity_value: value, proof } = row;
  const entity = field === null || value === null ? null : { field, value };
  const theirs = new Set(entitiesOf({ entity }, [proof]).map(keyOf));
  return own.filter((one) => theirs.has(keyOf(one)));
}

function viewAlert({ row, shares }: { row: AlertRow; shares: NamedEntity[] }): AlertRelated['alerts'][number] {
  const { number, title, severity, status, last_at: lastAt } = row;
  return { number: alertNumber(number), title, severity, status, lastAt: lastAt.toISOString(), shares };
}
