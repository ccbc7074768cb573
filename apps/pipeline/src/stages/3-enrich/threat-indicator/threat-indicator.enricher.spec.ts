import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ListRig } from '../lists/testing/list-rig';
import { ThreatIndicatorEnricher } from './threat-indicator.enricher';
import { threatIndicatorOptionsSchema } from './threat-indicator.options';

const rig = new ListRig();
const enricher = new ThreatIndicatorEnricher(rig.keeper);
const options = threatIndicatorOptionsSchema.parse({ refreshSeconds: 3_600 });

beforeAll(async () => {
  rig.source.addList('threat_indicator', 'feed-a', 'medium');
  rig.source.addList('threat_indicator', 'feed-b');
  const facts = {
    id: 'indicator--1',
    type: 'ipv4-addr',
    confidence: 20,
    tlp: 'amber',
    firstSeen: '2026-10-01T00:00:00Z',
  };
  rig.source.put('feed-a', { key: '192.0.2.17', facts: { ...facts, provider: 'CERT A' } });
  rig.source.put('feed-b', {
    key: '192.0.2.17',
    facts: {
      type: 'ipv4-addr',
      confidence: 85,
      tlp: 'green',
      firstSeen: '2026-09-01T00:00:00Z',
      lastSeen: '2026-11-01T12:00:00Z',
    },
  });
  rig.source.put('feed-a', { key: 'https://evil.example/x', facts: { type: 'url' } });
  await enricher.prepare(options);
  await rig.loaded();
});
afterAll(() => rig.close());

describe(ThreatIndicatorEnricher.name, () => {
  describeEnricherContract({ enricher, options, event: anEvent({ 'source.ip': '192.0.2.17' }) });

  it('says what all feeds say: the surest, the strictest, the longest', () => {
    expect(enricher.enrich(anEvent({ 'source.ip': '192.0.2.17' }))).toEqual({
      'threat.feed.name': ['feed-a', 'feed-b'],
      'threat.indicator.name': ['192.0.2.17'],
      'threat.indicator.ip': ['192.0.2.17'],
      'threat.indicator.id': ['indicator--1'],
      'threat.indicator.type': ['ipv4-addr'],
      'threat.indicator.provider': ['CERT A'],
      'threat.indicator.confidence': 'High',
      'threat.indicator.marking.tlp': 'AMBER',
      'threat.indicator.first_seen': '2026-09-01T00:00:00.000Z',
      'threat.indicator.last_seen': '2026-11-01T12:00:00.000Z',
      'tocsin.list_hit.level': 'medium',
      'tocsin.list_hit.list': ['feed-a'],
      'tocsin.list_hit.term': ['192.0.2.17'],
    });
  });

  it('knows URLs', () => {
    const patch = enricher.enrich(anEvent({ 'url.full': 'https://evil.example/x' }));
    expect(patch['threat.indicator.url.full']).toEqual(['https://evil.example/x']);
  });

  it('does not say that a feed saw what the shipper says', () => {
    const event = anEvent({ 'source.ip': '192.0.2.17', 'threat.indicator.ip': 'no address' });
    expect(enricher.enrich(event)['threat.indicator.ip']).toEqual(['192.0.2.17']);
  });
});
