import { Client } from 'pg';

import { engineRequest } from './http-request';
import { dropTestDatabases, testPostgresUrl } from './test-postgres';
import { requireTestEndpoint } from './engine-urls';
import { deleteTestIndices, testElasticsearch } from './test-elasticsearch';
import { deleteTestVhosts, testRabbitUrl } from './test-rabbitmq';

const run = () => process.env['TOCSIN_TEST_RUN'] ?? '';

describe('the engines of a test run', () => {
  // A run within the run: what belongs to the specs beside this one must not be dropped.
  beforeAll(() => (process.env['TOCSIN_TEST_RUN'] = `own${Date.now().toString(36)}`));

  it('give every caller a database of its own, and drop it even while it is in use', async () => {
    const [one, two] = await Promise.all([testPostgresUrl(), testPostgresUrl()]);
    expect(one).not.toBe(two);
    const client = new Client({ connectionString: one });
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await dropTestDatabases(requireTestEndpoint('postgres'), run());
    expect(await ended).toBeInstanceOf(Error);
    await expect(new Client({ connectionString: two }).connect()).rejects.toThrow('does not exist');
  });

  it('give every caller a virtual host it may use, and delete it', async () => {
    const management = requireTestEndpoint('rabbitmqManagement');
    const vhost = new URL(await testRabbitUrl()).pathname.slice(1);
    await engineRequest(management, 'PUT', `/api/queues/${vhost}/q`, { durable: true });
    await deleteTestVhosts(management, run());
    await expect(engineRequest(management, 'GET', `/api/vhosts/${vhost}`)).rejects.toThrow('404');
  });

  it('give every caller an index prefix, and delete what is named by it', async () => {
    const { url, prefix } = testElasticsearch();
    await engineRequest(url, 'PUT', `/_index_template/${prefix}-events`, { index_patterns: [`${prefix}-events-*`] });
    await engineRequest(url, 'POST', `/${prefix}-events-1/_doc?refresh=true`, { message: 'hello' });
    await deleteTestIndices(url, run());
    await expect(engineRequest(url, 'GET', `/${prefix}-events-1`)).rejects.toThrow('404');
    await expect(engineRequest(url, 'GET', `/_index_template/${prefix}-events`)).rejects.toThrow('404');
  });
});
