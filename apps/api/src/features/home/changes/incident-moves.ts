import type { Phase } from '@tocsin/api-contract';
import type { Level } from '@tocsin/event-model';

import { mergedFor, visibleTo } from '../../incidents/incident-visibility';
import { counted, keyOf, screen, type Finder, type Matter } from './matter';

const MOST = 30;
const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  identification: 'Identification',
  containment: 'Containment',
  eradication: 'Eradication',
  recovery: 'Recovery',
  lessons_learned: 'Lessons learned',
  closed: 'Closed',
};
/** The latest move of each incident that somebody else made or moved on. */
const MOVES = `
  SELECT * FROM (
    SELECT DISTINCT ON (incident.id) incident.number, incident.title, incident.severity, incident.phase, incident.created_at,
        incident.lead_id, lead.display_name AS lead, mover.display_name AS mover, done.at, done.id AS move,
        (SELECT count(*)::int FROM incident_item AS item WHERE item.incident_id = incident.id AND item.kind = 'task'
          AND item.removed_at IS NULL AND item.data->>'state' = 'open' AND item.data->>'assigneeId' = $1::text) AS own_tasks
      FROM incident_history AS done JOIN incident ON incident.id = done.incident_id
      LEFT JOIN account AS lead ON lead.id = incident.lead_id LEFT JOIN account AS mover ON mover.id = done.by
     WHERE done.at >= $2 AND incident.updated_at >= $2 AND done.action IN ('create', 'field.phase') AND done.by IS DISTINCT FROM $1::uuid
       AND NOT ${mergedFor('$1')} AND ${visibleTo('$1')}
     ORDER BY incident.id, done.id DESC) AS moves
   ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low', 'informational'], severity), at DESC LIMIT ${MOST}`;

interface MoveRow {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly phase: Phase;
  readonly created_at: Date;
  readonly lead_id: string | null;
  readonly lead: string | null;
  readonly mover: string | null;
  readonly at: Date;
  readonly move: string;
  readonly own_tasks: number;
}

/** Incidents that others opened or moved to another phase; open ones first to be dealt with, closed ones to be known of. */
export const incidentMoves: Finder = {
  permission: 'incident.read',
  async find({ dataSource, actor, since }) {
    const rows = await dataSource.query<MoveRow[]>(MOVES, [actor.accountId, since]);
    const moves = rows.map((row) => ({
      isOpen: row.phase !== 'closed',
      matter: viewMove(row, since, actor.accountId),
    }));
    return [...moves.filter(({ isOpen }) => isOpen), ...moves.filter(({ isOpen }) => !isOpen)].map(
      ({ matter }) => matter,
    );
  },
};

function viewMove(row: MoveRow, since: Date, me: string): Matter {
  const isNew = row.created_at >= since;
  return {
    key: keyOf('incident', row.number, row.move),
    ...{ kind: 'incident', severity: row.severity, label: row.number, title: row.title },
    consequence: consequenceOf(row, me),
    ...{ at: (isNew ? row.created_at : row.at).toISOString(), atWord: isNew ? 'opened' : '', count: 1 },
    path: screen(`/incidents/${row.number}`),
  };
}

function consequenceOf({ phase, lead, lead_id: leadId, mover, own_tasks: tasks }: MoveRow, me: string): string {
  if (phase === 'closed') return `${mover ?? 'Tocsin'} closed it.${leadId === me ? ' You led it.' : ''}`;
  const leads = leadId === null ? 'Nobody leads.' : leadId === me ? 'You lead.' : `${lead} leads.`;
  const own = tasks === 0 ? '' : ` You have ${counted(tasks, 'open task')}.`;
  return `${PHASE_WORDS[phase]}. ${leads}${own}`;
}
