import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { SuricataNormalizer } from './suricata.normalizer';

const normalizer = new SuricataNormalizer();
const TRAFFIC = {
  timestamp: '2026-11-24T10:00:00.546736+0000',
  flow_id: 1_484_802_709_084_080,
  in_iface: 'eth1',
  src_ip: '192.0.2.7',
  src_port: 44741,
  dest_ip: '198.51.100.4',
  dest_port: 80,
  proto: 'TCP',
};
const ALERT = {
  ...TRAFFIC,
  event_type: 'alert',
  vlan: 75,
  proto: '017',
  app_proto: 'http',
  alert: { action: 'blocked', signature_id: 25_003, rev: 1, signature: 'A bad thing', category: 'Misc', severity: 1 },
  flow: {
    pkts_toserver: 2,
    pkts_toclient: 1,
    bytes_toserver: 150,
    bytes_toclient: 50,
    start: '2026-11-24T09:59:00+0000',
  },
  http: { hostname: 'shop.example', url: '/a?b', http_method: 'GET', status: 404, protocol: 'HTTP/1.1', length: 12 },
};

function contextOf(record: object): NormalizerContext {
  return { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: record as NormalizerContext['record'] };
}

function normalize(record: object, event: Partial<SecurityEvent> = {}): EventPatch {
  const context = contextOf(record);
  expect(normalizer.claims(anEvent(event), context)).toBe(true);
  return normalizer.normalize(anEvent(event), {}, context);
}

