import { DataSource } from 'typeorm';

import type { DatabaseConfig } from './database-config';
import { ENTITIES } from './entities';
import { MIGRATIONS } from './migrations';
import { PostgresNaming } from './naming';

const CONNECT_LIMIT_MS = 5_000;
const STATEMENT_LIMIT_MS = 30_000;
const POOL_SIZE = 10;

/** The data source, not yet connected: call `initialize()`, then {@link migrate}. A statement may take 30 s. */
export function createDataSource(config: DatabaseConfig): DataSource {
  return new DataSource({
    type: 'postgres',
    url: config.url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    namingStrategy: new PostgresNaming(),
    migrationsTableName: 'migration',
    // gen_random_uuid() has been part of PostgreSQL itself since 13: nothing to install.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    connectTimeoutMS: CONNECT_LIMIT_MS,
    applicationName: 'tocsin',
    // An idle connection that dies is replaced by the pool; the next query tells its caller if that fails.
    poolErrorHandler: () => undefined,
    extra: { max: POOL_SIZE, statement_timeout: STATEMENT_LIMIT_MS },
  });
}
