import { Client } from '@elastic/elasticsearch';

import { closedPlace, processesOf } from '../../testing/closed-place';
import { privateElasticsearch } from './private-elasticsearch';

const place = closedPlace('elasticsearch');
const elasticsearch = privateElasticsearch({ ...place, heapMb: 512 });
const client = new Client({ node: elasticsearch.url, maxRetries: 0 });

describe(privateElasticsearch.name, () => {
  beforeAll(() => elasticsearch.start(), 150_000);
  afterAll(async () => {
    await client.close();
    await elasticsearch.stop();
  }, 60_000);

  it('has an acknowledged document after a kill -9 of the server and a start', async () => {
    await client.index({ index: 'kept', id: '1', document: { message: 'still here' } });
    await elasticsearch.kill();
    expect(elasticsearch.isRunning()).toBe(false);
    await elasticsearch.start();
    const { _source } = await client.get<{ message: string }>({ index: 'kept', id: '1' });
    expect(_source).toEqual({ message: 'still here' });
  }, 150_000);

  it('answers nothing without its password', async () => {
    const { status } = await fetch(new URL('/_cluster/health', new URL(elasticsearch.url).origin));
    expect(status).toBe(401);
  });

  it('leaves no process when it is stopped', async () => {
    expect(processesOf(place.folder).length).toBeGreaterThan(1);
    await elasticsearch.stop();
    expect(processesOf(place.folder)).toEqual([]);
  }, 60_000);
});
