import type { SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { SyslogLineNormalizer } from '../syslog-line/syslog-line.normalizer';
import { CefNormalizer } from './cef.normalizer';

const RECEIVED = '2026-11-24T12:00:00.000Z';
const context: NormalizerContext = {
  source: 'firewalls',
  dialect: 'cef',
  zone: 'UTC',
  receivedAt: Date.parse(RECEIVED),
  record: {},
};
const PLUGINS = [new AliasNormalizer(), new SyslogLineNormalizer(), new CefNormalizer()];
const HEADER = 'CEF:0|Example|Wall|1.2|100|Worm stopped|8|';
const EXTENSION =
  'src=192.0.2.7 spt=50123 dst=198.51.100.1 dpt=443 proto=TCP act=blocked suser=ann cs1=Rule \\= 7 cs1Label=Rule Name ' +
  'request=https://www.example.com/a?b=c&d=e msg=Two words\\nand a line rt=1795521598123 cnt=3';

async function understood(message: string, dialect = 'cef'): Promise<SecurityEvent> {
  const [event] = await normalized(PLUGINS, [{ message }], { dialect, receivedAt: RECEIVED });
  return event!;
}

describe(CefNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new CefNormalizer(),
    options: {},
    event: { '@timestamp': RECEIVED, message: HEADER + EXTENSION },
    context,
  });

  it.each([
    ['alone', HEADER + EXTENSION],
    ['behind a header of syslog', `<134>Nov 24 11:59:50 fw1 ${HEADER}${EXTENSION}`],
    ['behind one of RFC 5424', `<134>1 2026-11-24T11:59:50Z fw1 wall 7 - - ${HEADER}${EXTENSION}`],
    ['behind words of a relay', `relayed from 203.0.113.1: ${HEADER}${EXTENSION}`],
    ['with a blank in the mark', `<134>Nov 24 11:59:50 fw1 ${HEADER.replace('CEF:', 'CEF: ')}${EXTENSION}`],
  ])('reads an event that stands %s', async (_, message) => {
    const event = await understood(message);
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T11:59:58.123Z',
      message: 'Two words\nand a line',
      'event.action': 'blocked',
      'event.category': ['network'],
      'event.code': '100',
      'event.dataset': 'cef.event',
      'event.provider': 'Wall',
      'event.risk_score': 8,
      'event.severity': 3,
      'event.type': ['connection', 'denied'],
      'destination.ip': '198.51.100.1',
      'destination.port': 443,
      'log.level': 'error',
      'network.transport': 'tcp',
      'observer.product': 'Wall',
      'observer.vendor': 'Example',
      'observer.version': '1.2',
      'source.ip': '192.0.2.7',
      'source.port': 50123,
      'tocsin.repeat': 3,
      'url.original': 'https://www.example.com/a?b=c&d=e',
      'user.name': 'ann',
    });
    expect(event.details).toMatchObject({ name: 'Worm stopped', cs1: 'Rule = 7', 'Rule Name': 'Rule = 7' });
    expect(event['process.name']).not.toBe('CEF');
  });

  it('takes the host from the header, else from the device', async () => {
    expect((await understood(`<134>Nov 24 11:59:50 fw1 ${HEADER}dvchost=fw9`))['host.name']).toBe('fw1');
    expect((await understood(`${HEADER}dvchost=fw9`))['host.name']).toBe('fw9');
  });

  it.each<[string, Record<string, unknown>]>([
    ['CEF:0|Ex\\|ample|W\\\\all|1|7|Name|Low|', { 'observer.vendor': 'Ex|ample', 'observer.product': 'W\\all' }],
    ['CEF:0|Example|Wall|1|7|Name|Very-High', { message: 'Name', 'event.severity': 2 }],
    ['CEF:1|Example|Wall|1|7|Name|odd|src=nobody here', { 'event.severity': undefined, 'source.ip': undefined }],
    ['CEF:0|E|W|1|7|Name|3|suser=N/A msg=- duser=ann', { message: 'Name', 'user.name': 'ann' }],
    ['CEF:0|Example|Wall|1|7||3|fileHash=D41D8CD98F00B204E9800998ECF8427E', { message: 'Wall 7' }],
    [`CEF:0|E|W|1|7|N|3|fileHash=${'AB'.repeat(16)} filePath=/tmp/x`, { 'file.hash.md5': 'ab'.repeat(16) }],
    ['CEF:0|E|W|1|7|N|3|dtz=Europe/Berlin rt=Nov 24 2026 12:59:58', { '@timestamp': '2026-11-24T11:59:58.000Z' }],
    [
      'CEF:0|E|W|1|7|N|3|ad.x[0]=1 __proto__=y',
      {
        details: JSON.parse('{"ad.x[0]":"1","__proto__":"y","name":"N","severity":"3"}'),
      },
    ],
  ])('reads %j', async (message, expected) => {
    const event = await understood(message);
    for (const [field, value] of Object.entries(expected))
      expect({ [field]: event[field] }).toEqual({ [field]: value });
  });

  it.each(['CEF: is a format', 'CEF:0|too|short', 'We read CEF:x', 'XCEF'])('leaves %j alone', async (message) => {
    expect(await understood(message, 'json')).toMatchObject({ message });
  });

  it('reads what a device may send at worst without delay', () => {
    const begun = performance.now();
    const normalizer = new CefNormalizer();
    for (const worst of ['a=', '=', '\\', 'a'.repeat(50), ' '])
      normalizer.normalize({ '@timestamp': RECEIVED, message: HEADER + worst.repeat(200_000) }, {}, context);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
