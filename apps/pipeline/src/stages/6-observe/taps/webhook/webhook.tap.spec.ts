import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { Clock } from '@tocsin/clock';
import { DeliveryRefused } from '@tocsin/plugin-kit';

import { webhookOptionsSchema } from './webhook.options';
import { WebhookTap } from './webhook.tap';

class FixedClock extends Clock {
  override now(): Date {
    return new Date('2026-11-24T12:00:00.500Z');
  }
}

const SECRET = 'a secret of some length';
const ndjson = Buffer.from('{"id":"1","event":{"message":"ü"}}\n');
const delivery = { id: 'delivery-1', tap: 'soc', source: 's', count: 1, ndjson };

describe(WebhookTap.name, () => {
  const tap = new WebhookTap(new FixedClock());
  const got: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
  let server: Server;
  let url: string;
  let answer: { status: number; headers?: Record<string, string>; body?: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        got.push({ headers: request.headers, body });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    got.length = 0;
    answer = { status: 204 };
  });

  const send = (patch: object = {}) =>
    tap.deliver(
      delivery,
      webhookOptionsSchema.parse({ url, secret: SECRET, headers: { 'x-team': 'blue' }, ...patch }),
      AbortSignal.timeout(5_000),
    );

  it('posts the lines as they are, with who sends them and a signature the receiver can check', async () => {
    await send();
    const [{ headers, body }] = got as [(typeof got)[0]];
    expect(body).toEqual(ndjson);
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'tocsin-tap': 'soc',
      'tocsin-delivery': 'delivery-1',
      'tocsin-count': '1',
      'x-team': 'blue',
    });
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['tocsin-signature'] as string) ?? [];
    expect(seconds).toBe('1795521600');
    expect(mac).toBe(createHmac('sha256', SECRET).update(`${seconds}.${ndjson.toString()}`).digest('hex'));
  });

  it('reads the key from its file each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-tap-'));
    try {
      const secretFile = join(folder, 'key');
      writeFileSync(secretFile, `${SECRET}\n`);
      await send({ secret: undefined, secretFile });
      expect(got[0]?.headers['tocsin-signature']).toContain(
        createHmac('sha256', SECRET).update(`1795521600.${ndjson.toString()}`).digest('hex'),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([500, 503, 429, 404, 401])('tries again after %d', async (status) => {
    answer = { status, body: 'not now' };
    await expect(send()).rejects.toThrow(`answered ${status}: not now`);
    await expect(send()).rejects.not.toBeInstanceOf(DeliveryRefused);
  });

  it.each([400, 413, 422])('gives up after %d', async (status) => {
    answer = { status };
    await expect(send()).rejects.toBeInstanceOf(DeliveryRefused);
  });

  it('follows no redirect', async () => {
    answer = { status: 307, headers: { location: url } };
    await expect(send()).rejects.toThrow('answered 307');
    expect(got).toHaveLength(1);
  });

  it('fails when nobody is there, and in time when nobody answers', async () => {
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toThrow();
    const late = tap.deliver(delivery, webhookOptionsSchema.parse({ url, secret: SECRET }), AbortSignal.abort());
    await expect(late).rejects.toThrow(/abort/i);
  });

  it('is not configured without a key, or with a short one', () => {
    expect(webhookOptionsSchema.safeParse({ url }).error?.message).toContain('give either secret or secretFile');
    expect(webhookOptionsSchema.safeParse({ url, secret: SECRET, secretFile: '/k' }).success).toBe(false);
    expect(webhookOptionsSchema.safeParse({ url, secret: 'short' }).success).toBe(false);
    expect(webhookOptionsSchema.safeParse({ url: 'ftp://example.com', secret: SECRET }).success).toBe(false);
  });
});
