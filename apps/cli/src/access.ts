import { ApiKeys, Invitations, Passwords } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { ConfigError, loadConfig } from '@tocsin/config';
import { createDataSource, databaseConfigSchema, migrate } from '@tocsin/database';
import { eventStoreConfigSchema } from '@tocsin/event-store';
import { z } from 'zod';

import { CommandFailure, EXIT } from './exit-codes';
import { usualDataFolder } from './project';
import { DataFolder } from './up/data-folder';

/** What the command line may do with keys and accounts: it has the database, so it needs no session. */
export interface Access {
  readonly keys: ApiKeys;
  readonly invitations: Invitations;
}

/** Opens the database for the length of one job. */
export async function withAccess<T>(databaseUrl: string, job: (access: Access) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({ url: databaseUrl });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
    const clock = new SystemClock();
    return await job({
      keys: new ApiKeys(dataSource, clock, new AuditTrail(clock)),
      invitations: new Invitations(dataSource, clock, new Passwords(), new AuditTrail(clock)),
    });
  } finally {
    await dataSource.destroy();
  }
}

/**
 * The database of the Tocsin that runs on this data, else the one the configuration names (in a container, say).
 * @throws {CommandFailure} when there is neither.
 */
export function findDatabase(dataFolder: string = usualDataFolder): string {
  const folder = new DataFolder(dataFolder);
  const running = folder.state();
  if (running && folder.holder() !== undefined) return running.databaseUrl;
  try {
    return loadConfig(z.strictObject({ database: databaseConfigSchema })).database.url;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandFailure(
      `no Tocsin runs on ${dataFolder}. Start it with ./tocsin up, name its folder with --data, or give TOCSIN_DATABASE_URL.`,
      EXIT.alreadyRunning,
    );
  }
}

/**
 * The store of the Tocsin that runs on this data, else the one the configuration names.
 * @throws {CommandFailure} when there is neither.
 */
export function findStore(dataFolder: string = usualDataFolder): z.input<typeof eventStoreConfigSchema> {
  const folder = new DataFolder(dataFolder);
  const running = folder.state();
  if (running && folder.holder() !== undefined) {
    const { elasticsearch } = running.engines;
    return elasticsearch === undefined
      ? { kind: 'postgres', url: running.databaseUrl }
      : { kind: 'elasticsearch', url: elasticsearch };
  }
  try {
    return loadConfig(z.strictObject({ store: eventStoreConfigSchema })).store;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandFailure(`no store is known: ${error.message}`, EXIT.alreadyRunning);
  }
}
