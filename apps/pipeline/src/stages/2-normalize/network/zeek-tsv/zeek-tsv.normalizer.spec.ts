import type { SecurityEvent } from '@tocsin/event-model';
import { drop, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ZeekTsvNormalizer } from './zeek-tsv.normalizer';

const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const ID = ['1764000000.163000', 'CYxwva4RBFtKpxWLba', '192.0.2.7', '51000', '198.51.100.4', '443'];
const CONN = [
  ...ID,
  ...['tcp', 'ssl', '0.5', '70', '30', 'SF', 'T', 'F', '0', 'ShADadfF', '7', '200', '6', '100', '(empty)'],
].join('\t');

function reader(): (message: string, event?: Partial<SecurityEvent>) => unknown {
  const normalizer = new ZeekTsvNormalizer();
  return (message, event = {}) => {
    const whole = anEvent({ message, ...event });
    return normalizer.claims(whole) ? normalizer.normalize(whole, {}, context) : 'not claimed';
  };
}

describe(ZeekTsvNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new ZeekTsvNormalizer(),
    options: {},
    event: anEvent({ message: CONN }),
    context,
  });

  it('reads a connection without a header, from nothing but its form', () => {
    expect(reader()(CONN)).toMatchObject({
      '@timestamp': '2025-11-24T16:00:00.163Z',
      message: '192.0.2.7:51000 -> 198.51.100.4:443 ShADadfF 200 bytes / 100 bytes',
      'event.dataset': 'zeek.conn',
      'network.direction': 'outbound',
      'source.bytes': 200,
      details: { 'id.orig_h': '192.0.2.7', local_orig: true, tunnel_parents: [] },
    });
  });

  it('keeps what the event had beside the row, and its severity', () => {
    const event = { details: { uid: 'mine', a: 1 }, 'log.level': 'notice', 'event.severity': 5 };
    const patch = reader()(CONN, event);
    expect(patch).toMatchObject({ details: { uid: 'CYxwva4RBFtKpxWLba', uid_: 'mine', a: 1 } });
    expect(patch).not.toHaveProperty(['log.level']);
  });

  it.each<[string, Partial<SecurityEvent>]>([
    ['the folder', { 'log.file.path': '/opt/zeek/spool/manager/dns.log' }],
    ['a rotated file', { 'log.file.path': '/nsm/bro/logs/2026-11-24/dns.10:00:00-11:00:00.log' }],
    ['the program', { 'process.name': 'bro_dns' }],
    ['the provider', { 'event.provider': 'zeek_dns' }],
  ])('knows the log by %s and reads its default columns', (_, event) => {
    const row = [...ID, 'udp', '7', '0.001', 'shop.example', '1', 'C_INTERNET', '1', 'A', '0', 'NOERROR', 'F'].join(
      '\t',
    );
    expect(reader()(row, event)).toMatchObject({
      'event.dataset': 'zeek.dns',
      'dns.question.name': 'shop.example',
      'dns.response_code': 'NOERROR',
      'event.outcome': 'success',
    });
  });

  it('takes the columns of the header of its file, which is no event itself', () => {
    const read = reader();
    const file = { 'log.file.path': '/var/log/a/today.log' };
    const header = drop('zeek_header');
    expect(read('#separator \\x09', file)).toEqual(header);
    expect(read('#path\thttp', file)).toEqual(header);
    expect(read('#fields\tts\tid.orig_h\tmethod\tstatus_code', file)).toEqual(header);
    const row = '1764000000.163000\t192.0.2.7\tPUT\t403';
    expect(read(row, file)).toMatchObject({
      'event.dataset': 'zeek.http',
      'http.request.method': 'PUT',
      'http.response.status_code': 403,
    });
    expect(read(row, { 'log.file.path': '/var/log/b/x.log' })).toEqual({});
    read('#close\t2026-11-24-11-00-00', file);
    expect(read(row, file)).not.toMatchObject({ 'http.request.method': 'PUT' });
  });

  it('does not read a row by the header of another log of the same sender', () => {
    const read = reader();
    read('#path\thttp');
    read('#fields\tts\tmethod');
    const row = '1764000000.163000\t192.0.2.7';
    expect(read(row, { 'process.name': 'bro_known_hosts' })).toMatchObject({
      'event.dataset': 'zeek.known_hosts',
      'host.ip': '192.0.2.7',
    });
  });

  it('leaves what the event had in details', () => {
    expect(reader()(CONN, { details: { offset: 7 } })).toMatchObject({ details: { offset: 7, proto: 'tcp' } });
  });

  it('undoes the escapes of a field', () => {
    const row = [...ID, 'udp', '7', '-', 'a\\x09b.example'].join('\t');
    expect(reader()(row, { 'process.name': 'zeek_dns' })).toMatchObject({ 'dns.question.name': 'a\tb.example' });
  });

  it.each(['1764000000.163000\tno connection', '12 drummers\tdrumming', '1764000000.163000\tx\ty\tz'])(
    'says nothing of %j',
    (message) => {
      expect(reader()(message)).toEqual({});
    },
  );

  it.each(['# a comment', '#hashtag\tx', 'text\twith tabs'])('leaves %j to others', (message) => {
    expect(reader()(message)).toBe('not claimed');
  });
});
