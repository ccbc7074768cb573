import type { Level } from '@tocsin/event-model';

import { counted, keyOf, screen, type Asked, type Finder, type Matter } from './matter';

const MOST_ALONE = 10;
const UNASSIGNED = `status <> 'resolved' AND assignee_id IS NULL AND (snoozed_until > $1) IS NOT TRUE`;
const PATH = '/alerts/views/unassigned';

interface AlertRow {
  readonly number: string;
  readonly title: string;
  readonly reason: string;
  readonly severity: Level;
  readonly created_at: Date;
}

/** Critical alerts nobody has taken, each; what is left of them, and high ones, in one line. */
export const unassignedAlerts: Finder = {
  permission: 'alert.read',
  async find(asked) {
    const critical = await newest(asked);
    const [rest, high] = [await sum(asked, 'critical'), await sum(asked, 'high')];
    // The newest stand alone, so what is left of the fresh ones is what they are not.
    const alone = critical.length;
    const further = { ...rest, count: rest.count - alone, fresh: Math.max(0, rest.fresh - alone) };
    return [...critical.map(viewAlone), ...together(further, 'critical', true), ...together(high, 'high')];
  },
};

function newest({ dataSource, now }: Asked): Promise<AlertRow[]> {
  return dataSource.query<AlertRow[]>(
    `SELECT number, title, reason, severity, created_at FROM alert
      WHERE ${UNASSIGNED} AND severity = 'critical' ORDER BY created_at DESC, number DESC LIMIT ${MOST_ALONE}`,
    [now],
  );
}

interface Sum {
  readonly count: number;
  readonly fresh: number;
  readonly newest: string | null;
  readonly at: Date | null;
}

async function sum({ dataSource, now, since }: Asked, severity: Level): Promise<Sum> {
  const [row] = await dataSource.query<[Sum]>(
    `SELECT count(*)::int AS count, count(*) FILTER (WHERE created_at >= $2)::int AS fresh, max(number) AS newest, max(created_at) AS at
       FROM alert WHERE ${UNASSIGNED} AND severity = $3`,
    [now, since, severity],
  );
  return row;
}

function viewAlone({ number, title, reason, severity, created_at: at }: AlertRow): Matter {
  const label = `A-${number}`;
  const said = { kind: 'alert', severity, label, title, consequence: `Nobody has taken it. ${reason}` } as const;
  const path = screen(`/alerts/${label}`);
  return { key: keyOf('alert', number), ...said, at: at.toISOString(), atWord: '', count: 1, path };
}

function together({ count, fresh, newest: last, at }: Sum, severity: Level, isRest = false): Matter[] {
  if (count <= 0 || at === null) return [];
  const title = `${counted(count, `${isRest ? 'more ' : ''}${severity} alert`)} nobody has taken`;
  const consequence = fresh === 0 ? 'None of them is new.' : `${counted(fresh, 'was', 'were')} raised since then.`;
  const key = keyOf('alerts', severity, last ?? '');
  const said = { kind: 'alert', severity, label: null, title, consequence } as const;
  return [{ key, ...said, at: at.toISOString(), atWord: '', count, path: PATH }];
}
