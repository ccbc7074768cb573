import { anEvent } from '@tocsin/testing';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { RelatedNormalizer } from './related.normalizer';

const normalizer = new RelatedNormalizer();
const options = { limit: 100 };

describe(RelatedNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options,
    event: anEvent({ 'source.ip': '10.0.0.1', 'user.name': 'ann' }),
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it('gathers what the event names, once each, after what the shipper gathered', () => {
    const event = anEvent({
      'related.ip': ['192.0.2.1'],
      'source.ip': '10.0.0.1',
      'host.ip': ['10.0.0.1', '10.0.0.2'],
      'user.name': 'ann',
      'host.name': 'web',
      'source.domain': 'web',
    });
    expect(normalizer.normalize(event, options)).toMatchObject({
      'related.ip': ['192.0.2.1', '10.0.0.1', '10.0.0.2'],
      'related.user': ['ann'],
      'related.hosts': ['web'],
    });
  });

  it('gathers hashes of programs and libraries, and whoever else took part', () => {
    const event = anEvent({
      'process.hash.sha1': 'a1',
      'dll.hash.md5': 'b2',
      'user.name': 'ann',
      'user.effective.name': 'svc',
      'dns.question.name': 'www.example.com',
      'dns.resolved_ip': ['198.51.100.1'],
    });
    expect(normalizer.normalize(event, options)).toMatchObject({
      'related.hash': ['a1', 'b2'],
      'related.hosts': expect.arrayContaining(['www.example.com']) as string[],
      'related.ip': expect.arrayContaining(['198.51.100.1']) as string[],
      'related.user': ['ann', 'svc'],
    });
  });

  it('keeps no more than its limit', () => {
    const addresses = Array.from({ length: 300 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
    const event = { '@timestamp': '2026-11-24T12:00:00.000Z', message: '', 'host.ip': addresses };
    expect(normalizer.normalize(event, options)['related.ip']).toHaveLength(100);
  });
});
