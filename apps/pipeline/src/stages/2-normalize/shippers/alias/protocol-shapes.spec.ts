import type { SecurityEvent } from '@tocsin/event-model';
import { FieldWriter, applyPatch } from '@tocsin/plugin-kit';

import { parseLine } from '../../../1-parse/parse-line';
import { AliasNormalizer } from './alias.normalizer';

const NO_TIME = '"time" does not fit @timestamp; kept in details';

/** What an event becomes of a line as the front door makes it of a protocol's own words. */
function eventOf(dialect: string, line: string): SecurityEvent {
  const parsed = parseLine(Buffer.from(line), 32);
  if ('code' in parsed) throw new Error(parsed.reason);
  const receivedAt = Date.parse('2026-11-24T12:00:00.000Z');
  const event: SecurityEvent = { '@timestamp': new Date(receivedAt).toISOString(), message: '' };
  const context = { source: 'test', dialect, zone: 'UTC', receivedAt, record: parsed.record };
  applyPatch(event, new AliasNormalizer().normalize(event, {}, context), new FieldWriter(['*']));
  return event;
}

describe('What becomes of the words of each protocol', () => {
  it.each<[string, string, string, object]>([
    [
      'a text from Splunk HEC',
      'splunk_hec',
      '{"message":"hi","time":1426279439.123,"host":"web-1","source":"/var/log/a","sourcetype":"st","index":"main",' +
        '"fields":{"n":9007199254740993},"fields.message":"m"}',
      {
        '@timestamp': '2015-03-13T20:43:59.123Z',
        message: 'hi',
        'host.name': 'web-1',
        'event.provider': '/var/log/a',
        details: { sourcetype: 'st', index: 'main', n: '9007199254740993', message: 'm' },
      },
    ],
    [
      'an object from Splunk HEC, as Docker sends it',
      'splunk_hec',
      '{"details":{"line":"hi","source":"stdout","tag":"4f","time":"x","user":{"name":"ann"}},"time":"1426279439.5","host":"web-1"}',
      {
        '@timestamp': '2015-03-13T20:43:59.500Z',
        message: 'hi',
        'host.name': 'web-1',
        'event.provider': 'stdout',
        'user.name': 'ann',
        details: { tag: '4f', time: 'x' },
        'tocsin.notes': [NO_TIME],
      },
    ],
    [
      'a message in GELF',
      'gelf',
      '{"version":"1.1","host":"web-1","short_message":"hi","full_message":"hi there","timestamp":1385053862.307,"level":3,"_x":"y"}',
      {
        '@timestamp': '2013-11-21T17:11:02.307Z',
        message: 'hi',
        'host.name': 'web-1',
        'log.level': 'error',
        'event.severity': 3,
        details: { version: '1.1', full_message: 'hi there', _x: 'y' },
      },
    ],
    [
      'a log record in OTLP',
      'otlp',
      '{"service.name":"shop","host.name":"web-1","@timestamp":"2023-11-14T22:13:20.123456789Z","message":"hi",' +
        '"log.level":"error","trace.id":"5b","severity_number":17,"attributes":{"message":"m","time":1},"resource":{"host.arch":"arm64"}}',
      {
        '@timestamp': '2023-11-14T22:13:20.123Z',
        message: 'hi',
        'host.name': 'web-1',
        'service.name': 'shop',
        'trace.id': '5b',
        'log.level': 'error',
        'event.severity': 3,
        details: { severity_number: 17, attributes: { message: 'm', time: 1 }, resource: { 'host.arch': 'arm64' } },
      },
    ],
    [
      'a line from Loki',
      'loki',
      '{"utctimestamp":"2023-11-14T22:13:20.123456789Z","summary":"hi","log.file.path":"/var/log/a",' +
        '"fields":{"job":"varlogs","host":"web-1","message":"m","time":"t"},"details":{"trace":"t-1","job":"other"}}',
      {
        '@timestamp': '2023-11-14T22:13:20.123Z',
        message: 'hi',
        'host.name': 'web-1',
        'log.file.path': '/var/log/a',
        details: { job: 'other', 'fields.job': 'varlogs', message: 'm', time: 't', trace: 't-1' },
        'tocsin.notes': [NO_TIME],
      },
    ],
  ])('understands %s and keeps the rest', (_, dialect, line, expected) => {
    expect(eventOf(dialect, line)).toEqual(expected);
  });
});
