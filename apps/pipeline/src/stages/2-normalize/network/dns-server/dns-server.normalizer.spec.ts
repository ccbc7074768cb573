import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { DnsServerNormalizer } from './dns-server.normalizer';

const normalizer = new DnsServerNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const QUERY = 'client @0x7f1c 192.0.2.7#1036 (shop.example): query: shop.example IN AAAA +E(0)K (203.0.113.1)';

function normalize(program: string, message: string): EventPatch {
  const event = anEvent({ 'process.name': program, message });
  expect(normalizer.claims(event)).toBe(true);
  return normalizer.normalize(event);
}

describe(DnsServerNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ 'process.name': 'named', message: QUERY }),
    context,
  });

  it.each<[string, string, EventPatch]>([
    [
      'named',
      QUERY,
      {
        'dns.question.name': 'shop.example',
        'dns.question.type': 'AAAA',
        'dns.question.class': 'IN',
        'source.ip': '192.0.2.7',
        'source.port': 1036,
        'event.action': 'dns_query',
      },
    ],
    [
      'named',
      "queries: info: client 2001:db8::7#53 (a.example): view inside: query (cache) 'a.example/A/IN' denied",
      {
        'dns.question.name': 'a.example',
        'dns.question.type': 'A',
        'event.outcome': 'failure',
        'dns.response_code': 'REFUSED',
        'source.ip': '2001:db8::7',
      },
    ],
    [
      'named',
      'client 192.0.2.7#1036: query (cache) denied',
      { 'event.action': 'dns_denied', 'source.ip': '192.0.2.7' },
    ],
    [
      'named',
      "client 192.0.2.7#1036: zone transfer 'example.com/AXFR/IN' denied",
      { 'event.type': ['protocol', 'denied'], 'dns.question.type': 'AXFR' },
    ],
    [
      'named',
      'client 192.0.2.7#9 (a.example): query failed (SERVFAIL) for a.example/IN/A at query.c:1',
      { 'dns.response_code': 'SERVFAIL', 'event.outcome': 'failure' },
    ],
    ['dnsmasq', 'query[A] shop.example from 192.0.2.7', { 'dns.question.type': 'A', 'source.ip': '192.0.2.7' }],
    [
      'dnsmasq',
      '7 192.0.2.7/5000 reply shop.example is 198.51.100.4',
      { 'dns.type': 'answer', 'dns.resolved_ip': '198.51.100.4' },
    ],
    [
      'unbound',
      '[1:0] info: 192.0.2.7 shop.example. TXT IN',
      { 'dns.question.name': 'shop.example', 'dns.question.type': 'TXT' },
    ],
  ])('reads what %s says: %s', (program, message, expected) => {
    expect(normalize(program, message)).toMatchObject(expected);
  });

  it.each([
    ['named', 'zone example.com/IN: loaded serial 7'],
    ['dnsmasq', 'started, version 2.90'],
    ['unbound', 'start of service'],
  ])('says nothing of other messages of %s', (program, message) => {
    expect(normalize(program, message)).toEqual({});
  });
});

const tests = corpus('wazuh-ruletests/tests.jsonl');

(tests ? describe : describe.skip)('over the lines other people test with', () => {
  it('finds who asked in all', () => {
    const lines = readFileSync(tests ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; logs: { log: string }[] })
      .filter(({ file }) => file === 'named.ini')
      .flatMap(({ logs }) => logs.map(({ log }) => log.slice(log.indexOf('client '))));
    expect(lines).toHaveLength(5);
    for (const line of lines) expect([line, normalize('named', line)['source.ip']]).toEqual([line, expect.any(String)]);
  });
});
