import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { SquidNormalizer } from './squid.normalizer';

const normalizer = new SquidNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const NATIVE =
  '1764000000.187    524 192.0.2.7 TCP_MISS/200 339 GET http://shop.example:8080/a.html ann HIER_DIRECT/198.51.100.4 text/html';
const FIFTEEN =
  '1764000000.187    412 192.0.2.7 58322 198.51.100.4 80 TCP_MISS 403 158 453 GET http://shop.example/3.bin http shop.example text/html';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

describe(SquidNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: NATIVE }), context });

  it('reads the native format', () => {
    expect(normalize(NATIVE)).toMatchObject({
      '@timestamp': '2025-11-24T16:00:00.187Z',
      'event.start': '2025-11-24T15:59:59.663Z',
      'event.duration': 524e6,
      'event.action': 'TCP_MISS',
      'event.outcome': 'success',
      'event.type': ['access', 'allowed'],
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'http.response.bytes': 339,
      'http.response.mime_type': 'text/html',
      'source.ip': '192.0.2.7',
      'destination.ip': '198.51.100.4',
      'destination.domain': 'shop.example',
      'destination.port': 8080,
      'network.protocol': 'http',
      'url.domain': 'shop.example',
      'url.path': '/a.html',
      'user.name': 'ann',
    });
  });

  it('is of no weight unless something around the line said another', () => {
    expect(normalize(NATIVE)).toMatchObject({ 'event.severity': 6, 'log.level': 'informational' });
    const told = anEvent({ message: NATIVE, 'log.level': 'notice', 'event.severity': 5 });
    expect(normalizer.normalize(told, {}, context)).not.toHaveProperty(['log.level']);
  });

  it('reads the format of fifteen columns', () => {
    expect(normalize(FIFTEEN)).toMatchObject({
      'event.outcome': 'failure',
      'http.request.bytes': 158,
      'http.response.bytes': 453,
      'source.port': 58322,
      'destination.ip': '198.51.100.4',
      'destination.port': 80,
      'details.proxyaction': 'TCP_MISS',
      'details.duration': 0.412,
      'details.status': '403',
    });
  });

  it.each([
    [
      '1764000000.377      0 192.0.2.7 58332 - - TCP_DENIED - 86 3892 CONNECT shop.example:444 - - text/html',
      {
        'event.outcome': 'failure',
        'event.type': ['access', 'denied'],
        'destination.domain': 'shop.example',
        'destination.port': 444,
        'network.protocol': 'tls',
        'details.proto': 'ssl',
        'details.host': 'shop.example',
      },
    ],
    [
      '1764000000.377      0 192.0.2.7 58332 - - TCP_DENIED - 152 3992 GET http://shop.example:444/ http - text/html',
      { 'destination.port': 444, 'url.domain': 'shop.example', 'details.host': 'shop.example' },
    ],
    [
      '1764000000.368   1082 192.0.2.7 58318 198.51.100.4 443 TCP_TUNNEL - 86 4700 CONNECT shop.example:443 - shop.example -',
      { 'event.outcome': 'success', 'destination.ip': '198.51.100.4', 'url.port': 443 },
    ],
    [
      '1764000000.368 1 2001:db8::7 TCP_DENIED/407 1785 GET http://198.51.100.4 - NONE/- text/html',
      {
        'source.ip': '2001:db8::7',
        'destination.ip': '198.51.100.4',
        'destination.port': 80,
        'http.response.status_code': 407,
      },
    ],
  ])('reads %s', (line, expected) => {
    expect(normalize(line)).toMatchObject(expected);
  });

  it('says nothing of lines that only begin like it', () => {
    expect(normalize('1764000000.368 a word about TCP_MISS and no more of it than this')).toEqual({});
  });
});
