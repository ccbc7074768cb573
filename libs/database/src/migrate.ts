import { MigrationExecutor, type DataSource } from 'typeorm';

/** Any number nobody else uses as an advisory lock of this database ("tocsin" on a phone's keys). */
const MIGRATION_LOCK = 862_746;

/**
 * Runs pending migrations, all or none. Processes that start together do it one after the other; whoever comes later finds
 * nothing to do.
 * @returns names of the migrations that ran.
 */
export function migrate(dataSource: DataSource): Promise<string[]> {
  return dataSource.transaction(async ({ queryRunner }) => {
    // The wait for another process's migrations, and a long migration, are not cut short.
    await queryRunner?.query('SET LOCAL statement_timeout = 0');
    await queryRunner?.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await new MigrationExecutor(dataSource, queryRunner).executePendingMigrations();
    return done.map((migration) => migration.name);
  });
}
