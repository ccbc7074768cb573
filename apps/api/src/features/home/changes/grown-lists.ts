import { counted, keyOf, screen, type Finder } from './matter';

interface ListRow {
  readonly name: string;
  readonly count: number;
  readonly newest: Date;
  readonly ends: number;
}

/** Lists to which others added entries. */
export const grownLists: Finder = {
  permission: 'watchlist.read',
  async find({ dataSource, actor, since, now }) {
    const rows = await dataSource.query<ListRow[]>(
      `SELECT list.name, grown.count, grown.newest, grown.ends FROM list CROSS JOIN LATERAL (
         SELECT count(*)::int AS count, max(created_at) AS newest,
             count(*) FILTER (WHERE expires_at < $3::timestamptz + interval '1 day')::int AS ends
           FROM list_entry AS entry WHERE entry.list_id = list.id AND entry.created_at >= $2
            AND entry.removed_at IS NULL AND entry.created_by IS DISTINCT FROM $1::uuid) AS grown
        WHERE list.removed_at IS NULL AND grown.count > 0 ORDER BY grown.count DESC, list.name`,
      [actor.accountId, since, now],
    );
    return rows.map(({ name, count, newest, ends }) => ({
      key: keyOf('list', name, newest),
      ...{ kind: 'list', severity: null, label: null, title: `${name} grew by ${counted(count, 'entry', 'entries')}` },
      consequence:
        ends === 0
          ? 'None of them ends within a day.'
          : `${counted(ends, 'of them ends', 'of them end')} within a day.`,
      ...{ at: newest.toISOString(), atWord: '', count, path: screen(`/watchlists/${encodeURIComponent(name)}`) },
    }));
  },
};
