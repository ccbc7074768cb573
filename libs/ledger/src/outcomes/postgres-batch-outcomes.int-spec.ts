import { createDataSource, migrate } from '@tocsin/database';
import { eventually, FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { describeBatchOutcomesContract } from '../../testing/batch-outcomes-contract';
import type { BatchOutcome } from './batch-outcome';
import { PostgresBatchOutcomes } from './postgres-batch-outcomes';

const outcome = (batchId: string): BatchOutcome => ({
  batchId,
  claim: 'front-1',
  source: 'web',
  events: 1,
  stored: 1,
  duplicate: 0,
  parked: 0,
  dropped: {},
});
const numbered = (count: number) => Array.from({ length: count }, (_, n) => outcome(`batch ${n}`));

describe(PostgresBatchOutcomes.name, () => {
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
    await migrate(dataSource);
  });
  afterEach(() => dataSource.query('TRUNCATE batch_outcome'));
  afterAll(() => dataSource.destroy());

  describeBatchOutcomesContract((clock) => new PostgresBatchOutcomes(dataSource, clock));

  it('records once what many workers record at the same time, in any order', async () => {
    const outcomes = new PostgresBatchOutcomes(dataSource, new FakeClock());
    const all = numbered(5_000);
    const start = dataSource.createQueryRunner();
    await start.startTransaction();
    await start.query('LOCK TABLE batch_outcome IN SHARE MODE');
    const workers = Array.from({ length: 8 }, (_, n) => outcomes.record(n % 2 === 0 ? all : all.toReversed()));
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await eventually(async () => (await dataSource.query<object[]>(waiting)).length === workers.length);
    await start.commitTransaction();
    await start.release();
    await Promise.all(workers);
    expect(await outcomes.find(['batch 0', 'batch 4999'], 'web')).toHaveLength(2);
    expect(await dataSource.query('SELECT count(*)::int AS rows FROM batch_outcome')).toEqual([{ rows: 5_000 }]);
  });

  it('deletes more than one statement takes', async () => {
    const clock = new FakeClock();
    const outcomes = new PostgresBatchOutcomes(dataSource, clock);
    await outcomes.record(numbered(10_001));
    clock.advance(1);
    expect(await outcomes.deleteBefore(clock.now())).toBe(10_001);
  });

  it('finds by index, and what is to be deleted too', async () => {
    await new PostgresBatchOutcomes(dataSource, new FakeClock()).record(numbered(5_000));
    await dataSource.query('ANALYZE batch_outcome');
    const plan = async (condition: string) => {
      const rows = await dataSource.query<object[]>(`EXPLAIN SELECT * FROM batch_outcome WHERE ${condition}`);
      return JSON.stringify(rows);
    };
    expect(await plan(`batch_id IN ('batch 1', 'batch 2') AND source = 'web'`)).toContain('batch_outcome_pkey');
    expect(await plan(`recorded_at < '2000-01-01'`)).toContain('batch_outcome_recorded_at_idx');
  });

  it('keeps the batch of a name PostgreSQL cannot write', async () => {
    const outcomes = new PostgresBatchOutcomes(dataSource, new FakeClock());
    await outcomes.record([outcome('NUL \0')]);
    expect(await outcomes.find(['NUL \u2400'], 'web')).toHaveLength(1);
  });
});
