import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';

import { processesOf } from '../../testing/closed-place';
import { NginxUnderTest, sayName } from '../../testing/nginx-under-test';
import { ensurePrivateCa } from './private-ca';
import { privateNginx } from './private-nginx';

describe(privateNginx.name, () => {
  let nginx: NginxUnderTest;

  beforeAll(async () => {
    nginx = await NginxUnderTest.start();
  });
  afterAll(() => nginx.stop());
  afterEach(() => nginx.clear());

  it('passes a web socket through', async () => {
    const api = await nginx.serve(nginx.ports.api, sayName('api'));
    api.once('upgrade', (incoming, socket) => {
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${incoming.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      );
    });
    const sent = request({
      port: nginx.ports.http,
      path: '/ws/?transport=websocket',
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    sent.end();
    const [response] = (await once(sent, 'upgrade')) as [{ headers: IncomingHttpHeaders }];
    expect(response.headers.upgrade).toBe('websocket');
  });

  it('serves again after a kill -9', async () => {
    await nginx.serve(nginx.ports.api, sayName('api'));
    await nginx.engine.kill();
    await nginx.engine.start();
    expect((await nginx.ask({ path: '/' })).body).toBe('api GET /');
  });

  it('names the mistake in a configuration it cannot use', async () => {
    const { place, ports } = nginx;
    const runDir = join(place.folder, 'broken');
    const broken = privateNginx({ ...place, conf: 'no_such_word on;', port: ports.http, runDir });
    await expect(broken.start()).rejects.toThrow('unknown directive "no_such_word"');
  });

  it('leaves no process when it is stopped', async () => {
    await nginx.stop();
    expect(processesOf(nginx.place.folder)).toEqual([]);
  });

  it('keeps its authority and certificate, and makes the latter anew for another name', async () => {
    const { pki } = nginx;
    const folder = join(nginx.place.folder, 'pki');
    const read = (file: string) => readFileSync(file, 'utf8');
    const before = [read(pki.caFile), read(pki.certFile)];
    await ensurePrivateCa(folder, ['localhost', '127.0.0.1']);
    expect([read(pki.caFile), read(pki.certFile)]).toEqual(before);
    await ensurePrivateCa(folder, ['localhost', '127.0.0.1', 'tocsin.example']);
    expect(read(pki.caFile)).toBe(before[0]);
    expect(read(pki.certFile)).not.toBe(before[1]);
    expect([pki.keyFile, join(folder, 'ca.key')].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });
});
