import { readFileSync } from 'node:fs';

import type { SecurityEvent } from '@tocsin/event-model';
import { FieldWriter, applyPatch, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { corpus } from '@tocsin/testing';

import { SyslogLineNormalizer } from './syslog-line.normalizer';

const normalizer = new SyslogLineNormalizer();
const options = { keepShipper: true };
const RECEIVED = '2026-11-24T12:00:00.000Z';
const context: NormalizerContext = {
  source: 'devices',
  dialect: 'syslog',
  zone: 'UTC',
  receivedAt: Date.parse(RECEIVED),
  record: {},
};

const received = (message: string): SecurityEvent => ({
  '@timestamp': RECEIVED,
  message,
  'log.source.address': '192.0.2.7',
});

function normalize(message: string): SecurityEvent {
  const event = received(message);
  expect(normalizer.claims(event, context)).toBe(true);
  applyPatch(event, normalizer.normalize(event, options, context), new FieldWriter(['*']));
  return event;
}

const FULL =
  '<165>1 2026-11-24T11:59:58.003154+01:00 fw1.example.org ipsd 8710 ID47 ' +
  '[exampleSDID@32473 iut="3" eventSource="App \\"1\\" \\] \\\\ \\n" ip="192.0.2.1" ip="192.0.2.2"][meta] \ufeffSee what came';

describe('Lines of a syslog listener', () => {
  describeNormalizerContract({ normalizer, options, event: received(FULL), context });

  it('says all that RFC 5424 says', () => {
    expect(normalize(FULL)).toEqual({
      '@timestamp': '2026-11-24T10:59:58.003Z',
      message: 'See what came',
      'host.name': 'fw1.example.org',
      'process.name': 'ipsd',
      'process.pid': 8710,
      'log.level': 'notice',
      'event.severity': 5,
      'log.source.address': '192.0.2.7',
      'log.syslog.severity.name': 'notice',
      'log.syslog.severity.code': 5,
      'log.syslog.facility.name': 'local4',
      'log.syslog.facility.code': 20,
      'log.syslog.version': '1',
      'log.syslog.appname': 'ipsd',
      'log.syslog.procid': '8710',
      'log.syslog.msgid': 'ID47',
      details: {
        structured_data: {
          'exampleSDID@32473': { iut: '3', eventSource: 'App "1" ] \\ \\n', ip: ['192.0.2.1', '192.0.2.2'] },
          meta: {},
        },
      },
    });
  });

  it('leaves out what the sender did not know', () => {
    expect(normalize('<14>1 - - - - - - up')).toEqual({
      ...received('up'),
      'host.name': '192.0.2.7',
      'log.level': 'informational',
      'event.severity': 6,
      'log.syslog.severity.name': 'informational',
      'log.syslog.severity.code': 6,
      'log.syslog.facility.name': 'user',
      'log.syslog.facility.code': 1,
      'log.syslog.version': '1',
    });
  });

  it.each([
    ['<14>1 2026-11-24T10:00:00Z h a - - -', '', undefined],
    ['<14>1 2026-11-24T10:00:00Z h a - - - ', '', undefined],
    ['<14>1 2026-11-24T10:00:00Z h a - - [x y="z"]', '', { x: { y: 'z' } }],
    ['<14>1 2026-11-24T10:00:00Z h a - - [x y="z"] two\nlines', 'two\nlines', { x: { y: 'z' } }],
    ['<14>1 2026-11-24T10:00:00Z h a - - [x y="z] cut', '[x y="z] cut', undefined],
    ['<14>1 2026-11-24T10:00:00Z h a - - [x y="z"]text', '[x y="z"]text', undefined],
    ['<14>1 2026-11-24T10:00:00Z h a - - no data', 'no data', undefined],
    [
      '<14>1 2026-11-24T10:00:00Z h a - - [__proto__ __proto__="z"] x',
      'x',
      JSON.parse('{"__proto__":{"__proto__":"z"}}') as object,
    ],
  ])('reads %j', (line, text, data) => {
    const event = normalize(line);
    expect([event.message, event.details?.['structured_data']]).toEqual([text, data]);
    expect([event['host.name'], event['process.name']]).toEqual(['h', 'a']);
  });

  it('keeps a process that is no number, and claims no pid', () => {
    const event = normalize('<14>1 2026-11-24T10:00:00Z h nginx worker-7 - - x');
    expect([event['process.pid'], event['log.syslog.procid']]).toEqual([undefined, 'worker-7']);
  });

  it('takes the time of receipt for a time that is none, and keeps the latter', () => {
    const event = normalize('<14>1 2026-02-30T10:00:00Z h a - - - x');
    expect(event).toMatchObject({
      '@timestamp': RECEIVED,
      message: 'x',
      details: { timestamp: '2026-02-30T10:00:00Z' },
    });
  });

  it('reads RFC 3164 without keeping the time of receipt as one of a shipper', () => {
    const event = normalize('<38>Nov 24 10:00:00 web1 sshd[42]: Accepted publickey');
    expect(event).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      message: 'Accepted publickey',
      'host.name': 'web1',
      'process.name': 'sshd',
      'process.pid': 42,
      'log.level': 'informational',
      'log.syslog.facility.name': 'auth',
    });
    expect(event.details).toBeUndefined();
  });

  it.each([
    ['<189>date=2026-11-24 time=10:00:00 devname="fw"', 'date=2026-11-24 time=10:00:00 devname="fw"', undefined],
    ['<30>systemd[1]: Started cron.', 'Started cron.', 'systemd'],
    ['<30>Warning: disk is full', 'Warning: disk is full', undefined],
    ['<13>Feb 30 10:00:00 web1 app: x', 'Feb 30 10:00:00 web1 app: x', undefined],
    ['<14>1 not the form', '1 not the form', undefined],
    ['<14>', '', undefined],
    ['<192>no priority', '<192>no priority', undefined],
    ['no header at all', 'no header at all', undefined],
    ['\u0000\ufffd binary', '\u0000\ufffd binary', undefined],
  ])('makes of %j, which names no host, an event of the host it came from', (line, text, program) => {
    const event = normalize(line);
    expect([event.message, event['process.name'], event['host.name']]).toEqual([text, program, '192.0.2.7']);
    expect(event['@timestamp']).toBe(RECEIVED);
  });

  it('reads a very long value of structured data, and one that never ends, without delay', () => {
    const begun = performance.now();
    const value = 'a\\"b'.repeat(200_000);
    expect(normalize(`<14>1 - h a - - [x y="${value}"] text`).message).toBe('text');
    expect(normalize(`<14>1 - h a - - [x y="${value}`).message).toHaveLength(value.length + 6);
    expect(normalize(`<14>1 - h a - - [x ${'y="" '.repeat(100_000)}`).message).toHaveLength(500_003);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  const sshLog = corpus('syslog/OpenSSH_2k.log');
  (sshLog === undefined ? it.skip : it)('reads every line of a real log as a device would send it', () => {
    const lines = readFileSync(sshLog ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    const events = lines.map((line) => normalize(`<38>${line}`));
    expect(events).toHaveLength(2_000);
    expect(
      new Set(events.map((event) => `${event['host.name'] as string} ${event['process.name'] as string}`)),
    ).toEqual(new Set(['LabSZ sshd']));
    expect(events.filter((event) => event['process.pid'] === undefined)).toEqual([]);
  });
});
