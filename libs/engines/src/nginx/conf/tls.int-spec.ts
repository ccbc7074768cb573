import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';

import { NginxUnderTest, sayName, seenBy, type Question } from '../../../testing/nginx-under-test';
import { makeClientCertificate, type ClientCertificate } from '../private-ca';

const FORGED = { 'x-client-verify': 'SUCCESS', 'x-client-dn': 'CN=forged' };

interface Verdict {
  readonly verify: string | undefined;
  readonly subject: string | undefined;
}

const filesOf = ({ certFile, keyFile }: ClientCertificate) => ({
  cert: readFileSync(certFile),
  key: readFileSync(keyFile),
});

describe('TLS of nginx', () => {
  let nginx: NginxUnderTest;
  let other: NginxUnderTest;

  beforeAll(async () => {
    nginx = await NginxUnderTest.start();
    other = await NginxUnderTest.start({ withoutClientCa: true });
    for (const one of [nginx, other]) {
      await one.serve(one.ports.ingest, sayName('ingest'));
      await one.serve(one.ports.api, sayName('api'));
    }
  });
  afterAll(() => Promise.all([nginx.stop(), other.stop()]));

  const certificate = (name: string, authority = nginx) =>
    makeClientCertificate(join(authority.place.folder, 'pki'), name);

  async function verdict(question: Question, at = nginx): Promise<Verdict> {
    const seen = seenBy(await at.ask({ path: '/test', ...question }));
    return { verify: seen['x-client-verify'] as string, subject: seen['x-client-dn'] as string };
  }

  async function handshake(version: SecureVersion): Promise<string | null> {
    const socket = connect({
      port: nginx.ports.https,
      ca: nginx.ca,
      servername: 'localhost',
      minVersion: version,
      maxVersion: version,
      // Else OpenSSL would not even ask for the old version.
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    await once(socket, 'secureConnect');
    const protocol = socket.getProtocol();
    socket.destroy();
    return protocol;
  }

  it('is version 1.2 or 1.3, and no older one', async () => {
    expect(await handshake('TLSv1.2')).toBe('TLSv1.2');
    expect(await handshake('TLSv1.3')).toBe('TLSv1.3');
    await expect(handshake('TLSv1.1')).rejects.toThrow(/protocol version/i);
  });

  it('carries HTTP/2, for shippers too', async () => {
    const session = connectHttp2(`https://localhost:${nginx.ports.https}`, { ca: nginx.ca });
    const stream = session.request({ ':method': 'POST', ':path': '/events' });
    stream.end('{"n":1}');
    const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status': number }];
    const parts = (await stream.setEncoding('utf8').toArray()) as string[];
    session.close();
    expect([session.alpnProtocol, headers[':status'], parts.join('')]).toEqual(['h2', 200, 'ingest POST /events']);
  });

  it('is what browsers are told to stay with, but for localhost and not without TLS', async () => {
    const policyFor = async (host: string, tls?: object) => {
      const { headers } = await nginx.ask({ path: '/api/alerts', headers: { host }, ...(tls && { tls }) });
      return headers['strict-transport-security'];
    };
    expect(await policyFor('tocsin.example', {})).toBe('max-age=31536000');
    expect(await policyFor('localhost', {})).toBeUndefined();
    expect(await policyFor('127.0.0.1', {})).toBeUndefined();
    expect(await policyFor('tocsin.example')).toBeUndefined();
  });

  it('tells ingest whose certificate a shipper shows, and takes it for a shipper', async () => {
    const tls = filesOf(await certificate('web-servers'));
    expect(await verdict({ tls })).toEqual({ verify: 'SUCCESS', subject: 'CN=web-servers' });
    expect((await nginx.ask({ path: '/', tls })).body).toBe('ingest GET /');
    expect((await nginx.ask({ path: '/', tls, headers: { 'sec-fetch-mode': 'navigate' } })).body).toBe('api GET /');
  });

  it('lets nobody forge a certificate in a header', async () => {
    expect(await verdict({ headers: FORGED, tls: {} })).toEqual({ verify: 'NONE', subject: undefined });
    expect(await verdict({ headers: FORGED })).toEqual({ verify: undefined, subject: undefined });
    expect(await verdict({ headers: FORGED, tls: {} }, other)).toEqual({ verify: undefined, subject: undefined });
    expect((await nginx.ask({ path: '/', headers: FORGED, tls: {} })).body).toBe('api GET /');
  });

  it('refuses a certificate of another authority in words, and to a deaf client by closing', async () => {
    const tls = filesOf(await certificate('web-servers', other));
    const refused = await nginx.ask({ path: '/test', tls, headers: { 'user-agent': 'curl/8' } });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'auth.bad_certificate' });
    await expect(nginx.ask({ path: '/test', tls })).rejects.toThrow('socket hang up');
  });

  it('does not take the certificate of a server for that of a client', async () => {
    const tls = { cert: readFileSync(nginx.pki.certFile), key: readFileSync(nginx.pki.keyFile) };
    expect((await nginx.ask({ path: '/test', tls, headers: { 'user-agent': 'curl/8' } })).status).toBe(403);
  });
});
