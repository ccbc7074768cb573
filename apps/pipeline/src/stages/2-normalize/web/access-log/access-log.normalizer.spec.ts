import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { AccessLogNormalizer } from './access-log.normalizer';

const normalizer = new AccessLogNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };

const COMBINED =
  '192.0.2.7 - ann [24/Nov/2026:10:36:04 +0100] "GET /a/b.php?x=1 HTTP/1.1" 404 512 "https://shop.example/" "Probe/1.0 (x; \\"y\\")"';

function normalize(message: string, event: Partial<SecurityEvent> = {}): EventPatch {
  return normalizer.normalize({ '@timestamp': '', message, ...event }, {}, context);
}

describe(AccessLogNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: COMBINED }), context });

  it('reads the combined format', () => {
    expect(normalize(COMBINED, { 'log.file.path': '/var/log/nginx/access.log' })).toEqual({
      '@timestamp': '2026-11-24T09:36:04.000Z',
      'event.category': ['web'],
      'event.type': ['access'],
      'event.module': 'nginx',
      'event.dataset': 'nginx.access',
      'event.outcome': 'failure',
      'http.request.method': 'GET',
      'http.request.referrer': 'https://shop.example/',
      'http.response.body.bytes': 512,
      'http.response.status_code': 404,
      'http.version': '1.1',
      'source.address': '192.0.2.7',
      'source.ip': '192.0.2.7',
      'url.extension': 'php',
      'url.original': '/a/b.php?x=1',
      'url.path': '/a/b.php',
      'url.query': 'x=1',
      'user.name': 'ann',
      'user_agent.original': 'Probe/1.0 (x; \\"y\\")',
    });
  });

  it('reads the common format, which ends with the size', () => {
    expect(normalize('web.example - - [24/Nov/2026:10:36:04 +0000] "POST / HTTP/2" 200 -')).toMatchObject({
      'source.domain': 'web.example',
      'http.request.method': 'POST',
      'http.response.body.bytes': 0,
      'http.version': '2',
      'event.outcome': 'success',
      'event.dataset': 'web.access',
    });
  });

  it('reads a virtual host before the client and a forwarded address after the user agent', () => {
    const line = `shop.example:8443 ${COMBINED} 0.023 "198.51.100.4, 10.0.0.1"`;
    expect(normalize(line)).toMatchObject({
      'url.domain': 'shop.example',
      'url.port': 8443,
      'source.ip': '192.0.2.7',
      'source.nat.ip': '198.51.100.4',
      'details.x_forwarded_for': '198.51.100.4, 10.0.0.1',
    });
  });

  it('takes the first of two addresses for the client', () => {
    const line = '2001:db8::7 198.51.100.4 - [24/Nov/2026:10:36:04 +0000] "GET / HTTP/1.1" 200 1';
    expect(normalize(line)).toMatchObject({ 'source.ip': '2001:db8::7' });
  });

  it.each([
    ['"\\x16\\x03\\x01" 400 0', { 'url.original': '\\x16\\x03\\x01', 'event.outcome': 'failure' }],
    ['"-" 408 -', { 'event.outcome': 'failure' }],
    ['"GET /a b c HTTP/1.0" 200 1', { 'url.original': '/a b c', 'http.version': '1.0' }],
    ['"GET /a" 200 1', { 'url.original': '/a', 'http.request.method': 'GET' }],
    ['"CONNECT shop.example:443 HTTP/1.1" 403 1', { 'url.domain': 'shop.example', 'url.port': 443 }],
    ['"GET / HTTP/1.1" 200 1 "-" "cut off', { 'user_agent.original': 'cut off' }],
  ])('understands requests such as %s', (end, expected) => {
    expect(normalize(`192.0.2.7 - - [24/Nov/2026:10:36:04 +0000] ${end}`)).toMatchObject(expected);
  });

  it('says nothing of other lines', () => {
    expect(normalize('[error] [client 192.0.2.7] "GET" is not allowed')).toEqual({});
  });

  it('takes linear time over a line made to be slow', () => {
    const startedAt = performance.now();
    normalize(`a b c [x] "${'\\"'.repeat(100_000)}`);
    normalize(`${'a '.repeat(100_000)}] "`);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

const lines = corpus('syslog/apache_access.log');
const truth = corpus('syslog/apache_access.ecs.jsonl.zst');

(lines && truth ? describe : describe.skip)('over four thousand lines of a real server', () => {
  it('agrees with the reference in every field of every line', () => {
    const raw = readFileSync(lines ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    const expected = zstdDecompressSync(readFileSync(truth ?? ''))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    expect(raw).toHaveLength(4_000);
    for (const [position, line] of raw.entries()) {
      const reference = JSON.parse(expected[position] ?? '') as SecurityEvent;
      delete reference['line'];
      reference['@timestamp'] = new Date(reference['@timestamp']).toISOString();
      expect(normalize(line)).toMatchObject(reference);
    }
  });
});
