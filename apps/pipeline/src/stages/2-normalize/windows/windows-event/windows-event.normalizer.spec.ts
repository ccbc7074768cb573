import type { SecurityEvent } from '@tocsin/event-model';
import { applyPatch, FieldWriter, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract, hostileRecord, seededRandom } from '@tocsin/plugin-kit/testing';

import { KNOWN_EVENTS } from './testing/known-events';
import { KNOWN_SECURITY_EVENTS } from './testing/known-security-events';
import { LOGON_DATA, LOGON_IN_SHAPES, NXLOG } from './testing/logon-in-shapes';
import { WindowsEventNormalizer } from './windows-event.normalizer';

const normalizer = new WindowsEventNormalizer();
const RECEIVED = '2026-11-24T12:00:00.000Z';
const contextOf = (record: object, zone = 'UTC'): NormalizerContext => ({
  source: 'domain',
  dialect: 'json',
  zone,
  receivedAt: Date.parse(RECEIVED),
  record: record as Record<string, unknown>,
});
const received = (): SecurityEvent => ({ '@timestamp': RECEIVED, message: '' });

function normalize(record: object, zone?: string): SecurityEvent {
  const event = received();
  const context = contextOf(record, zone);
  expect(normalizer.claims(event, context)).toBe(true);
  applyPatch(event, normalizer.normalize(event, {}, context), new FieldWriter(['*']));
  return event;
}

describe(WindowsEventNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: received(), context: contextOf(NXLOG) });

  it.each(Object.entries(LOGON_IN_SHAPES))('says of a failed logon the same in the shape of %s', (_, record) => {
    const event = normalize(record);
    expect(event).toMatchObject({
      '@timestamp': expect.stringMatching(/^2026-11-24T11:59:58\.(?:000|123)Z$/) as string,
      message: 'Logon failed: EXAMPLE\\ann, from 192.0.2.7, logon Network, because the password is wrong',
      'event.action': 'logon-failed',
      'event.category': ['authentication'],
      'event.code': '4625',
      'event.dataset': 'windows.security',
      'event.module': 'windows',
      'event.outcome': 'failure',
      'event.provider': 'Microsoft-Windows-Security-Auditing',
      'event.reason': 'the password is wrong',
      'event.type': ['start'],
      'host.name': 'dc1.example.com',
      'source.domain': 'WS7',
      'source.ip': '192.0.2.7',
      'source.port': 50123,
      'user.domain': 'EXAMPLE',
      'user.name': 'ann',
      'winlog.channel': 'Security',
      'winlog.computer_name': 'dc1.example.com',
      'winlog.event_id': '4625',
      'winlog.keywords': ['0x8010000000000000', 'Audit Failure'],
      'winlog.logon.failure.status': '0xc000006d',
      'winlog.logon.failure.sub_status': '0xc000006a',
      'winlog.logon.type': 'Network',
    });
    for (const [name, value] of Object.entries(LOGON_DATA))
      expect({ [name]: event[`winlog.event_data.${name}`] }).toEqual({ [name]: value });
    expect(event['user.id']).toBeUndefined();
    expect(event['process.executable']).toBeUndefined();
  });

  it("reads nxlog's time by the clock of the host, and keeps what only nxlog says", () => {
    const event = normalize(NXLOG, 'America/New_York');
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T16:59:58.000Z',
      'winlog.task': 'Logon',
      'winlog.record_id': '4711',
      'winlog.process.pid': 704,
      'winlog.provider_guid': '{54849625-5478-4994-a5ba-3e3b0328c30d}',
      'log.level': 'informational',
      details: {
        EventReceivedTime: '2026-11-24 11:59:59',
        SourceModuleName: 'eventlog',
        SourceModuleType: 'im_msvistalog',
        SeverityValue: 4,
      },
    });
  });

  it('keeps what the shipper says in words of ECS, and what gives way to Windows', () => {
    const event = normalize({
      winlog: { channel: 'Security', event_id: 4624, computer_name: 'dc1', activity: { x: 1 } },
      host: { name: 'collector', ip: ['192.0.2.1'] },
      event: { code: '4624', module: 'security', outcome: 'success' },
      tags: ['dmz'],
      message: 'An account was successfully logged on.',
    });
    expect(event).toMatchObject({
      'host.name': 'dc1',
      'host.ip': ['192.0.2.1'],
      'event.module': 'windows',
      message: 'An account was successfully logged on.',
      tags: ['dmz'],
      details: { 'host.name': 'collector', 'event.module': 'security', winlog: { activity: { x: 1 } } },
    });
  });

  it.each([...KNOWN_SECURITY_EVENTS, ...KNOWN_EVENTS])('understands %s', (_, record, expected) => {
    const event = normalize(record);
    for (const [field, value] of Object.entries(expected))
      expect({ [field]: event[field] }).toEqual({ [field]: value as unknown });
  });

  it.each([
    [{ EventID: 4624 }],
    [{ EventID: 'login', Channel: 'web' }],
    [{ Id: 7, Channel: 3 }],
    [{ details: { channel: 'Security' } }],
    [{ System: 'Linux', EventData: {} }],
  ])('leaves %j to others', (record) => {
    expect(normalizer.claims(received(), contextOf(record))).toBe(false);
  });

  it('neither fails on nor wrongly types hostile values in the place of any of its own', () => {
    const random = seededRandom(4625);
    const shapes = Object.values(LOGON_IN_SHAPES);
    for (let n = 0; n < 3_000; n += 1) {
      const record = spoil(shapes[n % shapes.length] as object, random);
      const context = contextOf(record);
      const event = received();
      if (normalizer.claims(event, context))
        applyPatch(event, normalizer.normalize(event, {}, context), new FieldWriter(['*']));
    }
  });
});

/** A third of the values at every level are hostile. */
function spoil(value: object, random: () => number): object {
  const hostile = Object.values(hostileRecord(random));
  const spoiled = (one: unknown, index: number): unknown => {
    if (random() < 0.3) return hostile[index % (hostile.length || 1)] ?? null;
    return typeof one === 'object' && one !== null && !Array.isArray(one) ? spoil(one, random) : one;
  };
  return Object.fromEntries(Object.entries(value).map(([key, one], index) => [key, spoiled(one, index)]));
}
