import { Client } from 'pg';

import { requireTestEndpoint } from './engine-urls';
import { freshName, runPrefix } from './test-run';

/** URL of a fresh, empty database on the test server; dropped at the end of the run. */
export async function testPostgresUrl(): Promise<string> {
  const server = requireTestEndpoint('postgres');
  const name = freshName('_');
  await withClient(server, (client) => client.query(`CREATE DATABASE "${name}"`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Drops every database a run made, also those still in use. */
export async function dropTestDatabases(server: string, run: string): Promise<void> {
  await withClient(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [runPrefix(run, '_')],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  });
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
