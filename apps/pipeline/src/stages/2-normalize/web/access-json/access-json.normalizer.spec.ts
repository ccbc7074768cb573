import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { AccessJsonNormalizer } from './access-json.normalizer';

const normalizer = new AccessJsonNormalizer();
const NGINX = {
  time_iso8601: '2026-11-24T10:36:04+01:00',
  remote_addr: '192.0.2.7',
  remote_user: 'ann',
  request: 'GET /a.php?x=1 HTTP/1.1',
  status: '404',
  body_bytes_sent: '512',
  request_time: '0.023',
  http_referer: 'https://shop.example/',
  http_user_agent: 'Probe/1.0',
  http_x_forwarded_for: '203.0.113.9, 10.0.0.1',
  host: 'shop.example',
};

function contextOf(record: object): NormalizerContext {
  return { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: record as NormalizerContext['record'] };
}

function normalize(record: object): EventPatch {
  const context = contextOf(record);
  expect(normalizer.claims(anEvent(), context)).toBe(true);
  return normalizer.normalize(anEvent(), {}, context);
}

describe(AccessJsonNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context: contextOf(NGINX) });

  it('reads what nginx writes with its own names', () => {
    expect(normalize(NGINX)).toMatchObject({
      '@timestamp': '2026-11-24T09:36:04.000Z',
      message: '192.0.2.7 GET /a.php?x=1 404',
      'event.category': ['web'],
      'event.dataset': 'nginx.access',
      'event.duration': 23e6,
      'event.outcome': 'failure',
      'http.request.method': 'GET',
      'http.response.status_code': 404,
      'http.response.body.bytes': 512,
      'http.version': '1.1',
      'source.ip': '192.0.2.7',
      'source.nat.ip': '203.0.113.9',
      'url.domain': 'shop.example',
      'url.path': '/a.php',
      'user.name': 'ann',
      'user_agent.original': 'Probe/1.0',
      details: NGINX,
    });
  });

  it("reads Caddy's request", () => {
    const request = {
      remote_ip: '2001:db8::7',
      method: 'POST',
      uri: '/b',
      host: 'shop.example',
      headers: { 'User-Agent': ['x'] },
    };
    expect(
      normalize({ ts: 1_764_000_000.5, msg: 'handled request', request, status: 200, size: 9, duration: 0.5 }),
    ).toMatchObject({
      '@timestamp': '2025-11-24T16:00:00.500Z',
      message: '2001:db8::7 POST /b 200',
      'event.module': 'caddy',
      'event.duration': 5e8,
      'event.outcome': 'success',
      'source.ip': '2001:db8::7',
      'url.path': '/b',
      'url.domain': 'shop.example',
      'user_agent.original': 'x',
    });
  });

  it("reads Traefik's names", () => {
    const record = {
      ClientHost: '192.0.2.7',
      RequestMethod: 'GET',
      RequestPath: '/c',
      DownstreamStatus: 502,
      Duration: 7_000,
    };
    expect(normalize(record)).toMatchObject({
      'event.module': 'traefik',
      'event.duration': 7_000,
      'event.outcome': 'failure',
      'http.request.method': 'GET',
      'url.path': '/c',
    });
  });

  it.each([
    { remote_addr: '192.0.2.7', status: 'up' },
    { request: 'GET / HTTP/1.1' },
    { status: 200, request: { id: 1 } },
  ])('leaves %j to others', (record) => {
    expect(normalizer.claims(anEvent(), contextOf(record))).toBe(false);
  });
});
