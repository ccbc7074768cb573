import { Client } from '@elastic/elasticsearch';

import { ask, json } from '../../../testing/ask';
import { KEY, openFrontDoor, type FrontDoor } from '../../../testing/front-door';
import { ProbesController } from './probes.controller';

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor()));
afterEach(() => door.bus.broker.start());
afterAll(() => door.app.close());

const get = (path: string, headers: Record<string, string> = KEY) => ask(door, path, { method: 'GET', headers });

/** Asks one thing after the other, and tells the statuses. */
async function statuses(questions: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const question of questions) {
    const [method = '', path = ''] = question.split(' ');
    const body = method === 'PUT' || method === 'POST' ? '{"any":{"thing":1}}' : '';
    const reply = await ask(door, path, { method, body });
    expect(reply.headers['x-elastic-product']).toBe('Elasticsearch');
    if (method !== 'HEAD' && !path.startsWith('/_cat')) expect(() => JSON.parse(reply.text) as unknown).not.toThrow();
    seen.push(`${question} ${reply.status}`);
  }
  return seen;
}

describe(ProbesController.name, () => {
  it.each(['/custom', '/event', '/receipts', '/services', '/any-index'])(
    'does not say of an event posted to %s, which is no endpoint, that it was taken',
    async (path) => {
      const { status } = await ask(door, path, { body: '{"message":"lost?"}' });
      expect([404, 405]).toContain(status);
      expect(door.batches()).toEqual([]);
    },
  );

  it.each<[string, string[]]>([
    [
      'Filebeat 8 and 9 with all of its setup',
      [
        'GET / 200',
        'GET /_license?human=false 200',
        'GET /_ilm/policy/filebeat 200',
        'PUT /_ilm/policy/filebeat 200',
        'HEAD /_index_template/filebeat-9.1.0 404',
        'PUT /_index_template/filebeat-9.1.0 200',
        'GET /_data_stream/filebeat-9.1.0 404',
        'PUT /_data_stream/filebeat-9.1.0 200',
        'GET /_nodes/ingest 200',
        'GET /_ingest/pipeline/filebeat-9.1.0-nginx-access-pipeline 404',
        'PUT /_ingest/pipeline/filebeat-9.1.0-nginx-access-pipeline 200',
      ],
    ],
    [
      'a Beat 7 with its alias',
      [
        'GET / 200',
        'GET /_xpack 200',
        'HEAD /_template/winlogbeat-7.17.0 404',
        'PUT /_template/winlogbeat-7.17.0 200',
        'HEAD /_alias/winlogbeat-7.17.0 404',
        'PUT /%3Cwinlogbeat-7.17.0-%7Bnow%2Fd%7D-000001%3E 200',
      ],
    ],
    [
      'Logstash with templates and lifecycle',
      [
        'HEAD / 200',
        'GET / 200',
        'GET /_license 200',
        'HEAD /_index_template/ecs-logstash 404',
        'PUT /_index_template/ecs-logstash 200',
        'HEAD /logstash 200',
        'GET /_ilm/policy/my-own-policy 200',
        'GET /_nodes/http 200',
      ],
    ],
    ['Vector', ['GET / 200', 'GET /_cluster/health 200']],
    ['rsyslog', ['GET /_cat/health 200', 'GET /_cat/health?h=status 200']],
    [
      'scripts on the official clients',
      [
        'HEAD / 200',
        'HEAD /logs 200',
        'PUT /logs 200',
        'GET /logs/_mapping 200',
        'PUT /logs/_mapping 200',
        'PUT /logs/_settings 200',
        'PUT /_component_template/logs@mappings 200',
        'GET /logs/_alias 200',
        'POST /_aliases 200',
        'POST /logs/_refresh 200',
        'POST /_flush 200',
        'GET /_cluster/health/logs?wait_for_status=green 200',
        'GET /_cluster/settings 200',
        'GET /_cat/indices?format=json 200',
        'GET /_nodes/_all/http 200',
      ],
    ],
    [
      'whoever wants more than to send',
      [
        'DELETE /logs 403',
        'DELETE /_index_template/filebeat 403',
        'POST /_search 403',
        'POST /logs/_search 403',
        'POST /_msearch 403',
        'GET /_count 403',
        'POST /_sql?format=json 403',
        'POST /logs/_delete_by_query 400',
        'POST /_reindex 400',
        'POST /_monitoring/bulk 400',
        'GET /_no_such_thing 400',
        'GET /logs/_no/such/thing 400',
        'POST / 405',
        'OPTIONS /_license 405',
        'PUT /_cluster/health 405',
      ],
    ],
  ])('tells %s what it needs', async (_, expected) => {
    expect(await statuses(expected.map((line) => line.slice(0, line.lastIndexOf(' '))))).toEqual(expected);
  });

  it('says what Beats, Logstash and the clients of version 7 look for', async () => {
    expect(json(await get('/'))).toMatchObject({
      version: { number: expect.stringMatching(/^8\./) as string, build_flavor: 'default' },
      tagline: 'You Know, for Search',
    });
    expect(json(await get('/_license'))).toMatchObject({ license: { status: 'active', type: 'basic' } });
    expect(json(await get('/_xpack'))).toMatchObject({
      features: { ilm: { available: true, enabled: true }, monitoring: { enabled: false } },
    });
  });

  it('names what is allowed where a method is wrong', async () => {
    const reply = await ask(door, '/_template/x', { method: 'PATCH' });
    expect(reply).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, PUT, POST' } });
    expect(json(reply)).toMatchObject({ status: 405, error: { reason: expect.stringContaining('PATCH') as string } });
  });

  it('says what it is to whoever asks for something else', async () => {
    expect(json(await get('/_watcher/stats'))).toMatchObject({
      error: { reason: expect.stringContaining('This is Tocsin') as string },
    });
  });

  it('answers in the type a client asked for', async () => {
    const accept = 'application/vnd.elasticsearch+json; compatible-with=8';
    for (const path of ['/', '/_license', '/_template/x', '/_foo'])
      expect((await get(path, { ...KEY, accept })).headers['content-type']).toBe(
        'application/vnd.elasticsearch+json;compatible-with=8',
      );
  });

  it('asks no key for what it tells everybody, but for whose key it is', async () => {
    expect((await get('/_license', {})).status).toBe(200);
    expect(json(await get('/_security/_authenticate'))).toMatchObject({ username: 'web', enabled: true });
    expect((await get('/_security/_authenticate', {})).status).toBe(401);
  });

  it('takes a request without credentials for nothing of its own at the addresses of a console', async () => {
    for (const path of ['/', '/alerts', '/logs'])
      expect((await get(path, {})).headers['x-elastic-product']).toBeUndefined();
    for (const path of ['/api', '/ws', '/api/_x'])
      expect((await get(path)).headers['x-elastic-product']).toBeUndefined();
    for (const path of ['/healthz', '/readyz', '/metrics', '/status', '/test'])
      expect(await get(path)).toMatchObject({
        status: 200,
        headers: expect.not.objectContaining({ 'x-elastic-product': 1 }) as object,
      });
  });

  it.each([
    [{ host: 'logs.example:9200' }, 'logs.example:9200'],
    [{ host: 'logs.example' }, 'logs.example:80'],
    [{ host: 'logs.example', 'x-forwarded-proto': 'https' }, 'logs.example:443'],
    [{ host: '[::1]:9200' }, '[::1]:9200'],
    [{ host: 'no "name"' }, expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string],
  ])(
    'sends a client that asks for nodes to where it is already: %j',
    async (headers: Record<string, string>, address) => {
      const { nodes } = json<{ nodes: Record<string, { http: { publish_address: string } }> }>(
        await get('/_nodes/_all/http', headers),
      );
      expect(Object.values(nodes).map(({ http }) => http.publish_address)).toEqual([address]);
    },
  );

  it('keeps an official client that looks for nodes', async () => {
    const apiKey = KEY.authorization.split(' ')[1] ?? '';
    const client = new Client({ node: door.url, auth: { apiKey }, sniffOnStart: true, sniffInterval: 1 });
    expect(await client.ping()).toBe(true);
    expect((await client.info()).version.number).toMatch(/^8/);
    expect(await client.indices.exists({ index: 'logs' })).toBe(true);
    expect(await client.indices.putIndexTemplate({ name: 'x', index_patterns: ['x-*'] })).toEqual({
      acknowledged: true,
    });
    expect((await client.index({ index: 'logs', id: '1', document: { a: 1 } })).result).toBe('created');
    await client.close();
  });

  it('tells its health, red while it can take nothing', async () => {
    const health = async () => json<{ status: string }>(await get('/_cluster/health')).status;
    expect(await health()).toBe('green');
    expect((await get('/_cat/health', {})).text).toMatch(/^\d+ \d\d:\d\d:\d\d tocsin green .*\n$/);
    expect(json(await get('/_cat/health?format=json'))).toMatchObject([{ status: 'green' }]);
    door.bus.broker.stop();
    expect(await health()).toBe('red');
    expect((await get('/_cat/health', { 'user-agent': 'curl' })).text).toContain(' red ');
    await expect(get('/_cat/health', {})).rejects.toThrow('socket hang up');
  });

  it('answers a big template before or after all of it has come', async () => {
    const body = JSON.stringify({ template: { mappings: 'x'.repeat(2_000_000) } });
    const reply = await ask(door, '/_index_template/big', { method: 'PUT', body });
    expect(json(reply)).toEqual({ acknowledged: true });
  });
});
