import type { Home } from '@tocsin/api-contract';
import type { Level } from '@tocsin/event-model';

import { visibleTo } from '../../incidents/incident-visibility';
import { keyOf, screen, type Asked, type Finder, type Matter } from './matter';

const SOON_MS = 86_400_000;
const MOST = 20;
const MOST_SHOWN = 10;
/** Tasks of the account in $1 that are still to be done. What is part of another incident is found there, by whoever may see that. */
const OWN_TASKS = `incident_item AS item JOIN incident ON incident.id = item.incident_id
   LEFT JOIN incident AS main ON main.id = incident.merged_into AND ${visibleTo('$1', 'main')}
  WHERE item.kind = 'task' AND item.removed_at IS NULL AND item.data->>'state' = 'open' AND item.data->>'assigneeId' = $1::text
    AND incident.closed_at IS NULL AND ${visibleTo('$1')}`;
const COLUMNS = `item.id, item.data->>'title' AS title, (item.data->>'dueAt')::timestamptz AS due_at, item.updated_at,
  coalesce(main.number, incident.number) AS number, incident.title AS incident_title, incident.severity`;
const BY_DUE = `ORDER BY due_at NULLS LAST, item.created_at, item.id`;

interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly due_at: Date | null;
  readonly updated_at: Date;
  readonly number: string;
  readonly incident_title: string;
  readonly severity: Level;
}

/** One's tasks that are due within a day, or came or changed since. */
export const ownTasks: Finder = {
  permission: 'incident.read',
  async find({ dataSource, actor, now, since }) {
    const soon = new Date(now.getTime() + SOON_MS);
    const rows = await dataSource.query<TaskRow[]>(
      `SELECT ${COLUMNS} FROM ${OWN_TASKS} AND ((item.data->>'dueAt')::timestamptz < $2 OR item.updated_at >= $3) ${BY_DUE} LIMIT ${MOST}`,
      [actor.accountId, soon, since],
    );
    return rows.map((row) => viewTask(row, now));
  },
};

function viewTask(row: TaskRow, now: Date): Matter {
  const { id, title, due_at: due, number, severity } = row;
  const isLate = due !== null && due < now;
  const consequence = `Your task of ${row.incident_title}.${isLate ? ' It is overdue.' : ''}`;
  const when =
    due === null ? ({ at: row.updated_at, atWord: 'since' } as const) : ({ at: due, atWord: 'due' } as const);
  return {
    key: keyOf('task', id, row.updated_at, isLate ? 'late' : ''),
    ...{ kind: 'task', severity, label: number, title, consequence },
    ...{ at: when.at.toISOString(), atWord: when.atWord, count: 1 },
    path: screen(`/incidents/${number}`),
  };
}

/** How many tasks somebody has, and those that are due first. */
export async function tasksOf({ dataSource, actor }: Asked): Promise<NonNullable<Home['yours']['tasks']>> {
  const [[{ open }], rows] = await Promise.all([
    dataSource.query<[{ open: number }]>(`SELECT count(*)::int AS open FROM ${OWN_TASKS}`, [actor.accountId]),
    dataSource.query<TaskRow[]>(`SELECT ${COLUMNS} FROM ${OWN_TASKS} ${BY_DUE} LIMIT ${MOST_SHOWN}`, [actor.accountId]),
  ]);
  const first = rows.map(({ id, title, number, due_at: due }) => ({
    ...{ id, title, incident: number },
    dueAt: due?.toISOString() ?? null,
  }));
  return { open, first };
}
