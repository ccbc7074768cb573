import { createDataSource, migrate, WatchlistEntity, WatchlistEntryEntity, type DatabaseReady } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { PostgresWatchlists } from './postgres-watchlists';

const now = '2026-11-24T12:00:00.000Z';
const entry = (value: string, expiresAt: string | null) => ({
  watchlistName: 'bad',
  kind: 'exact' as const,
  value,
  reason: 'seen before',
  reference: '',
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
  createdAt: new Date(now),
  createdBy: null,
});

describe(PostgresWatchlists.name, () => {
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
    await dataSource.getRepository(WatchlistEntity).save({ name: 'bad', description: '', createdAt: new Date(now) });
    await dataSource
      .getRepository(WatchlistEntryEntity)
      .save([
        entry('forever', null),
        entry('tomorrow', '2026-11-25T12:00:00.000Z'),
        entry('over', '2026-11-24T11:59:59.000Z'),
      ]);
  });
  afterAll(() => dataSource.destroy());

  it('loads the entries that have not expired', async () => {
    const ready = { whenReady: () => Promise.resolve() } as DatabaseReady;
    const terms = await new PostgresWatchlists(dataSource, ready, new FakeClock(now)).load();
    expect(terms.map(({ value }) => value).sort()).toEqual(['forever', 'tomorrow']);
    expect(terms[0]).toMatchObject({ list: 'bad', kind: 'exact', reason: 'seen before', reference: '' });
  });
});
