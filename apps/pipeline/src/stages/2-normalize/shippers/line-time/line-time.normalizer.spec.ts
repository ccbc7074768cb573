import type { SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { SyslogLineNormalizer } from '../syslog-line/syslog-line.normalizer';
import { LineTimeNormalizer } from './line-time.normalizer';

const RECEIVED = '2026-11-24T12:00:00.000Z';
const context: NormalizerContext = {
  source: 'apps',
  dialect: 'json',
  zone: 'UTC',
  receivedAt: Date.parse(RECEIVED),
  record: {},
};
const PLUGINS = [new AliasNormalizer(), new SyslogLineNormalizer(), new LineTimeNormalizer()];
const understood = async (record: object, zone = 'UTC'): Promise<SecurityEvent> =>
  (await normalized(PLUGINS, [record], { receivedAt: RECEIVED, zone }))[0]!;

describe(LineTimeNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new LineTimeNormalizer(),
    options: {},
    event: { '@timestamp': RECEIVED, message: '2026-11-24 10:00:00 started' },
    context,
  });

  it.each([
    ['2026/11/24 11:59:58 INFO: started', '2026-11-24T11:59:58.000Z'],
    ['2026-11-24 11:59:58,123 - app - started', '2026-11-24T11:59:58.123Z'],
    ['[2026-11-24 12:59:58 +0100] info [app] started', '2026-11-24T11:59:58.000Z'],
    ['2026-11-24T11:59:58.255Z,61d2c86f,started', '2026-11-24T11:59:58.255Z'],
    ['W, [2026-11-24T11:59:58.312916 #9094]  WARN -- : started', '2026-11-24T11:59:58.312Z'],
    ['Tue Nov 24 11:59:58 2026 [pid 2] CONNECT', '2026-11-24T11:59:58.000Z'],
    ['Tue Nov 24 12:59:58 CET 2026 /sbin/x', '2026-11-24T11:59:58.000Z'],
    ['681: Nov 24 11:59:58.776 UTC: %SEC-6-X: y', '2026-11-24T11:59:58.776Z'],
    ['0,2026/11/24 11:59:58,13215,TRAFFIC', '2026-11-24T11:59:58.000Z'],
    ['2026 Nov 24 11:59:58 started', '2026-11-24T11:59:58.000Z'],
    ['[2026-Nov-24 11:59:58] started', '2026-11-24T11:59:58.000Z'],
    ['date=2026-11-24 time=11:59:58 devname="fw"', '2026-11-24T11:59:58.000Z'],
    ['device="SFW" date=2026-11-24 time=11:59:58', '2026-11-24T11:59:58.000Z'],
    ['24/Nov/2026:11:59:58 +0000 started', '2026-11-24T11:59:58.000Z'],
    ['20261124 115958\tstarted', '2026-11-24T11:59:58.000Z'],
  ])('reads the time of %j and leaves the line', async (message, expected) => {
    expect(await understood({ message })).toMatchObject({ '@timestamp': expected, message });
  });

  it('reads a naive time in the zone of the source', async () => {
    const event = await understood({ message: '2026-11-24 06:59:58 started' }, 'America/New_York');
    expect(event['@timestamp']).toBe('2026-11-24T11:59:58.000Z');
  });

  it('leaves a time that was told', async () => {
    const event = await understood({ message: '2026-11-24 06:59:58 started', timestamp: '2026-11-24T10:00:00Z' });
    expect(event['@timestamp']).toBe('2026-11-24T10:00:00.000Z');
  });

  it.each([
    '2026-11-24 is a day',
    '2026-13-45 10:00:00 x',
    'Nov 99 10:00:00 x',
    'May is a month',
    '192.0.2.7 - - [x]',
    '12345678 123456',
    '20261124 1159581 x',
    '',
  ])('finds none in %j', async (message) => {
    expect((await understood({ message }))['@timestamp']).toBe(RECEIVED);
  });
});
