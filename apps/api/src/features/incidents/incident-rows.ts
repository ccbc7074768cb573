import type { IncidentSummary } from '@tocsin/api-contract';
import type { Level } from '@tocsin/event-model';

import { familyOf, visibleTo } from './incident-visibility';

type Person = NonNullable<IncidentSummary['lead']>;

const PERSON = (account: string): string =>
  `CASE WHEN ${account}.id IS NULL THEN NULL ELSE
    json_build_object('id', ${account}.id, 'username', ${account}.username, 'displayName', ${account}.display_name) END`;

/** Somebody by their account, as JSON; NULL for nobody. */
export const personJson = PERSON;

/** People in a role, by name. */
export const peopleJson = (role: 'team' | 'named'): string => `coalesce((
  SELECT json_agg(${PERSON('member')} ORDER BY member.display_name, member.username)
    FROM incident_person AS person JOIN account AS member ON member.id = person.account_id
   WHERE person.incident_id = incident.id AND person.role = '${role}'), '[]')`;

/** Columns of a summary for the account in the given parameter, to be read FROM {@link incidentTables}. */
export function summaryColumns(viewer: string): string {
  const ofFamily = `IN ${familyOf('incident.id', viewer)}`;
  return `incident.*, main.number AS merged_into_number, ${PERSON('lead')} AS lead, ${peopleJson('team')} AS team,
  (SELECT count(DISTINCT link.alert_id)::int FROM incident_alert AS link WHERE link.incident_id ${ofFamily}) AS alerts,
  (SELECT coalesce(json_object_agg(kind, items), '{}') FROM (
     SELECT kind, count(*) AS items FROM incident_item AS item
      WHERE item.incident_id ${ofFamily} AND removed_at IS NULL GROUP BY kind) AS kinds) AS items,
  (SELECT count(*)::int FROM incident_item AS item
    WHERE item.incident_id ${ofFamily} AND removed_at IS NULL AND kind = 'task' AND data->>'state' = 'open') AS open_tasks`;
}

export function incidentTables(viewer: string): string {
  return `incident LEFT JOIN account AS lead ON lead.id = incident.lead_id
  LEFT JOIN incident AS main ON main.id = incident.merged_into AND ${visibleTo(viewer, 'main')}`;
}

export interface SummaryRow {
  readonly id: string;
  readonly number: string;
  readonly kind: IncidentSummary['kind'];
  readonly type: IncidentSummary['type'];
  readonly title: string;
  readonly summary: string;
  readonly contact: string;
  readonly severity: Level;
  readonly phase: IncidentSummary['phase'];
  readonly phase_since: Date;
  readonly tlp: IncidentSummary['tlp'];
  readonly pap: IncidentSummary['pap'];
  readonly tags: string[];
  readonly is_restricted: boolean;
  readonly merged_into_number: string | null;
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
  readonly lead: Person | null;
  readonly team: Person[];
  readonly alerts: number;
  readonly items: Partial<Record<string, number>>;
  readonly open_tasks: number;
}

export function viewSummary(row: SummaryRow): IncidentSummary {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    type: row.type,
    title: row.title,
    severity: row.severity,
    phase: row.phase,
    lead: row.lead,
    team: row.team,
    tlp: row.tlp,
    pap: row.pap,
    tags: row.tags,
    isRestricted: row.is_restricted,
    mergedInto: row.merged_into_number,
    counts: countsOf(row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    phaseSince: row.phase_since.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    revision: row.revision,
  };
}

function countsOf({ alerts, items, open_tasks: openTasks }: SummaryRow): IncidentSummary['counts'] {
  return {
    alerts,
    indicators: items['indicator'] ?? 0,
    tasks: items['task'] ?? 0,
    openTasks,
    theories: items['theory'] ?? 0,
    mitigations: items['mitigation'] ?? 0,
    lessons: items['lesson'] ?? 0,
    references: items['reference'] ?? 0,
    timeline: items['timeline'] ?? 0,
    veris: items['veris'] ?? 0,
  };
}
