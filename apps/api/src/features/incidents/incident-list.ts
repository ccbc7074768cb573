import { Injectable } from '@nestjs/common';
import type { Incident, IncidentListQuery, IncidentPage, MilestoneName } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource, type EntityManager } from 'typeorm';

import { cursorTime, decodeCursor, pageOf } from '../../http/cursor';
import { escapeLike } from '../../http/escape-like';
import { PlainProblem } from '../../http/problem';
import { measuresOf } from './incident-measures';
import { incidentTables, peopleJson, personJson, summaryColumns, viewSummary, type SummaryRow } from './incident-rows';
import { phasesOf } from './incident-phases';
import { mergedFor, visibleTo, type Viewer } from './incident-visibility';

interface DetailRow extends SummaryRow {
  readonly named: Incident['restrictedTo'];
  readonly creator: Incident['createdBy'];
  readonly milestones: Incident['milestones'];
  readonly merged: string[];
}

const MILESTONES = `(SELECT coalesce(json_object_agg(name, json_build_object(
    'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'source', source, 'setBy', ${personJson('setter')})), '{}')
  FROM incident_milestone AS milestone LEFT JOIN account AS setter ON setter.id = milestone.set_by
 WHERE milestone.incident_id = incident.id)`;
const DETAILS = `SELECT ${summaryColumns('$2')}, ${peopleJson('named')} AS named, ${personJson('creator')} AS creator,
    ${MILESTONES} AS milestones,
    ARRAY(SELECT number FROM incident AS part
      WHERE part.merged_into = incident.id AND ${visibleTo('$2', 'part')} ORDER BY number) AS merged
  FROM ${incidentTables('$2')} LEFT JOIN account AS creator ON creator.id = incident.created_by
 WHERE incident.number = $1 AND ${visibleTo('$2')}`;

const STATES: Readonly<Record<IncidentListQuery['state'], string>> = {
  open: `NOT ${mergedFor('$1')} AND incident.closed_at IS NULL`,
  closed: `NOT ${mergedFor('$1')} AND incident.closed_at IS NOT NULL`,
  merged: mergedFor('$1'),
  all: 'true',
};
/** The words of texts; those of items by their own id. */
const WORDS_FOUND = `EXISTS (SELECT FROM text_content AS words WHERE words.content ILIKE $n
  AND (words.owner = 'incident/' || incident.number
    OR words.owner IN (SELECT 'item/' || item.id FROM incident_item AS item WHERE item.incident_id = incident.id AND item.removed_at IS NULL)))`;
const FOUND = `(incident.number ILIKE $n OR incident.title ILIKE $n OR incident.summary ILIKE $n OR array_to_string(incident.tags, ' ') ILIKE $n
  OR EXISTS (SELECT FROM incident_item AS item
    WHERE item.incident_id = incident.id AND item.removed_at IS NULL
      AND coalesce(item.data->>'title', item.data->>'value', item.data->>'tag') ILIKE $n)
  OR ${WORDS_FOUND})`;

/** Incidents as people read them; restricted ones only for those who are named. */
@Injectable()
export class IncidentList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async page(viewer: Viewer, query: IncidentListQuery): Promise<IncidentPage> {
    const { sql, parameters } = conditionOf(viewer, query);
    const position = query.cursor === undefined ? [] : decodeCursor(query.cursor);
    const [time, id] = [`$${parameters.length + 1}`, `$${parameters.length + 2}`];
    const after =
      position.length === 0 ? 'true' : `(incident.created_at, incident.id) < (${time}::timestamptz, ${id}::uuid)`;
    const [counted, rows] = await Promise.all([
      this.dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int AS total FROM incident WHERE ${sql}`,
        parameters,
      ),
      this.dataSource.query<(SummaryRow & { readonly cursor_at: string })[]>(
        `SELECT ${summaryColumns('$1')}, ${cursorTime('incident.created_at')} AS cursor_at FROM ${incidentTables('$1')}
          WHERE ${sql} AND ${after} ORDER BY incident.created_at DESC, incident.id DESC LIMIT ${query.limit + 1}`,
        [...parameters, ...position],
      ),
    ]);
    const { shown, nextCursor } = pageOf(rows, query.limit, (row) => [row.cursor_at, row.id]);
    const asOf = this.clock.now().toISOString();
    return { incidents: shown.map(viewSummary), total: counted[0]?.total ?? 0, nextCursor, asOf };
  }

  /** @throws {PlainProblem} when there is none, or none for this person: both look the same. */
  async find(viewer: Viewer, number: string, manager: EntityManager = this.dataSource.manager): Promise<Incident> {
    const [row] = await manager.query<DetailRow[]>(DETAILS, [number, viewer.accountId]);
    if (row === undefined) throw noIncident(number);
    const now = this.clock.now();
    return {
      ...viewSummary(row),
      summary: row.summary,
      contact: row.contact,
      restrictedTo: row.named,
      milestones: row.milestones,
      phases: await phasesOf(manager, row.id),
      measures: measuresOf(timesOf(row.milestones), now, row.closed_at !== null),
      merged: row.merged,
      createdBy: row.creator,
      asOf: now.toISOString(),
    };
  }
}

export function noIncident(number: string): PlainProblem {
  return new PlainProblem('not_found', 'incident.not_found', `There is no incident ${number}, or it is not for you.`);
}

function timesOf(milestones: Incident['milestones']): Partial<Record<MilestoneName, Date>> {
  return Object.fromEntries(Object.entries(milestones).map(([name, { at }]) => [name, new Date(at)]));
}

function conditionOf(viewer: Viewer, query: IncidentListQuery): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [viewer.accountId];
  const parts = [visibleTo('$1'), STATES[query.state]];
  const add = (value: unknown, sql: string): void => {
    parameters.push(value);
    parts.push(sql.replaceAll('$n', `$${parameters.length}`));
  };
  if (query.q !== '') add(`%${escapeLike(query.q)}%`, FOUND);
  if (query.kind !== undefined) add(query.kind, 'incident.kind = $n');
  if (query.phase !== undefined) add(query.phase, 'incident.phase = $n');
  if (query.severity !== undefined) add(query.severity, 'incident.severity = $n');
  if (query.lead === 'none') parts.push('incident.lead_id IS NULL');
  else if (query.lead !== undefined)
    add(query.lead === 'me' ? viewer.accountId : query.lead, 'incident.lead_id = $n::uuid');
  return { sql: parts.join(' AND '), parameters };
}
