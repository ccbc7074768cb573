import { once } from 'node:events';
import { connect } from 'node:net';
import type { ServerResponse } from 'node:http';

import { eventually } from '@tocsin/testing';

import { NginxUnderTest, sayName, type Answer } from '../../../testing/nginx-under-test';
import { senders } from './senders';

const keyOf = (sender: string) => ({ authorization: `ApiKey ${Buffer.from(`${sender}:secret`).toString('base64')}` });

describe(senders.name, () => {
  let nginx: NginxUnderTest | undefined;
  const start = async (changes: Record<string, string>) => (nginx = await NginxUnderTest.start({ changes }));
  afterEach(() => nginx?.stop());

  const send = (at: NginxUnderTest, sender: string) =>
    at.ask({ method: 'POST', path: '/events', body: '{}', headers: keyOf(sender) });

  it('above the rate are answered late, none is refused, and others do not notice', async () => {
    const at = await start({ 'rate=2000r/s': 'rate=10r/s' });
    await at.serve(at.ports.ingest, sayName('ingest'));
    const started = performance.now();
    const greedy = Promise.all(Array.from({ length: 11 }, () => send(at, 'greedy')));
    expect((await send(at, 'modest')).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(800);
    expect((await greedy).map(({ status }) => status)).toEqual(Array(11).fill(200));
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('whose requests would be answered too late are closed without an answer', async () => {
    const at = await start({
      'rate=2000r/s': 'rate=1r/s',
      'burst=10000': 'burst=1',
    });
    await at.serve(at.ports.ingest, sayName('ingest'));
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => send(at, 'greedy')));
    const closed = results.filter((result) => result.status === 'rejected');
    expect(closed.map(({ reason }) => (reason as Error).message)).toEqual(['socket hang up', 'socket hang up']);
    expect(at.logs.access).toContain('"rate_limit":"REJECTED"');
  });

  it('with too many requests under way are closed without an answer, and others are not', async () => {
    const at = await start({ 'limit_conn connections 256': 'limit_conn connections 2' });
    const held: ServerResponse[] = [];
    await at.serve(at.ports.ingest, (_request, response) => void held.push(response));
    const first: Promise<Answer>[] = [send(at, 'greedy'), send(at, 'greedy')];
    await eventually(() => held.length === 2);
    await expect(send(at, 'greedy')).rejects.toThrow('socket hang up');
    first.push(send(at, 'modest'));
    await eventually(() => held.length === 3);
    for (const response of held) response.end('late');
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(at.logs.access).toContain('"connection_limit":"REJECTED"');
  });

  it('that stop in the middle of a request are cut off, and ingest is told so', async () => {
    const at = await start({
      'client_body_timeout 30s': 'client_body_timeout 1s',
      'client_header_timeout 15s': 'client_header_timeout 1s',
    });
    let wasCut = false;
    await at.serve(at.ports.ingest, (request) => request.on('error', () => (wasCut = true)).resume());
    for (const begun of ['POST /events HT', 'POST /events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{']) {
      const socket = connect(at.ports.http, '127.0.0.1');
      let heard = '';
      socket.on('data', (text: Buffer) => (heard += text.toString()));
      socket.write(begun);
      await once(socket, 'close');
      // Not even 408: some take that for a delivery.
      expect(heard).toBe('');
    }
    await eventually(() => wasCut);
  });
});
