import { createDataSource, ListEntity, ListEntryEntity, migrate, type DatabaseReady } from '@tocsin/database';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { eventually, FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { Persistence } from '../../../batch/persistence';
import { StartConditions } from '../../../batch/start-conditions';
import { ListHealth } from './list-health';
import { ListKeeper } from './list-keeper';
import { ListLoader } from './list-loader';
import { listOptionsSchema } from './list.options';
import { PostgresLists } from './postgres-lists';

const at = new Date('2026-11-24T12:00:00Z');
const READY = { whenReady: () => Promise.resolve() } as DatabaseReady;

describe(PostgresLists.name, () => {
  let dataSource: DataSource;
  let source: PostgresLists;
  let listId: string;

  beforeAll(async () => {
    dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
    source = new PostgresLists(dataSource, READY);
    listId = await addList('bad', 'watchlist');
    const other = await addList('board', 'vip');
    await addMany(listId, 'host', 5_000);
    await addMany(other, 'person', 3);
    await dataSource.query(`UPDATE list_entry SET removed_at = now() WHERE key = 'host-7'`);
  });
  afterAll(() => dataSource.destroy());

  async function addList(name: string, kind: 'watchlist' | 'vip'): Promise<string> {
    const list = { name, kind, description: '', signalLevel: null, validDays: null, createdAt: at };
    const { identifiers } = await dataSource.getRepository(ListEntity).insert(list);
    return (identifiers[0] as { id: string }).id;
  }

  function addMany(list: string, prefix: string, count: number): Promise<unknown> {
    return dataSource.query(
      `INSERT INTO list_entry (list_id, kind, key, value, facts, created_at)
        SELECT $1, 'exact', $2 || '-' || n, $2 || '-' || n, '{"reason": "seen"}', now() FROM generate_series(1, $3::int) n`,
      [list, prefix, count],
    );
  }

  it('reads entries in the order of their changes, piece by piece, also removed ones', async () => {
    const first = await source.changes(0, 10);
    expect(first).toHaveLength(10);
    expect(first[0]).toMatchObject({ listId, listKind: 'watchlist', key: 'host-1', until: Infinity, isRemoved: false });
    expect(JSON.parse(first[0]?.facts ?? '')).toEqual({ reason: 'seen' });
    const { entries } = await source.revisions();
    expect(await source.changes(entries - 1, 10)).toMatchObject([
      { key: 'host-7', isRemoved: true, revision: entries },
    ]);
    expect(await source.changes(entries, 10)).toEqual([]);
  });

  it('brings a change to several workers, who hear of it or ask, without reading the rest again', async () => {
    const reads = jest.spyOn(source, 'changes');
    const bus = new InMemoryMessageBus();
    const workers = [1, 2].map(() => keeperOf(bus));
    for (const worker of workers) worker.watch('watchlist', listOptionsSchema.parse({}));
    await eventually(() => workers.every((worker) => worker.hits('watchlist', 'name', 'host-5000').length === 1));
    expect(workers[0]?.hits('watchlist', 'name', 'host-7')).toEqual([]);
    reads.mockClear();
    const startedAt = performance.now();
    await addMany(listId, 'new', 1);
    await dataSource.getRepository(ListEntryEntity).update({ key: 'host-9' }, { removedAt: at });
    await eventually(
      () =>
        workers.every((worker) => worker.hits('watchlist', 'name', 'new-1').length === 1) &&
        workers.every((worker) => worker.hits('watchlist', 'name', 'host-9').length === 0),
      { intervalMs: 10 },
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    const read = await Promise.all(
      reads.mock.results.map(({ value }) => value as ReturnType<PostgresLists['changes']>),
    );
    expect(read.reduce((sum, changes) => sum + changes.length, 0)).toBeLessThanOrEqual(2 * workers.length);
    await Promise.all(workers.map((worker) => worker.onModuleDestroy()));
  });

  function keeperOf(bus: InMemoryMessageBus): ListKeeper {
    const clock = new FakeClock(at);
    const health = new ListHealth(new Metrics(), new ReadinessChecks());
    return new ListKeeper(new ListLoader(source, clock), bus, new StartConditions(new Persistence()), health);
  }
});
