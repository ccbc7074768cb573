import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from 'pg';

import { closedPlace, processesOf } from '../../testing/closed-place';
import { EngineStartFailed } from '../engine-errors';
import { freePort } from '../ports';
import { privatePostgres } from './private-postgres';

const place = closedPlace('postgres', { withProgram: false });
const postgres = privatePostgres({ ...place, sharedBuffersMb: 32 });

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe(privatePostgres.name, () => {
  beforeAll(() => postgres.start());
  afterAll(() => postgres.stop());

  it('serves from a folder with a blank in its path that only we may enter', async () => {
    expect(await query('SELECT current_database() AS name')).toEqual([{ name: 'tocsin' }]);
  });

  it('keeps its password in a file nobody else can read, and out of its log', () => {
    const file = join(place.dataDir, 'postgres.password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(postgres.url).password).toBe(readFileSync(file, 'utf8').trim());
    expect(readFileSync(postgres.logFile, 'utf8')).not.toContain(new URL(postgres.url).password);
  });

  it('refuses who does not know the password', async () => {
    const url = new URL(postgres.url);
    url.password = 'tocsin';
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow('password authentication');
  });

  it('has what was committed after a kill -9 and a start, several times over', async () => {
    await query('CREATE TABLE kept (n int)');
    for (const n of [1, 2, 3]) {
      await query(`INSERT INTO kept VALUES (${n})`);
      await postgres.kill();
      expect(postgres.isRunning()).toBe(false);
      await postgres.start();
    }
    expect(await query('SELECT n FROM kept ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('lets no second server at its data', async () => {
    const second = privatePostgres(place);
    await expect(second.start()).rejects.toThrow(`in use by process ${postgres.pid()}`);
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says how the log ends when it cannot start, and leaves no process', async () => {
    const other = closedPlace('postgres', { withProgram: false });
    const broken = privatePostgres({ ...other, port: freePort(), maxConnections: -1 });
    await expect(broken.start()).rejects.toThrow(/max_connections/);
    await expect(broken.start()).rejects.toThrow(EngineStartFailed);
    expect(processesOf(other.folder)).toEqual([]);
  });

  it('breaks off a start when it is stopped meanwhile', async () => {
    const other = closedPlace('postgres', { withProgram: false });
    const hasty = privatePostgres(other);
    const start = hasty.start().then(
      () => 'started',
      (error: Error) => error.message,
    );
    await hasty.stop();
    expect(await start).toContain('stopped meanwhile');
    expect(processesOf(other.folder)).toEqual([]);
  });

  it('leaves no process when it is stopped, and starts again with its data', async () => {
    await postgres.stop();
    expect(processesOf(place.folder)).toEqual([]);
    await postgres.start();
    expect(await query('SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 3 }]);
  });
});
