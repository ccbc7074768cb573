import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { AlertIncidents, ChangeAlertLinks, Incident, LinkedAlerts } from '@tocsin/api-contract';
import { DataSource } from 'typeorm';

import { alertCount, viewSummary as viewAlert, type SummaryRow } from '../alerts/alert-rows';
import { ALERT_TABLES, SUMMARY_COLUMNS } from '../alerts/alert-rows';
import { linkAlerts } from './alert-links';
import { EventCopies } from './events/event-copies';
import { keepEvents } from './events/kept-events';
import { IncidentDesk, type Deed, type IncidentMoment } from './incident-desk';
import { IncidentReading } from './incident-reading';
import { personJson } from './incident-rows';
import { familyOf, visibleTo } from './incident-visibility';

const FAMILY = familyOf('$1', '$2');
/** One that was linked in several parts counts once, as it was linked first. */
const LINKED = `SELECT ${SUMMARY_COLUMNS}, link.linked_at, ${personJson('linker')} AS linked_by
  FROM ${ALERT_TABLES} JOIN (
    SELECT DISTINCT ON (alert_id) * FROM incident_alert WHERE incident_id IN ${FAMILY} ORDER BY alert_id, linked_at
  ) AS link ON link.alert_id = alert.id
  LEFT JOIN account AS linker ON linker.id = link.linked_by
 ORDER BY alert.last_at DESC, alert.id LIMIT 5000`;
/** Open alerts of the last week about a value that is an indicator here. */
const SUGGESTED = `SELECT ${SUMMARY_COLUMNS}, alert.entity_value AS shared_value FROM ${ALERT_TABLES}
 WHERE alert.status <> 'resolved' AND alert.last_at > now() - interval '7 days'
   AND alert.entity_value IN (
     SELECT data->>'value' FROM incident_item WHERE incident_id IN ${FAMILY} AND kind = 'indicator' AND removed_at IS NULL)
   AND NOT EXISTS (SELECT FROM incident_alert AS link WHERE link.alert_id = alert.id AND link.incident_id IN ${FAMILY})
 ORDER BY alert.last_at DESC LIMIT 10`;
/** Those an alert belongs to: where one is part of another, that other one. */
const INCIDENTS_OF = `SELECT incident.number, incident.title, incident.phase FROM incident
 WHERE incident.id IN (
   SELECT coalesce(whole.id, part.id) FROM alert JOIN incident_alert AS link ON link.alert_id = alert.id
     JOIN incident AS part ON part.id = link.incident_id AND ${visibleTo('$2', 'part')}
     LEFT JOIN incident AS whole ON whole.id = part.merged_into AND ${visibleTo('$2', 'whole')}
    WHERE alert.number = $1)
 ORDER BY incident.created_at DESC LIMIT 200`;

/** Which alerts belong to which incidents. */
@Injectable()
export class IncidentLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
    private readonly desk: IncidentDesk,
    private readonly copies: EventCopies,
  ) {}

  /** @throws {PlainProblem} */
  async of(actor: Actor, number: string): Promise<LinkedAlerts> {
    const { id } = await this.reading.open(actor, number);
    const linked = await this.dataSource.query<LinkedRow[]>(LINKED, [id, actor.accountId]);
    const suggested = await this.dataSource.query<SuggestedRow[]>(SUGGESTED, [id, actor.accountId]);
    return {
      alerts: linked.map((row) => ({
        ...viewAlert(row),
        linkedAt: row.linked_at.toISOString(),
        linkedBy: row.linked_by,
      })),
      suggested: suggested.map((row) => ({ alert: viewAlert(row), sharedValue: row.shared_value })),
    };
  }

  /** The events of their proofs are copied too. @throws {PlainProblem} when an alert is not there. */
  async change(actor: Actor, number: string, wish: ChangeAlertLinks): Promise<Incident> {
    await this.reading.open(actor, number);
    const { events, shortfall } = await this.copies.ofAlerts(wish.add);
    return this.desk.change(actor, number, async (moment) => {
      const links = await changeLinks(moment, wish);
      const isOwn = ({ owner }: Deed): boolean => owner === moment.incident.id;
      const deeds = links.map((deed) => (isOwn(deed) ? { ...deed, subject: `${deed.subject}${shortfall}` } : deed));
      const kept = await keepEvents(moment, events, { isWanted: true });
      return kept.length === 0 ? deeds : withEvents(moment, deeds, kept);
    });
  }

  /** The incidents an alert belongs to, as far as this person may see them. */
  async incidentsOf(actor: Actor, alertNumber: string): Promise<AlertIncidents> {
    const incidents = await this.dataSource.query<AlertIncidents['incidents']>(INCIDENTS_OF, [
      alertCount(alertNumber),
      actor.accountId,
    ]);
    return { incidents };
  }
}

