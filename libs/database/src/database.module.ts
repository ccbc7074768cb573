import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { createDataSource } from './data-source';
import type { DatabaseConfig } from './database-config';
import { DatabaseReady } from './database-ready';

/**
 * Gives every module TypeORM's `DataSource` and {@link DatabaseReady}. The application starts while PostgreSQL is away:
 * background work awaits `DatabaseReady.whenReady()`, requests fail with errors `isDatabaseUnavailable` knows.
 */
@Module({})
export class DatabaseModule {
  static forRoot(config: DatabaseConfig): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: DataSource, useFactory: () => createDataSource(config) }, DatabaseReady],
      exports: [DataSource, DatabaseReady],
    };
  }
}
