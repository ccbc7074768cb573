import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { HaproxyNormalizer } from './haproxy.normalizer';

const normalizer = new HaproxyNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const HTTP =
  '192.0.2.7:33317 [24/Nov/2026:12:14:14.655] http-in~ static/srv1 10/0/30/69/109 503 2750 - - SC-- 1/1/1/1/0 0/0 {shop.example} {} "GET /index.html?a HTTP/1.1"';
const TCP = '[2001:db8::7]:33313 [24/Nov/2026:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0';

const normalize = (message: string): EventPatch => normalizer.normalize({ '@timestamp': '', message }, {}, context);

describe(HaproxyNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'haproxy', message: HTTP }),
    context,
  });

  it('reads a request', () => {
    expect(normalize(HTTP)).toMatchObject({
      '@timestamp': '2026-11-24T12:14:14.655Z',
      'event.category': ['web'],
      'event.duration': 109e6,
      'event.outcome': 'failure',
      'http.request.method': 'GET',
      'http.response.status_code': 503,
      'http.response.bytes': 2750,
      'source.ip': '192.0.2.7',
      'source.port': 33317,
      'url.path': '/index.html',
      'details.haproxy': { frontend: 'http-in', backend: 'static', server: 'srv1', state: 'SC--' },
    });
  });

  it('reads a connection', () => {
    expect(normalize(TCP)).toMatchObject({
      'event.category': ['network'],
      'event.duration': 5_007e6,
      'event.outcome': 'success',
      'destination.bytes': 212,
      'source.ip': '2001:db8::7',
    });
  });

  it('says nothing of other messages, fast', () => {
    const startedAt = performance.now();
    expect(normalize('Proxy http-in started.')).toEqual({});
    expect(normalize(`a:1 [24/Nov/2026:12:14:14.655] ${'x/'.repeat(100_000)}`)).toEqual({});
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
