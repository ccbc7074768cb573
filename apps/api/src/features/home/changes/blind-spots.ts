import { counted, keyOf, screen, type Asked, type Finder, type Matter } from './matter';

const MOST_GROUPS = 10;
const MINUTES_KEPT_MS = 13 * 86_400_000;

interface AlarmRow {
  readonly source: string;
  readonly kind: string;
  readonly raised_at: Date;
  readonly since: Date;
  readonly reason: string;
  readonly blind: number;
}

/** Sources that are not as usual, and how many rules do not see what they look for. */
export const sourceAlarms: Finder = {
  permission: 'source.read',
  async find({ dataSource }) {
    const rows = await dataSource.query<AlarmRow[]>(
      `SELECT source, kind, raised_at, since, reason, jsonb_array_length(blind) AS blind FROM source_alarm
        WHERE ended_at IS NULL ORDER BY jsonb_array_length(blind) DESC, raised_at`,
    );
    return rows.map(viewAlarm);
  },
};

function viewAlarm({ source, kind, raised_at: raisedAt, since, reason, blind }: AlarmRow): Matter {
  const key = keyOf('source', source, kind, raisedAt);
  const sees = blind === 1 ? 'does' : 'do';
  const consequence =
    blind === 0 ? 'No rule lives by it.' : `${counted(blind, 'rule')} ${sees} not see what they look for.`;
  const said = { kind: 'source', severity: null, label: source, title: reason, consequence } as const;
  return { key, ...said, at: since.toISOString(), atWord: 'since', count: 1, path: screen('/flow', { source }) };
}

interface ParkedRow {
  readonly source: string;
  readonly reason_code: string;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** Events that could not be taken in since then, by source and reason. */
export const parkedSince: Finder = {
  permission: 'parked.read',
  find: (asked) => parkedGroups(asked, asked.since),
};

/** All events that wait, whenever they were parked. */
export const parkedNow: Finder = {
  permission: 'parked.read',
  find: (asked) => parkedGroups(asked, new Date(0)),
};

async function parkedGroups({ dataSource }: Asked, since: Date): Promise<Matter[]> {
  const rows = await dataSource.query<ParkedRow[]>(
    `SELECT source, reason_code, count(*)::int AS count, min(parked_at) AS first, max(parked_at) AS last FROM parked_event
      WHERE parked_at >= $1 GROUP BY source, reason_code ORDER BY count(*) DESC, source, reason_code`,
    [since],
  );
  const rest = rows.slice(MOST_GROUPS);
  return [...rows.slice(0, MOST_GROUPS).map(viewParked), ...viewRest(rest)];
}

function viewParked({ source, reason_code: reason, count, first, last }: ParkedRow): Matter {
  const title = `${counted(count, 'event')} of ${source} ${count === 1 ? 'is' : 'are'} parked: ${reason}`;
  const consequence = 'Rules do not see them until somebody sends them again.';
  const said = { kind: 'parked', severity: null, label: null, title, consequence } as const;
  const path = screen('/parked', { reason, source });
  return { key: keyOf('parked', source, reason, last), ...said, at: first.toISOString(), atWord: 'since', count, path };
}

function viewRest(rows: readonly ParkedRow[]): Matter[] {
  if (rows.length === 0) return [];
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const at = new Date(Math.min(...rows.map(({ first }) => first.getTime())));
  const title = `${counted(count, 'more event')} parked, for ${counted(rows.length, 'other reason')}`;
  const said = { kind: 'parked', severity: null, label: null, title, consequence: 'Rules do not see them.' } as const;
  const key = keyOf('parked', 'rest', count, at);
  return [{ key, ...said, at: at.toISOString(), atWord: 'since', count, path: '/parked' }];
}

/** Events of which nobody said in time what became of them. */
export const unexplained: Finder = {
  permission: 'source.read',
  async find({ dataSource, since, now }) {
    const grain = now.getTime() - since.getTime() < MINUTES_KEPT_MS ? 'minute' : 'hour';
    const [row] = await dataSource.query<[{ events: number; times: number; first: Date | null; last: Date | null }]>(
      `SELECT coalesce(sum(unexplained), 0)::float8 AS events, count(DISTINCT at)::int AS times, min(at) AS first, max(at) AS last
         FROM ledger_count WHERE grain = $1 AND at >= $2 AND unexplained > 0`,
      [grain, since],
    );
    if (row.first === null || row.last === null) return [];
    const title = `${counted(row.events, 'event')} unaccounted for in ${counted(row.times, grain)}`;
    const consequence = 'Nobody has said in time what became of them.';
    const said = { kind: 'ledger', severity: null, label: null, title, consequence } as const;
    const key = keyOf('ledger', row.last, row.events);
    return [{ key, ...said, at: row.first.toISOString(), atWord: 'since', count: row.events, path: '/flow' }];
  },
};
