import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import { eventually } from '@tocsin/testing';

import { openFilesOf } from '../../../testing/closed-place';
import { NginxUnderTest } from '../../../testing/nginx-under-test';

const MIB = 1024 ** 2;
const BODY = 64 * MIB;

describe('a body on its way through nginx', () => {
  let nginx: NginxUnderTest;

  beforeAll(async () => {
    nginx = await NginxUnderTest.start();
  });
  afterAll(() => nginx.stop());
  afterEach(() => nginx.clear());

  /** Files with bodies or answers that do not fit into memory. nginx deletes them as it opens them: only their descriptors show. */
  const scratchFiles = () => openFilesOf(nginx.engine.pid() ?? 0).filter((file) => file.includes('/run/tmp/'));

  it('reaches ingest while it is being sent', async () => {
    let seen = '';
    await nginx.serve(nginx.ports.ingest, (incoming, response) => {
      incoming.setEncoding('utf8').on('data', (text: string) => (seen += text));
      incoming.on('end', () => response.end('done'));
    });
    const sent = request({ port: nginx.ports.http, method: 'POST', path: '/events' });
    sent.write('first');
    await eventually(() => seen === 'first');
    sent.end('last');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect([response.statusCode, seen]).toEqual([200, 'firstlast']);
  });

  it.each([undefined, {}])('may have 64 MiB, and none of it lies on the disk (TLS: %p)', async (tls) => {
    let bytes = 0;
    let files = -1;
    await nginx.serve(nginx.ports.ingest, (incoming, response) => {
      incoming.on('data', (part: Buffer) => (bytes += part.length));
      incoming.on('end', () => {
        files = scratchFiles().length;
        response.end('done');
      });
    });
    const body = Buffer.alloc(BODY, 'x');
    const { status } = await nginx.ask({ method: 'POST', path: '/logs/_bulk', body, ...(tls && { tls }) });
    expect([status, bytes, files]).toEqual([200, BODY, 0]);
  });

  it('that is too long for ingest is refused by ingest, in its own words', async () => {
    const words = 'longest body: 64 MiB';
    await nginx.serve(nginx.ports.ingest, (incoming, response) => {
      response.writeHead(413, { connection: 'close', 'content-length': words.length }).write(words);
      // Reads on for a while, as ingest does: closing with something unread would take the answer with it.
      incoming.resume().once('close', () => response.end());
    });
    const body = Buffer.alloc(BODY + MIB, 'x');
    expect(await nginx.ask({ method: 'POST', path: '/_bulk', body })).toMatchObject({
      status: 413,
      body: words,
    });
  });

  it('that is too long for the api does not reach it', async () => {
    let hasCome = false;
    await nginx.serve(nginx.ports.api, () => (hasCome = true));
    const body = Buffer.alloc(21 * MIB, 'x');
    const tooLong = await nginx.ask({ method: 'POST', path: '/api/alerts', body }).catch(() => undefined);
    expect([413, undefined]).toContain(tooLong?.status);
    expect(hasCome).toBe(false);
  });

  it('as an answer that is read slowly does not go to the disk either', async () => {
    await nginx.serve(nginx.ports.ingest, (incoming, response) => {
      incoming.resume().on('end', () => response.end(Buffer.alloc(BODY / 4, 'y')));
    });
    const sent = request({ port: nginx.ports.http, method: 'POST', path: '/_bulk' }).end('{}');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let bytes = 0;
    const files = new Set<string>();
    for await (const part of response) {
      bytes += (part as Buffer).length;
      for (const file of scratchFiles()) files.add(file);
    }
    expect([bytes, ...files]).toEqual([BODY / 4]);
  });
});