interface LinkedRow extends SummaryRow {
  readonly linked_at: Date;
  readonly linked_by: LinkedAlerts['alerts'][number]['linkedBy'];
}

interface SuggestedRow extends SummaryRow {
  readonly shared_value: string;
}

/** Alerts that were linked before may have new proof. */
function withEvents({ incident }: IncidentMoment, deeds: readonly Deed[], kept: readonly string[]): Deed[] {
  const own = deeds.find(({ owner }) => owner === incident.id);
  const subject = kept.join(', ').slice(0, 300);
  const copied: Deed = { action: 'events', subject, after: { add: kept, remove: [] }, parts: ['events'] };
  const first: Deed = own === undefined ? copied : { ...own, parts: [...own.parts, 'events'] };
  return [first, ...deeds.filter((deed) => deed !== own)];
}

async function changeLinks(moment: IncidentMoment, { add, remove }: ChangeAlertLinks): Promise<Deed[]> {
  const { id } = moment.incident;
  const before = await linkedIn(moment);
  await linkAlerts(moment, add);
  const added = (await linkedIn(moment)) === before ? [] : add;
  const removed = remove.length === 0 ? new Map<string, string[]>() : await unlink(moment, remove);
  const owners = new Set([...(added.length > 0 ? [id] : []), ...removed.keys()]);
  return [...owners].map((owner) => linksDeed(owner, owner === id ? added : [], removed.get(owner) ?? []));
}

function linksDeed(owner: string, add: readonly string[], remove: readonly string[]): Deed {
  const subject = [...add, ...remove.map((number) => `−${number}`)].join(', ').slice(0, 300);
  return { action: 'alerts', subject, after: { add, remove }, owner, parts: ['alerts', 'items', 'head'] };
}

async function linkedIn({ incident, manager }: IncidentMoment): Promise<number> {
  const [row] = await manager.query<{ links: number }[]>(
    'SELECT count(*)::int AS links FROM incident_alert WHERE incident_id = $1',
    [incident.id],
  );
  return row!.links;
}

/** Also from what was merged into it. @returns what was taken from which incident. */
async function unlink(moment: IncidentMoment, numbers: readonly string[]): Promise<Map<string, string[]>> {
  const { actor, incident, manager } = moment;
  const rows = await manager.query<{ owner: string; alerts: string[] }[]>(
    `WITH gone AS (
       DELETE FROM incident_alert WHERE incident_id IN ${FAMILY} AND alert_id = ANY($3::uuid[]) RETURNING incident_id, alert_id)
     SELECT gone.incident_id AS owner, array_agg('A-' || alert.number ORDER BY alert.number) AS alerts
       FROM gone JOIN alert ON alert.id = gone.alert_id GROUP BY gone.incident_id`,
    [incident.id, actor.accountId, await idsOf(moment, numbers)],
  );
  return new Map(rows.map(({ owner, alerts }) => [owner, alerts]));
}

async function idsOf({ manager }: IncidentMoment, numbers: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>('SELECT id FROM alert WHERE number = ANY($1::bigint[])', [
    numbers.map(alertCount),
  ]);
  return rows.map(({ id }) => id);
}
