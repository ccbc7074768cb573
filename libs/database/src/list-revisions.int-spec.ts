import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource, QueryRunner } from 'typeorm';

import { createDataSource } from './data-source';
import { ListEntity } from './entities/list.entity';
import { ListEntryEntity } from './entities/list-entry.entity';
import { migrate } from './migrate';

const at = new Date('2026-11-24T12:00:00Z');

describe('the revisions of lists', () => {
  let dataSource: DataSource;
  let listId: string;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
    const list = { name: 'bad', kind: 'watchlist' as const, description: '', signalLevel: null, validDays: null };
    const { identifiers } = await dataSource.getRepository(ListEntity).insert({ ...list, createdAt: at });
    listId = (identifiers[0] as { id: string }).id;
  });
  afterAll(() => dataSource.destroy());

  async function add(runner: QueryRunner, key: string): Promise<void> {
    const entry = { listId, kind: 'exact' as const, key, value: key, facts: {}, createdAt: at };
    await runner.manager.getRepository(ListEntryEntity).insert(entry);
  }

  const keysAbove = (revision: string) =>
    dataSource.query<{ key: string; revision: string }[]>(
      'SELECT key, revision FROM list_entry WHERE revision > $1 ORDER BY revision',
      [revision],
    );

  it('become visible in their order, also when the first transaction commits last', async () => {
    const [slow, quick] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    await slow.startTransaction();
    await quick.startTransaction();
    await add(slow, 'slow');
    // Would be done at once, and seen with the higher number while the lower one is not, if nobody had to wait.
    const second = add(quick, 'quick').then(() => quick.commitTransaction());
    const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const isWaiting = async () => (await dataSource.query<{ n: number }[]>(waiting))[0]?.n === 1;
    while (!(await isWaiting()) && (await keysAbove('0')).length === 0);
    expect(await keysAbove('0')).toEqual([]);
    await slow.commitTransaction();
    await second;
    expect((await keysAbove('0')).map(({ key }) => key)).toEqual(['slow', 'quick']);
    await Promise.all([slow.release(), quick.release()]);
  });

  it('grow with every change to an entry, also one made by hand', async () => {
    const last = (await keysAbove('0')).at(-1)?.revision ?? '0';
    await dataSource.query(`UPDATE list_entry SET removed_at = now() WHERE key = 'slow'`);
    expect((await keysAbove(last)).map(({ key }) => key)).toEqual(['slow']);
  });
});

describe('the migration to lists', () => {
  it('takes watchlists along, under canonical keys, and back', async () => {
    const dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
    await undoLists(dataSource);
    await dataSource.query(`INSERT INTO watchlist VALUES ('bad', 'seen', now())`);
    const values = {
      exact: ['Mallory', '2001:DB8:0::1', '::ffff:192.0.2.1'],
      cidr: ['192.0.2.9/24'],
      domain: ['.Evil.example'],
    };
    for (const [kind, given] of Object.entries(values))
      for (const value of given)
        await dataSource.query(
          `INSERT INTO watchlist_entry (watchlist_name, kind, value, reason, reference, created_at)
            VALUES ('bad', $1, $2, 'why', '', now())`,
          [kind, value],
        );
    await migrate(dataSource);
    const rows = await dataSource.getRepository(ListEntryEntity).find({ order: { revision: 'ASC' } });
    expect(rows.map(({ key }) => key).sort()).toEqual([
      '192.0.2.0/24',
      '192.0.2.1',
      '2001:db8::1',
      'evil.example',
      'mallory',
    ]);
    expect(rows[0]).toMatchObject({ facts: { reason: 'why' } });
    await undoLists(dataSource);
    expect(await dataSource.query('SELECT name FROM watchlist')).toEqual([{ name: 'bad' }]);
    expect(await dataSource.query('SELECT value FROM watchlist_entry')).toHaveLength(5);
    await dataSource.destroy();
  });
});

/** Takes back the migration to lists and whatever came after it. */
async function undoLists(dataSource: DataSource): Promise<void> {
  const table = async () => {
    const rows = await dataSource.query<{ name: string | null }[]>(`SELECT to_regclass('list') AS name`);
    return rows[0]?.name;
  };
  while ((await table()) !== null) await dataSource.undoLastMigration();
}
