import { requireTestEndpoint } from '../engines/engine-urls';
import { deleteTestIndices } from '../engines/test-elasticsearch';
import { dropTestDatabases } from '../engines/test-postgres';
import { deleteTestVhosts } from '../engines/test-rabbitmq';
import { removeFolder, takeState } from './test-run-state';

/** After an integration run: stops its own engines, and removes what it made on those it was given. */
export default async function globalTeardown(): Promise<void> {
  const state = takeState();
  if (state === undefined) return;
  const { run, engines } = state;
  try {
    if (!engines.has('postgres')) await dropTestDatabases(requireTestEndpoint('postgres'), run);
    if (!engines.has('rabbitmq')) await deleteTestVhosts(requireTestEndpoint('rabbitmqManagement'), run);
    if (!engines.has('elasticsearch')) await deleteTestIndices(requireTestEndpoint('elasticsearch'), run);
  } finally {
    await engines.stop();
    removeFolder(state);
  }
}
