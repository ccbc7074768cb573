import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { SummaryNormalizer } from './summary.normalizer';

const normalizer = new SummaryNormalizer();
const options = { maxLength: 60 };
const EVENT = anEvent({
  message: '',
  'event.module': 'vpn',
  'event.action': 'login',
  'event.outcome': 'failure',
  'user.name': 'ann',
  'source.ip': '192.0.2.1',
});

describe(SummaryNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options,
    event: EVENT,
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it('makes a line of what an event says', () => {
    expect(normalizer.normalize(EVENT, options)['message']).toMatch(/^vpn: login failure, user ann, from 192\.0\.2\.1/);
  });

  it('makes it one line, and not a long one', () => {
    const event = { '@timestamp': '', message: '', 'event.module': 'a\nb', 'url.original': 'x'.repeat(500) };
    const line = normalizer.normalize(event, options)['message'];
    expect(line).toHaveLength(60);
    expect(line).toMatch(/^a b, x+…$/);
  });

  it('leaves a line that there is, and an event that says nothing', () => {
    expect(normalizer.claims(anEvent({ message: 'a line' }))).toBe(false);
    expect(normalizer.normalize({ '@timestamp': '', message: '' }, options)).toEqual({});
  });
});
