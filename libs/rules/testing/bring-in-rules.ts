import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate } from '@tocsin/database';

import { RuleImport } from '../src/index';

/** Brings the rules of a folder into a database, as the api does in production. */
export async function bringInRules(databaseUrl: string, folder: string): Promise<void> {
  const dataSource = await createDataSource({ url: databaseUrl }).initialize();
  await migrate(dataSource);
  await new RuleImport(dataSource, new SystemClock()).run([{ name: 'test', path: folder }]);
  await dataSource.destroy();
}
