import type { SecurityEvent } from '@tocsin/event-model';
import { FieldWriter, applyPatch, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { SyslogLineNormalizer } from './syslog-line.normalizer';

const normalizer = new SyslogLineNormalizer();
const options = { keepShipper: true };
const context: NormalizerContext = {
  source: 'test',
  dialect: 'json',
  zone: 'UTC',
  receivedAt: Date.parse('2026-11-24T12:00:00Z'),
  record: {},
};

const lineEvent = (message: string, fields: Partial<SecurityEvent> = {}): SecurityEvent => ({
  '@timestamp': '2026-11-24T12:00:00.000Z',
  message,
  ...fields,
});

function normalize(message: string, fields: Partial<SecurityEvent> = {}): SecurityEvent {
  const event = lineEvent(message, fields);
  if (normalizer.claims(event, context))
    applyPatch(event, normalizer.normalize(event, options, context), new FieldWriter(['*']));
  return event;
}

describe(SyslogLineNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options,
    event: lineEvent('Dec 10 06:55:46 LabSZ sshd[24200]: Connection closed', { 'host.name': 'reader' }),
    context,
  });

  it("makes the line's time, host, program and pid the event's own, and keeps the shipper's", () => {
    const fields = { 'host.name': 'reader', 'process.name': 'tail', 'process.pid': 7, details: { a: 1 } };
    expect(normalize('Nov 10 06:55:46 web1 cron[42]: job done', fields)).toMatchObject({
      '@timestamp': '2026-11-10T06:55:46.000Z',
      'host.name': 'web1',
      'process.name': 'cron',
      'process.pid': 42,
      message: 'job done',
      details: {
        a: 1,
        shipper: {
          '@timestamp': '2026-11-24T12:00:00.000Z',
          'host.name': 'reader',
          'process.name': 'tail',
          'process.pid': 7,
        },
      },
    });
  });

  it("takes the year of a line from the shipper's time, which may be years ago", () => {
    const event = normalize('Dec 31 23:59:59 web1 cron: done', { '@timestamp': '2019-01-01T00:00:02.000Z' });
    expect(event['@timestamp']).toBe('2018-12-31T23:59:59.000Z');
  });

  it("does not give the shipper's pid to another program", () => {
    const event = normalize('Nov 10 06:55:46 web1 kernel: up', { 'process.name': 'tail', 'process.pid': 7 });
    expect([event['process.name'], event['process.pid']]).toEqual(['kernel', undefined]);
  });

  it.each([
    ['Nov  1 06:55:46 web1 su(pam_unix)[42]: session opened', 'web1', 'su(pam_unix)', 'session opened'],
    ['Nov  1 06:55:46 2001:db8::1 sshd[1]: hello: there', '2001:db8::1', 'sshd', 'hello: there'],
    ['Nov  1 06:55:46 sshd[1]: no host', undefined, 'sshd', 'no host'],
    ['Nov  1 06:55:46 web1 syslogd 1.4.1: restart.', 'web1', undefined, 'syslogd 1.4.1: restart.'],
    ['Nov  1 06:55:46 web1 app[42]:no blank', 'web1', 'app', 'no blank'],
    ['Nov  1 06:55:46 web1 a:b[42]:no tag', 'web1', undefined, 'a:b[42]:no tag'],
    ['Nov  1 06:55:46 web1 -- MARK --', 'web1', undefined, '-- MARK --'],
    ['<86>Nov  1 06:55:46 web1 sshd: two\nlines', 'web1', 'sshd', 'two\nlines'],
    ['<86>2026-11-01T06:55:46 web1 sshd[1]: no zone', 'web1', 'sshd', 'no zone'],
    ['<86>2026-11-01 06:55:46.000 web1 sshd[1]: a blank', 'web1', 'sshd', 'a blank'],
    ['<86> 2026-11-01T08:55:46+0200 web1 sshd: x', 'web1', 'sshd', 'x'],
    ['2026-11-01T08:55:46.000000+02:00 web1 sshd[1]: full time', 'web1', 'sshd', 'full time'],
    ['2026-11-01 08:55:46.000000+0200  web1 sshd[1]: as macOS prints it', 'web1', 'sshd', 'as macOS prints it'],
    ['1 2026-11-01T06:55:46Z web1 sshd 42 - [x y="z"] stored', 'web1', 'sshd', 'stored'],
    ['Nov 01 2026 06:55:46 asa : %ASA-6-1: x', 'asa', undefined, '%ASA-6-1: x'],
    ['Nov 1 06:55:46 web1 sshd[1]: one digit', 'web1', 'sshd', 'one digit'],
    ['Nov 01 2026 06:55:46 asa %ASA-6-1: x', 'asa', undefined, '%ASA-6-1: x'],
    ['<189>45: *Nov  1 06:55:46.000: %SYS-5-CONFIG_I: x', undefined, undefined, '%SYS-5-CONFIG_I: x'],
    ['<189>45: 000123: *Nov  1 06:55:46: %SYS-5-CONFIG_I: x', undefined, undefined, '%SYS-5-CONFIG_I: x'],
    ['<189>45: router1: 000123: Nov  1 06:55:46: %SYS-5-CONFIG_I: x', 'router1', undefined, '%SYS-5-CONFIG_I: x'],
    ['<189>45: router1: .Nov  1 06:55:46 UTC: %SYS-5-CONFIG_I: x', 'router1', undefined, '%SYS-5-CONFIG_I: x'],
    ['<166>Nov 01 2026 06:55:46: %ASA-6-302013: Built', undefined, undefined, '%ASA-6-302013: Built'],
  ])('reads %j', (line, host, program, text) => {
    const event = normalize(line);
    expect([event['host.name'], event['process.name'], event.message]).toEqual([host, program, text]);
    expect(event['@timestamp']).toBe('2026-11-01T06:55:46.000Z');
  });

  it('reads severity and facility from the priority', () => {
    expect(normalize('<86>Nov  1 06:55:46 web1 sshd: x')).toMatchObject({
      'log.level': 'informational',
      'log.syslog.facility.name': 'authpriv',
    });
  });

  it.each([
    'Not a header',
    '2026-11-01 06:55:46 INFO started',
    '2026-11-01T06:55:46 INFO started',
    '1 2026-11-01 is a day',
    '2026-11-24',
    '2026-02-30T10:00:00Z web1 sshd: x',
    'Nov 99 06:55:46 web1 sshd: x',
    'Feb 30 06:55:46 web1 sshd: x',
    '',
    ' ',
    '<86>',
  ])('leaves %j alone', (message) => {
    expect(normalize(message)).toEqual(lineEvent(message));
  });
});
