import type { SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { SyslogLineNormalizer } from '../syslog-line/syslog-line.normalizer';
import { LeefNormalizer } from './leef.normalizer';

const RECEIVED = '2026-11-24T12:00:00.000Z';
const context: NormalizerContext = {
  source: 'firewalls',
  dialect: 'cef',
  zone: 'UTC',
  receivedAt: Date.parse(RECEIVED),
  record: {},
};
const PLUGINS = [new AliasNormalizer(), new SyslogLineNormalizer(), new LeefNormalizer()];
const PAIRS = [
  'devTime=Nov 24 2026 11:59:58',
  'cat=denied',
  'action=Deny',
  'sev=5',
  'proto=17',
  'src=192.0.2.7',
  'srcPort=50123',
  'dst=2001:db8::1',
  'dstPort=53',
  'usrName=ann b',
  'cs1=7',
  'cs1Label=Rule',
];

async function understood(message: string): Promise<SecurityEvent> {
  const [event] = await normalized(PLUGINS, [{ message }], { dialect: 'cef', receivedAt: RECEIVED });
  return event!;
}

describe(LeefNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new LeefNormalizer(),
    options: {},
    event: { '@timestamp': RECEIVED, message: `LEEF:1.0|Example|Wall|2|deny|${PAIRS.join('\t')}` },
    context,
  });

  it.each([
    ['1.0', `LEEF:1.0|Example|Wall|2|deny|${PAIRS.join('\t')}`],
    ['1.0 behind a header', `<134>Nov 24 11:59:50 fw1 LEEF:1.0|Example|Wall|2|deny|${PAIRS.join('\t')}`],
    ['1.0 with a blank in the mark', `<134>Nov 24 11:59:50 fw1 LEEF: 1.0|Example|Wall|2|deny|${PAIRS.join('\t')}`],
    ['1.0 whose tabs a relay wrote in its own way', `LEEF:1.0|Example|Wall|2|deny|${PAIRS.join('#011')}`],
    ['2.0 with a sign of its own', `LEEF:2.0|Example|Wall|2|deny|^|${PAIRS.join('^')}`],
    ['2.0 with the number of a sign', `LEEF:2.0|Example|Wall|2|deny|0x7C|${PAIRS.join('|')}`],
    ['2.0 with a short number', `LEEF:2.0|Example|Wall|2|deny|x5E|${PAIRS.join('^')}`],
    ['2.0 with no sign', `LEEF:2.0|Example|Wall|2|deny||${PAIRS.join('\t')}`],
    ['2.0 that leaves the sign out', `LEEF:2.0|Example|Wall|2|deny|${PAIRS.join('\t')}`],
  ])('reads version %s', async (_, message) => {
    const event = await understood(message);
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.000Z',
      message: 'Wall deny',
      'event.action': 'Deny',
      'event.category': ['network'],
      'event.code': 'deny',
      'event.dataset': 'leef.event',
      'event.severity': 4,
      'event.type': ['connection', 'denied'],
      'destination.ip': '2001:db8::1',
      'destination.port': 53,
      'network.transport': 'udp',
      'observer.product': 'Wall',
      'observer.vendor': 'Example',
      'source.ip': '192.0.2.7',
      'source.port': 50123,
      'user.name': 'ann b',
      details: { cat: 'denied', cs1: '7', Rule: '7' },
    });
    expect(event['process.name']).toBeUndefined();
  });

  it('takes a word where the sign between attributes should be for none', async () => {
    const event = await understood('LEEF:2.0|Example|Wall|2|deny|a long word|\tsrc=192.0.2.7\tusrName=alan');
    expect(event).toMatchObject({ 'source.ip': '192.0.2.7', 'user.name': 'alan' });
  });

  it.each(['LEEF: is a format', 'LEEF:1.0|too|short', 'CEF:0|a|b|c|d|e|f|'])('leaves %j alone', async (message) => {
    expect(await understood(message)).toMatchObject({ message });
  });
});
