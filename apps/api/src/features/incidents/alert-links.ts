import type { Alert } from '@tocsin/api-contract';
import { IncidentAlertEntity, IncidentItemEntity } from '@tocsin/database';

import { loadAlert } from '../alerts/alert-rows';
import type { IncidentMoment } from './incident-desk';
import { insertItem } from './incident-items';
import { refang } from './indicator-type';

/**
 * Makes alerts belong to the incident: a copy of each is kept, what it is about becomes an indicator, and it stands in the timeline. Those that
 * belong to it already stay as they are. @returns the alerts, in the order of their numbers given.
 * @throws {PlainProblem} when one is not there.
 */
export async function linkAlerts(moment: IncidentMoment, numbers: readonly string[]): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (const number of new Set(numbers)) {
    const alert = await loadAlert(moment.manager, number);
    alerts.push(alert);
    if (await isNew(moment, alert)) await noteAlert(moment, alert);
  }
  return alerts;
}

async function isNew({ actor, incident, now, manager }: IncidentMoment, alert: Alert): Promise<boolean> {
  const row = { incidentId: incident.id, alertId: alert.id, copy: alert, linkedAt: now, linkedBy: actor.accountId };
  const result = await manager
    .getRepository(IncidentAlertEntity)
    .createQueryBuilder()
    .insert()
    .values(row)
    .orIgnore()
    .returning(['alertId'])
    .execute();
  return (result.raw as unknown[]).length > 0;
}

async function noteAlert(moment: IncidentMoment, { number, title, entity, lastAt }: Alert): Promise<void> {
  const happened = { at: lastAt, title: title.slice(0, 300), about: number };
  await insertItem(moment, { kind: 'timeline', data: happened, isAutomatic: true });
  if (entity === null || (await hasIndicator(moment, refang(entity.value)))) return;
  const data = {
    value: entity.value.slice(0, 2_000),
    type: 'auto',
    note: `${entity.field} of ${number}`,
    isMalicious: null,
  };
  await insertItem(moment, { kind: 'indicator', data, isAutomatic: true });
}

function hasIndicator({ incident, manager }: IncidentMoment, value: string): Promise<boolean> {
  return manager
    .getRepository(IncidentItemEntity)
    .createQueryBuilder('item')
    .where(`item.incident_id = :id AND item.kind = 'indicator' AND item.data->>'value' = :value`, {
      id: incident.id,
      value,
    })
    .getExists();
}
