import { testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { createDataSource } from './data-source';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';

async function emptyDatabase(): Promise<DataSource> {
  return createDataSource({ url: await testPostgresUrl() }).initialize();
}

async function tables(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

describe('the migrations', () => {
  let dataSource: DataSource;
  beforeEach(async () => (dataSource = await emptyDatabase()));
  afterEach(() => dataSource.destroy());

  it('make exactly the schema the entities describe', async () => {
    await migrate(dataSource);
    const drift = await dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can all be taken back, one by one, and made again', async () => {
    await migrate(dataSource);
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    expect(await tables(dataSource)).toEqual(['migration']);
    await migrate(dataSource);
    expect(await tables(dataSource)).toHaveLength(dataSource.entityMetadatas.length + 1);
  });

  it('run once when processes start together', async () => {
    const url = (dataSource.options as { url: string }).url;
    const others = await Promise.all([1, 2, 3].map(() => createDataSource({ url }).initialize()));
    const ran = await Promise.all(others.map(migrate));
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, MIGRATIONS.length]);
    await Promise.all(others.map((other) => other.destroy()));
  });

  it('leave the time limit for statements as it was', async () => {
    await migrate(dataSource);
    expect(await dataSource.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
  });
});
