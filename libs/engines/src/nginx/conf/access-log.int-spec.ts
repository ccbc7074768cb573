import { eventually } from '@tocsin/testing';

import { NginxUnderTest, sayName } from '../../../testing/nginx-under-test';
import { accessLog } from './access-log';

type Line = Readonly<Record<string, string>>;

describe(accessLog.name, () => {
  let nginx: NginxUnderTest;

  beforeAll(async () => {
    nginx = await NginxUnderTest.start();
  });
  afterAll(() => nginx.stop());
  afterEach(() => nginx.clear());

  /** Written when a request is over, a moment after its answer has arrived. */
  const lineOf = (requestId: string) =>
    eventually(() => {
      const lines = nginx.logs.access.trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Line).find(({ request_id: id }) => id === requestId);
    });

  it('tells who asked for what and how it went', async () => {
    await nginx.serve(nginx.ports.ingest, sayName('ingest'));
    const headers = { 'user-agent': 'a "quoted"\tagent', 'x-request-id': 'line-1' };
    await nginx.ask({ method: 'POST', path: '/logs%22/_bulk', body: '{"n":1}', headers, tls: {} });
    expect(await lineOf('line-1')).toMatchObject({
      client: '127.0.0.1',
      method: 'POST',
      path: '/logs%22/_bulk',
      protocol: 'HTTP/1.1',
      tls: 'TLSv1.3',
      user_agent: 'a "quoted"\tagent',
      status: '200',
      upstream_status: '200',
      seconds: expect.stringMatching(/^\d+\.\d{3}$/) as string,
      upstream_seconds: expect.stringMatching(/^\d+\.\d{3}$/) as string,
      bytes_received: expect.stringMatching(/^\d+$/) as string,
    });
  });

  it('holds no secret, also of requests that fail, and neither does the error log', async () => {
    const secrets = ['s3cret-key', 's3cret-token', 's3cret-cookie', 's3cret-link', 's3cret-other'];
    const headers = { authorization: 'Splunk s3cret-key', 'x-api-key': 's3cret-key', cookie: 'session=s3cret-cookie' };
    const paths = [
      '/services/collector?token=s3cret-token',
      '/setup/s3cret-link',
      '/api/invitations/s3cret-link/accept',
    ];
    for (const path of paths)
      await nginx.ask({ path, headers: { ...headers, 'x-request-id': 'away' } }).catch(() => undefined);
    await nginx.serve(nginx.ports.ingest, (request) => request.socket.destroy());
    await nginx.serve(nginx.ports.api, sayName('api'));
    for (const [n, path] of paths.entries())
      await nginx.ask({ path, headers: { ...headers, 'x-request-id': `there-${n}` } }).catch(() => undefined);
    await nginx.ask({ path: '/join/s3cret-other', headers: { 'x-request-id': 'last' } });
    expect((await lineOf('last'))['path']).toBe('/join/...');
    const { access, error } = nginx.logs;
    for (const secret of [...secrets, Buffer.from('s3cret').toString('base64')]) {
      expect(access).not.toContain(secret);
      expect(error).not.toContain(secret);
    }
    expect(access.split('\n').length).toBeGreaterThan(6);
  });
});
