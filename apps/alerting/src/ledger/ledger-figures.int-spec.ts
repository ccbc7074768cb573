import { createDataSource, migrate } from '@tocsin/database';
import { LedgerBook } from '@tocsin/ledger';
import { Metrics } from '@tocsin/observability';
import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { LedgerFigures } from './ledger-figures';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
});
afterAll(() => dataSource.destroy());

describe(LedgerFigures.name, () => {
  it('tells of each source what became of its events, and of many sources together', async () => {
    await dataSource.query(`
      INSERT INTO ledger_count (grain, at, source, accepted, stored, duplicate, parked, dropped, unexplained)
        SELECT 'day', day, 'source ' || n, 1000 - n, 900 - n, 10, 20, 30, 15
          FROM generate_series(1, 201) AS n, (VALUES ('2026-11-23Z'::timestamptz), ('2026-11-24Z')) AS days (day)`);
    const metrics = new Metrics();
    const figures = new LedgerFigures(new LedgerBook(dataSource), metrics);
    await figures.refresh();
    await figures.refresh();
    const text = await metrics.registry.metrics();
    for (const line of [
      '{source="source 1",state="accepted"} 1998',
      '{source="source 1",state="in_flight"} 50',
      '{source="source 200",state="unexplained"} 30',
      '{source="(others)",state="accepted"} 1598',
    ])
      expect(text).toContain(`tocsin_ledger_events${line}`);
    expect(text).not.toContain('source 201');
  });
});
