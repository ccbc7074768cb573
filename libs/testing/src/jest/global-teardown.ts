import { testEndpoint } from '../engines/engine-urls';
import { deleteTestIndices } from '../engines/test-elasticsearch';
import { dropTestDatabases } from '../engines/test-postgres';
import { deleteTestVhosts } from '../engines/test-rabbitmq';

/** After an integration run: removes what it made on the engines. */
export default async function globalTeardown(): Promise<void> {
  const run = process.env['TOCSIN_TEST_RUN'] ?? '';
  const postgres = testEndpoint('postgres');
  const rabbitmq = testEndpoint('rabbitmqManagement');
  const elasticsearch = testEndpoint('elasticsearch');
  if (postgres !== undefined) await dropTestDatabases(postgres, run);
  if (rabbitmq !== undefined) await deleteTestVhosts(rabbitmq, run);
  if (elasticsearch !== undefined) await deleteTestIndices(elasticsearch, run);
}