describe(SuricataNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context: contextOf(ALERT) });

  it('reads an alert with the request it was raised on', () => {
    expect(normalize(ALERT)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.546Z',
      message: '192.0.2.7:44741 -> 198.51.100.4:80',
      'event.kind': 'alert',
      'event.category': ['network', 'intrusion_detection'],
      'event.type': ['info', 'denied'],
      'event.action': 'blocked',
      'event.dataset': 'suricata.alert',
      'event.severity': 2,
      'event.start': '2026-11-24T09:59:00.000Z',
      'log.level': 'critical',
      'network.transport': 'udp',
      'network.protocol': 'http',
      'network.vlan.id': '75',
      'network.bytes': 200,
      'observer.ingress.interface.name': 'eth1',
      'rule.id': '25003',
      'rule.name': 'A bad thing',
      'source.ip': '192.0.2.7',
      'source.port': 44741,
      'source.bytes': 150,
      'destination.ip': '198.51.100.4',
      'url.domain': 'shop.example',
      'url.path': '/a',
      'http.version': '1.1',
      'http.response.status_code': 404,
      details: ALERT,
    });
  });

  it('reads the same from the wrapper of MozDef, and its tags and category', () => {
    const wrapper = {
      customendpoint: '',
      category: 'suricata',
      SOURCE: 'eve-log',
      event_type: 'alert',
      tags: ['edge'],
    };
    const bare = normalize(ALERT);
    expect(normalize({ ...wrapper, MESSAGE: JSON.stringify(ALERT) })).toMatchObject({
      ...bare,
      'event.provider': 'eve-log',
      'tocsin.category': 'suricata',
      tags: ['edge'],
      details: { ...ALERT, customendpoint: '', event_type: 'alert' },
    });
  });

  it('notes what is of the wrong type, in the record and in its parts', () => {
    const damaged = { ...ALERT, dest_port: 'http', http: { ...ALERT.http, length: 'long' } };
    expect(normalize(damaged)).toMatchObject({
      'tocsin.notes': [
        '"dest_port" does not fit destination.port; kept in details',
        '"length" does not fit http.response.body.bytes; kept in details',
      ],
      details: damaged,
    });
  });

  it('tells ports that came as text', () => {
    expect(normalize({ ...ALERT, src_port: '44741' }).message).toBe('192.0.2.7:44741 -> 198.51.100.4:80');
  });

  it('reads the ends by the names that MozDef gave them', () => {
    const details = { sourceipaddress: '192.0.2.7', destinationipaddress: '198.51.100.4', destinationport: 80 };
    const record = { category: 'suricata', customendpoint: '', source: 'eve-log', event_type: 'alert', details };
    expect(normalize({ ...record, summary: 's' })).toMatchObject({
      message: 's',
      'event.dataset': 'suricata.alert',
      'source.ip': '192.0.2.7',
      'destination.ip': '198.51.100.4',
      'destination.port': 80,
    });
  });

  it('leaves the severity that a line around an event had, but for alerts', () => {
    const told = { 'log.level': 'notice', 'event.severity': 5 };
    expect(normalize({ ...TRAFFIC, event_type: 'flow' }, told)).not.toHaveProperty(['log.level']);
    expect(normalize({ ...TRAFFIC, event_type: 'flow' })['log.level']).toBe('informational');
    expect(normalize(ALERT, told)['log.level']).toBe('critical');
  });

  it('reads an alert that MozDef stored', () => {
    const { alert, ...traffic } = ALERT;
    const details = { ...traffic, suricata_alert: alert };
    expect(normalize({ category: 'suricata', source: 'eve-log', event_type: 'alert', details })).toMatchObject({
      'event.dataset': 'suricata.alert',
      'event.action': 'blocked',
      'rule.name': 'A bad thing',
      details,
    });
    const other = contextOf({ category: 'suricata', source: 'eve-log', details: { alert } });
    expect(normalizer.claims(anEvent(), other)).toBe(false);
  });

  it.each<[string, object, EventPatch]>([
    [
      'dns',
      {
        dns: {
          type: 'answer',
          id: 7,
          rrname: 'shop.example',
          rrtype: 'A',
          rcode: 'NOERROR',
          grouped: { A: ['192.0.2.9'] },
        },
      },
      {
        'dns.question.name': 'shop.example',
        'dns.id': '7',
        'dns.resolved_ip': ['192.0.2.9'],
        message: 'dns shop.example 192.0.2.7:44741 -> 198.51.100.4:80',
      },
    ],
    ['dns', { dns: { queries: [{ rrname: 'a.example', rrtype: 'TXT' }] } }, { 'dns.question.type': 'TXT' }],
    [
      'tls',
      {
        tls: {
          sni: 'shop.example',
          version: 'TLS 1.3',
          fingerprint: '00:AB',
          notafter: '2027-01-01T00:00:00',
          ja3: { hash: 'x' },
        },
      },
      {
        'tls.client.server_name': 'shop.example',
        'tls.version': '1.3',
        'tls.server.hash.sha1': '00ab',
        'tls.server.not_after': '2027-01-01T00:00:00.000Z',
        'tls.client.ja3': 'x',
      },
    ],
    [
      'flow',
      { flow: { age: 60, reason: 'timeout' } },
      { 'event.duration': 60e9, 'event.reason': 'timeout', 'event.type': ['connection', 'end'] },
    ],
    [
      'fileinfo',
      { fileinfo: { filename: '/a.exe', size: 9, sha256: 'ab' } },
      { 'file.name': '/a.exe', 'file.size': 9, 'file.hash.sha256': 'ab' },
    ],
    ['ssh', { ssh: { client: { software_version: 'OpenSSH_9' } } }, { 'user_agent.original': 'OpenSSH_9' }],
    [
      'smb',
      { smb: { command: 'SMB2_COMMAND_CREATE', filename: 'a.txt', ntlmssp: { user: 'ann' } } },
      { 'event.action': 'SMB2_COMMAND_CREATE', 'file.path': 'a.txt', 'user.name': 'ann' },
    ],
    ['anomaly', { anomaly: { type: 'decode', event: 'decoder.x' } }, { 'rule.name': 'decoder.x' }],
    [
      'http',
      { http: { http_method: 'CONNECT', url: 'shop.example:443', hostname: 'shop.example' } },
      { 'url.original': 'shop.example:443', 'url.domain': 'shop.example' },
    ],
    ['drop', { drop: {} }, { 'event.type': ['connection', 'denied'] }],
    ['mqtt', {}, { 'event.dataset': 'suricata.mqtt', 'event.type': ['protocol'] }],
  ])('reads an event of type %s', (type, part, expected) => {
    expect(normalize({ ...TRAFFIC, event_type: type, ...part })).toMatchObject(expected);
  });

  it('takes statistics for a metric', () => {
    expect(normalize({ timestamp: '2026-11-24T10:00:00Z', event_type: 'stats', stats: { uptime: 7 } })).toMatchObject({
      'event.kind': 'metric',
      message: 'Suricata stats',
    });
  });

  it('keeps a text that is no JSON', () => {
    const wrapper = { customendpoint: '', category: 'suricata', MESSAGE: 'out of memory' };
    expect(normalize(wrapper)).toMatchObject({ message: 'out of memory', 'event.dataset': 'suricata.unknown' });
  });

  it.each([
    { key1: 'suricata' },
    { category: 'suricata', SOURCE: 'eve-log', event_type: 'alert' },
    { event_type: 'alert', timestamp: '2026-11-24T10:00:00Z' },
    { event_type: 'Sign In', timestamp: '2026-11-24T10:00:00Z', src_ip: '192.0.2.7' },
    { ...TRAFFIC },
  ])('leaves %j to others', (record) => {
    expect(normalizer.claims(anEvent(), contextOf(record))).toBe(false);
  });
});
