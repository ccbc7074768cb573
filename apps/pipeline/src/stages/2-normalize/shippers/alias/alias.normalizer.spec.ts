import { fieldValue, type SecurityEvent } from '@tocsin/event-model';
import { FieldWriter, applyPatch, type NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract, hostileRecord, seededRandom } from '@tocsin/plugin-kit/testing';

import { AliasNormalizer } from './alias.normalizer';

const normalizer = new AliasNormalizer();
const receivedAt = Date.parse('2026-11-24T12:00:00.000Z');
const blank: SecurityEvent = { '@timestamp': '2026-11-24T12:00:00.000Z', message: '' };

const contextOf = (record: object, zone = 'UTC'): NormalizerContext => ({
  source: 'test',
  dialect: 'json',
  zone,
  receivedAt,
  record: record as Record<string, unknown>,
});

function normalize(record: object, zone?: string): SecurityEvent {
  const event = { ...blank };
  applyPatch(event, normalizer.normalize(event, {}, contextOf(record, zone)), new FieldWriter(['*']));
  return event;
}

describe(AliasNormalizer.name, () => {
  it('keeps the tags of the source beside those of the event', () => {
    const event = { ...blank, tags: ['dmz', 'linux'] };
    applyPatch(event, normalizer.normalize(event, {}, contextOf({ tags: ['linux', 'ssh'] })), new FieldWriter(['*']));
    expect(event.tags).toEqual(['dmz', 'linux', 'ssh']);
  });

  describeNormalizerContract({ normalizer, options: {}, event: blank, context: contextOf({ summary: 'hello' }) });

  it.each<[object, Record<string, unknown>]>([
    [{ utctimestamp: '2026-11-24T10:00:00+01:00' }, { '@timestamp': '2026-11-24T09:00:00.000Z' }],
    [{ '@timestamp': 1_795_000_000 }, { '@timestamp': '2026-11-18T11:06:40.000Z' }],
    [{ date: 'Nov 24 10:00:00' }, { '@timestamp': '2026-11-24T10:00:00.000Z' }],
    [{ summary: 'a' }, { message: 'a' }],
    [{ short_message: 'a' }, { message: 'a' }],
    [{ log: 'a' }, { message: 'a' }],
    [{ line: 'a' }, { message: 'a' }],
    [{ message: ['a', 1] }, { message: 'a\n1' }],
    [{ HOSTNAME: 'web1' }, { 'host.name': 'web1' }],
    [{ Computer: 'dc1.example' }, { 'host.name': 'dc1.example' }],
    [{ source: 'cloudtrail' }, { 'event.provider': 'cloudtrail' }],
    [{ facility: 4 }, { 'log.syslog.facility.name': 'auth', 'log.syslog.facility.code': 4 }],
    [{ syslogfacility: 'LOCAL0' }, { 'log.syslog.facility.name': 'local0', 'log.syslog.facility.code': 16 }],
    [{ facility: 'myapp' }, { 'log.syslog.facility.name': 'myapp', 'log.syslog.facility.code': undefined }],
    [{ severity: 'INFO' }, { 'log.level': 'informational', 'event.severity': 6 }],
    [{ level: 3 }, { 'log.level': 'error', 'event.severity': 3 }],
    [{ syslogseverity: '4' }, { 'log.level': 'warning', 'event.severity': 4 }],
    [
      { priority: '<86>' },
      { 'log.level': 'informational', 'event.severity': 6, 'log.syslog.facility.name': 'authpriv' },
    ],
    [{ priority: 34 }, { 'log.level': 'critical', 'log.syslog.facility.code': 4 }],
    [{ processid: '24200' }, { 'process.pid': 24200 }],
    [{ processid: '[24200]' }, { 'process.pid': 24200 }],
    [{ pid: 'sshd[24200]' }, { 'process.pid': 24200, 'process.name': 'sshd' }],
    [{ program: 'sshd[24200]:' }, { 'process.pid': 24200, 'process.name': 'sshd' }],
    [{ pname: 'sshd' }, { 'process.name': 'sshd' }],
    [{ eventsource: '/var/log/auth.log' }, { 'log.file.path': '/var/log/auth.log' }],
    [{ logger: 'root' }, { 'log.logger': 'root' }],
    [{ type: 'nsm' }, { 'event.module': 'nsm' }],
    [{ category: 'Authentication' }, { 'tocsin.category': 'Authentication', 'event.category': ['authentication'] }],
    [{ category: 'denied' }, { 'tocsin.category': 'denied', 'event.type': ['denied'] }],
    [{ category: 'bro' }, { 'tocsin.category': 'bro', 'event.category': undefined }],
    [{ tags: 'one' }, { tags: ['one'] }],
    [{ tags: ['one', 'two'] }, { tags: ['one', 'two'] }],
    [{ sourceipaddress: '2001:db8::1' }, { 'source.ip': '2001:db8::1' }],
    [{ srcip: 'fe80::1%eth0' }, { 'source.ip': 'fe80::1' }],
    [
      { dst: '10.0.0.1', dst_port: '443' },
      { 'destination.ip': '10.0.0.1', 'destination.port': 443 },
    ],
    [{ destinationipaddress: 'db.example' }, { 'destination.domain': 'db.example', 'destination.ip': undefined }],
    [{ srcip: ['192.0.2.1', '192.0.2.2'] }, { 'source.ip': ['192.0.2.1', '192.0.2.2'] }],
    [{ dst: ['a.example', 'b.example'] }, { 'destination.domain': ['a.example', 'b.example'] }],
    [{ 'source.geo.location': [13.4, 52.5] }, { 'source.geo.location': { lat: 52.5, lon: 13.4 } }],
    [{ 'source.geo.location': '52.5, 13.4' }, { 'source.geo.location': { lat: 52.5, lon: 13.4 } }],
    [{ tls: { established: 'True' } }, { 'tls.established': true }],
    [{ timestamp: '1.795521598123e+12' }, { '@timestamp': '2026-11-24T11:59:58.123Z' }],
    [{ username: 'ann' }, { 'user.name': 'ann' }],
    [{ user: { name: 'ann', id: 1000 } }, { 'user.name': 'ann', 'user.id': '1000' }],
    [{ user_agent: 'curl/8' }, { 'user_agent.original': 'curl/8' }],
    [{ uri: '/login?x=1' }, { 'url.original': '/login?x=1' }],
    [{ sourceuri: 'https://a.example' }, { 'http.request.referrer': 'https://a.example' }],
    [{ success: true }, { 'event.outcome': 'success' }],
    [{ status: 'FAILED' }, { 'event.outcome': 'failure' }],
    [{ error: 'disk full' }, { 'error.message': 'disk full' }],
    [{ details: { sourceport: '22', srcip: '10.0.0.9' } }, { 'source.port': 22, 'source.ip': '10.0.0.9' }],
    [{ fields: { username: 'bob' } }, { 'user.name': 'bob' }],
    [{ 'details.sourceport_int': '22' }, { 'source.port': 22 }],
    [{ source: { ip: '10.0.0.1', geo: { country_iso_code: 'DE' } } }, { 'source.geo.country_iso_code': 'DE' }],
    [{ 'Source.IP': '10.0.0.1' }, { 'source.ip': '10.0.0.1' }],
    [{ event: { category: 'process', kind: 'alert' } }, { 'event.category': ['process'], 'event.kind': 'alert' }],
    [{ log: { level: 'WARN', file: { path: '/x' } } }, { 'log.level': 'warning', 'log.file.path': '/x' }],
  ])('maps %j', (record, expected) => {
    const event = normalize(record);
    for (const [field, value] of Object.entries(expected))
      expect({ [field]: event[field] }).toEqual({ [field]: value });
    expect(event['details']).toBeUndefined();
  });

  it('keeps what it has no name for as it came', () => {
    const record = { custom: { a: [1, null] }, 'x.y': true, details: { Deep: { er: 1 } }, 'fields.n_float': '1.5' };
    expect(normalize(record).details).toEqual({ custom: { a: [1, null] }, 'x.y': true, Deep: { er: 1 }, n_float: 1.5 });
  });

  it('keeps the parts of an ECS object it has no name for in their own shape', () => {
    const event = normalize({ host: { name: 'web', os: { codename: 'bookworm' } }, event: { ingested: 'x' } });
    expect(event['host.name']).toBe('web');
    expect(event.details).toEqual({ host: { os: { codename: 'bookworm' } }, event: { ingested: 'x' } });
  });

  it('keeps a word where ECS has a group', () => {
    const words = {
      group: 'staff',
      device: 'sda',
      rule: 'r1',
      service: 'ssh',
      process: 'sshd',
      network: 'dmz',
      email: 'a@b',
    };
    expect(normalize(words)).toEqual({ ...blank, details: words });
  });

  it('keeps what Windows events have each of their own', () => {
    const own = { TargetUserName: 'ann', LogonType: '3' };
    const event = normalize({ winlog: { channel: 'Security', event_id: 4624, event_data: own } });
    expect(event).toMatchObject({ 'winlog.channel': 'Security', 'winlog.event_id': '4624' });
    expect(event.details).toEqual({ winlog: { event_data: own } });
  });

  it('lets the more specific key win and keeps the others', () => {
    const event = normalize({ time: '2026-01-01', message: 'second', summary: 'first', timestamp: '2026-11-24' });
    expect(event).toMatchObject({ '@timestamp': '2026-11-24T00:00:00.000Z', message: 'first' });
    expect(event.details).toEqual({ time: '2026-01-01', message: 'second' });
  });

  it('takes a line for the message only when it is text and nothing else is one', () => {
    expect(normalize({ line: 42 })).toMatchObject({ message: '', details: { line: 42 } });
    expect(normalize({ line: 'a', short_message: 'b', full_message: 'c' })).toMatchObject({
      message: 'b',
      details: { line: 'a', full_message: 'c' },
    });
  });

  it('takes the next key when the best has no usable value', () => {
    const event = normalize({ utctimestamp: 'soon', timestamp: '2026-11-24', sourceipaddress: '', srcip: '10.0.0.1' });
    expect(event).toMatchObject({ '@timestamp': '2026-11-24T00:00:00.000Z', 'source.ip': '10.0.0.1' });
    expect(event.details).toEqual({ utctimestamp: 'soon' });
  });

  it('keeps the time of receipt, the text and a note when a time cannot be read', () => {
    const event = normalize({ timestamp: 'soon' });
    expect(event).toMatchObject({ '@timestamp': blank['@timestamp'], details: { timestamp: 'soon' } });
    expect(event['tocsin.notes']).toEqual(['"timestamp" does not fit @timestamp; kept in details']);
  });

  it("reads naive times in the source's zone", () => {
    expect(normalize({ eventtime: '2026-11-24 10:00:00' }, 'America/New_York')['@timestamp']).toBe(
      '2026-11-24T15:00:00.000Z',
    );
  });

  it('moves a value of the wrong type to where it fits, with a note', () => {
    const event = normalize({ sourceipaddress: 'attacker.example', sourceport: 'http', destinationport: 22.5 });
    expect(event['source.domain']).toBe('attacker.example');
    expect(event.details).toEqual({ sourceport: 'http', destinationport: 22.5 });
    expect(event['tocsin.notes']).toHaveLength(3);
  });

  it('takes the client of a proxy for the source only when nothing else says it', () => {
    const list = '203.0.113.7, 10.0.0.2';
    expect(normalize({ 'X-Forwarded-For': list })).toMatchObject({
      'source.ip': '203.0.113.7',
      details: { 'X-Forwarded-For': list },
    });
    expect(normalize({ 'x-forwarded-for': list, srcip: '10.0.0.2' })).toMatchObject({
      'source.ip': '10.0.0.2',
      'source.nat.ip': '203.0.113.7',
      details: { 'x-forwarded-for': list },
    });
  });

  it('does not give the pid of a header to the program that the record names', () => {
    const event: SecurityEvent = { ...blank, 'process.name': 'relay', 'process.pid': 7 };
    const patch = normalizer.normalize(event, {}, contextOf({ pname: 'sshd' }));
    expect(patch).toMatchObject({ 'process.name': 'sshd', 'process.pid': null });
    expect(normalizer.normalize(event, {}, contextOf({ pname: 'relay' }))).not.toHaveProperty(['process.pid']);
  });

  it('takes of a list what fits, and keeps the list', () => {
    const srcip = ['192.0.2.1', 'a.example'];
    const ip = ['10.0.0.1', 'x y', null];
    expect(normalize({ srcip, host: { ip } })).toMatchObject({
      'source.ip': ['192.0.2.1'],
      'host.ip': ['10.0.0.1'],
      details: { srcip, 'host.ip': ip },
      'tocsin.notes': [expect.any(String), expect.any(String)],
    });
  });

  it('finds the fields of a list of objects, and keeps the list', () => {
    const answers = [
      { name: 'a.example', data: '192.0.2.1', ttl: 60 },
      { name: 'b.example', data: '192.0.2.2', odd: 1 },
    ];
    expect(normalize({ dns: { answers, type: 'answer' } })).toMatchObject({
      'dns.type': 'answer',
      'dns.answers.name': ['a.example', 'b.example'],
      'dns.answers.data': ['192.0.2.1', '192.0.2.2'],
      'dns.answers.ttl': [60],
      details: { dns: { answers } },
    });
  });

  it('keeps details that are no object as their message', () => {
    expect(normalize({ details: 'plain', summary: 's' })).toMatchObject({
      message: 's',
      details: { message: 'plain' },
    });
  });

  it('lets no shipper speak in our name', () => {
    const record = { tocsin: { source: 'root' }, 'tocsin.rules': ['x'], 'event.ingested': '2020-01-01T00:00:00Z' };
    const event = normalize(record);
    expect(event['tocsin.source']).toBeUndefined();
    expect(event['tocsin.rules']).toBeUndefined();
    expect(event.details).toEqual(record);
  });

  it('names a second value of one key with its place', () => {
    const details = normalize({ a: 1, details: { a: 2 }, fields: { a: 3 }, 'details.a': 4 }).details;
    expect(details).toEqual({ a: 1, 'details.a': 2, 'details.a_': 4, 'fields.a': 3 });
  });

  it('takes `__proto__` for a name like any other', () => {
    const event = normalize(JSON.parse('{"__proto__":{"x":1},"details":{"__proto__":2}}') as object);
    expect(Object.getPrototypeOf(event.details)).toBe(Object.prototype);
    expect(JSON.parse(JSON.stringify(event.details))).toHaveProperty(['details.__proto__'], 2);
    expect(Object.keys(event.details ?? {})).toContain('__proto__');
  });

  it('gives the same event whatever the order of the keys', () => {
    const random = seededRandom(7);
    for (let n = 0; n < 500; n += 1) {
      const entries = Object.entries(hostileRecord(random));
      const forwards = normalize(Object.fromEntries(entries));
      const backwards = normalize(Object.fromEntries([...entries].reverse()));
      expect(sorted(backwards)).toEqual(sorted(forwards));
    }
  });

  it('finds details by their dotted path', () => {
    expect(fieldValue(normalize({ a: { b: 1 } }), 'details.a.b')).toBe(1);
  });
});

/** The order of notes is the order of the document; everything else is not. */
function sorted(event: SecurityEvent): unknown {
  const notes = (event['tocsin.notes'] as string[] | undefined) ?? [];
  return JSON.parse(JSON.stringify({ ...event, 'tocsin.notes': [...notes].sort() }));
}
