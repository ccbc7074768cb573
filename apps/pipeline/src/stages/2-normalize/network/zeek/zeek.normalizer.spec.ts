import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { ZeekNormalizer } from './zeek.normalizer';

const normalizer = new ZeekNormalizer();
const ID = { 'id.orig_h': '192.0.2.7', 'id.orig_p': 51000, 'id.resp_h': '198.51.100.4', 'id.resp_p': 443 };
const START = { ts: 1_764_000_000.163, uid: 'CYxwva4RBFtKpxWLba', ...ID };
const CONN = {
  ...START,
  proto: 'tcp',
  service: 'http',
  duration: 0.5,
  orig_bytes: 70,
  conn_state: 'SF',
  local_orig: true,
  local_resp: false,
  history: 'ShADadfF',
  orig_pkts: 7,
  orig_ip_bytes: 200,
  resp_pkts: 6,
  resp_ip_bytes: 100,
};

function contextOf(record: object): NormalizerContext {
  return { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: record as NormalizerContext['record'] };
}

function normalize(record: object, event: Partial<SecurityEvent> = {}): EventPatch {
  const whole = anEvent(event);
  const context = contextOf(record);
  expect(normalizer.claims(whole, context)).toBe(true);
  return normalizer.normalize(whole, {}, context);
}

const wrapped = (log: string, record: object) => ({
  category: 'bro',
  customendpoint: 'bro',
  SOURCE: `bro_${log}`,
  HOST_FROM: 'sensor.example',
  tags: ['edge'],
  MESSAGE: JSON.stringify(record),
});

describe(ZeekNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context: contextOf(CONN) });

  it('reads a connection', () => {
    expect(normalize(CONN)).toMatchObject({
      '@timestamp': '2025-11-24T16:00:00.163Z',
      message: '192.0.2.7:51000 -> 198.51.100.4:443 ShADadfF 200 bytes / 100 bytes',
      'event.category': ['network'],
      'event.type': ['connection', 'end'],
      'event.dataset': 'zeek.conn',
      'event.duration': 500_000_000,
      'event.outcome': 'success',
      'network.bytes': 300,
      'network.packets': 13,
      'network.direction': 'outbound',
      'network.protocol': 'http',
      'network.transport': 'tcp',
      'source.ip': '192.0.2.7',
      'source.address': '192.0.2.7',
      'source.port': 51000,
      'source.bytes': 200,
      'source.packets': 7,
      'destination.ip': '198.51.100.4',
      'destination.bytes': 100,
      details: CONN,
    });
  });

  it('reads the same from underscores, from the wrapper and from what MozDef made of it', () => {
    const underscored = Object.fromEntries(Object.entries(CONN).map(([key, value]) => [key.replace('.', '_'), value]));
    const mozdef = {
      category: 'bro',
      customendpoint: 'bro',
      source: 'conn',
      details: { ...CONN, sourceipaddress: CONN['id.orig_h'] },
    };
    const strip = ({ details: _details, ...patch }: EventPatch) => patch;
    const bare = strip(normalize(CONN));
    expect(strip(normalize(underscored))).toEqual(bare);
    expect(strip(normalize(wrapped('conn', CONN)))).toMatchObject(bare);
    expect(strip(normalize(mozdef))).toMatchObject(bare);
  });

  it('takes host, tags and category from the wrapper and keeps what else is in it', () => {
    expect(normalize({ ...wrapped('conn', CONN), PRIORITY: 'notice' }, { tags: ['dmz'] })).toMatchObject({
      'event.provider': 'conn',
      'host.name': 'sensor.example',
      tags: ['dmz', 'edge'],
      'tocsin.category': 'bro',
      'log.level': 'informational',
      details: { ...CONN, customendpoint: 'bro', PRIORITY: 'notice', HOST_FROM: 'sensor.example' },
    });
  });

  it('believes what a forwarded event says of itself over what the record would say', () => {
    const details = { note: 'Scan::Port', sourceipaddress: '192.0.2.7', indicators: ['192.0.2.7'] };
    const words = { summary: 's', severity: 'NOTICE', utctimestamp: '2026-11-24T10:00:00+00:00', processname: 'nsm' };
    const endpoint = { customendpoint: 'bro' };
    expect(normalize({ category: 'bro', source: 'notice', ...words, details })).toMatchObject({
      'rule.name': 'Scan::Port',
    });
    expect(normalize({ category: 'bro', ...endpoint, source: 'notice', ...words, details })).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      message: 's',
      'event.dataset': 'zeek.notice',
      'log.level': 'notice',
      'process.name': 'nsm',
      'rule.name': 'Scan::Port',
      'source.ip': '192.0.2.7',
      details,
    });
  });

  it('takes the client of a proxy for the source when the log has no other', () => {
    const request = { ts: START.ts, cluster_client_ip: '203.0.113.9, 10.0.0.1' };
    const patch = normalize(wrapped('http', request));
    expect([patch['source.ip'], patch['source.nat.ip']]).toEqual(['203.0.113.9', undefined]);
  });

  it('moves what is of the wrong type to where it fits, and notes it', () => {
    const damaged = { ...CONN, 'id.orig_h': 'host.example', 'id.resp_p': 'http', orig_bytes: {}, orig_ip_bytes: null };
    expect(normalize(damaged)).toMatchObject({
      'source.domain': 'host.example',
      'source.address': 'host.example',
      'tocsin.notes': [
        '"orig_bytes" does not fit source.bytes; kept in details',
        '"id.orig_h" does not fit source.ip; kept in source.domain',
        '"id.resp_p" does not fit destination.port; kept in details',
      ],
      details: damaged,
    });
    expect(normalize(CONN)['tocsin.notes']).toBeUndefined();
  });

  it('names a host that a notice calls by its name', () => {
    expect(normalize(wrapped('notice', { ...START, dst: 'shop.example', p: 'http' }))).toMatchObject({
      'destination.domain': 'shop.example',
      'tocsin.notes': [
        '"dst" does not fit destination.ip; kept in destination.domain',
        '"p" does not fit destination.port; kept in details',
      ],
    });
  });

  it.each([
    ['/opt/zeek/logs/conn.log', 'conn'],
    ['Sensor 7', 'Sensor 7'],
  ])('keeps the source %s, which is more than the name of a log', (SOURCE, provider) => {
    const patch = normalize({ ...wrapped('conn', CONN), SOURCE });
    expect(patch).toMatchObject({ 'event.provider': provider, details: { SOURCE } });
    const other = { SOURCE: ['a', 7], source: SOURCE };
    expect(normalize({ ...wrapped('conn', CONN), ...other })).toMatchObject({ details: other });
  });

  it('leaves the severity that a line around the record had', () => {
    expect(normalize(CONN, { 'log.level': 'notice', 'event.severity': 5 })).not.toHaveProperty(['log.level']);
  });

  it('leaves the provider that a line around the record named', () => {
    expect(normalize(CONN, { 'event.provider': 'edge-sensor' })['event.provider']).toBe('edge-sensor');
    expect(normalize(CONN)['event.provider']).toBe('conn');
  });

  it('calls a device by the name it gave itself', () => {
    const device = { ts: 1.764e9, mac: '00:00:5e:00:53:01', dhcp_host_name: 'laptop' };
    expect(normalize({ ...wrapped('known_devices', device), HOST_FROM: '' })).toMatchObject({
      'host.name': 'laptop',
      'host.mac': '00-00-5E-00-53-01',
    });
  });

  it.each<[string, object, string]>([
    [
      'files',
      { ts: 1.764e9, rx_hosts: ['192.0.2.7'], tx_hosts: ['198.51.100.4'], total_bytes: 9 },
      '192.0.2.7 downloaded (MD5) None MIME unknown (9 bytes) from 198.51.100.4 via None',
    ],
    ['dns', { ...START, qtype_name: 'PTR' }, 'DNS PTR type query 192.0.2.7 -> 198.51.100.4:443'],
    ['dns', START, 'DNS unknown type query 192.0.2.7 -> 198.51.100.4:443'],
    ['http', { ...START, method: 'GET' }, 'HTTP GET 192.0.2.7 -> 198.51.100.4:443'],
    ['ssl', START, 'SSL: 192.0.2.7 -> 198.51.100.4:443'],
    ['dhcp', { assigned_addr: '192.0.2.9', mac: '00:00:5e:00:53:01' }, '192.0.2.9 assigned to 00:00:5e:00:53:01'],
    ['dhcp', {}, '0.0.0.0 assigned to 00:00:00:00:00:00'],
    ['ftp', START, 'FTP: 192.0.2.7 -> 198.51.100.4:443'],
    ['pe', { os: 'Windows XP', subsystem: 'WINDOWS_GUI' }, 'PE file: Windows XP WINDOWS_GUI'],
    ['smtp', START, 'SMTP: 192.0.2.7 -> 198.51.100.4:443'],
    ['ssh', { ...START, auth_success: true }, 'SSH: 192.0.2.7 -> 198.51.100.4:443 success True'],
    ['ssh', { ...START, auth_success: 'false' }, 'SSH: 192.0.2.7 -> 198.51.100.4:443 success false'],
    ['ssh', START, 'SSH: 192.0.2.7 -> 198.51.100.4:443'],
    [
      'tunnel',
      { ...START, tunnel_type: 'Tunnel::HTTP', action: 'Tunnel::DISCOVER' },
      '192.0.2.7 -> 198.51.100.4:443 Tunnel::HTTP Tunnel::DISCOVER',
    ],
    [
      'intel',
      { ...START, 'seen.indicator_type': 'Intel::ADDR', seenwhere: 'Conn::IN_ORIG' },
      'Bro intel match of Intel::ADDR in Conn::IN_ORIG',
    ],
    ['known_certs', { host: '192.0.2.7', port_num: 8443 }, 'Certificate X509 seen from: 192.0.2.7:8443'],
    ['known_devices', { mac: '00:00:5e:00:53:01' }, 'New host: 00:00:5e:00:53:01'],
    ['known_hosts', { host: '192.0.2.7' }, 'New host: 192.0.2.7'],
    [
      'known_modbus',
      { host: '192.0.2.7', device_type: 'MODBUS_SLAVE' },
      'New Modbus device: MODBUS_SLAVE on host 192.0.2.7',
    ],
    [
      'known_services',
      { host: '192.0.2.7', port_num: 22, port_proto: 'tcp', service: ['SSH'] },
      'New service: SSH on host 192.0.2.7:22 / tcp',
    ],
    ['known_services', { service: [] }, 'New service: Unknown on host unknown:0 / '],
    [
      'notice',
      { note: 'Scan::Port', src: '192.0.2.7', p: 22 },
      'Scan::Port source 192.0.2.7 destination unknown port 22',
    ],
    ['rdp', START, 'RDP: 192.0.2.7 -> 198.51.100.4:443'],
    [
      'sip',
      { ...START, method: 'REGISTER', status_msg: 'Trying' },
      'SIP: 192.0.2.7 -> 198.51.100.4:443 method REGISTER status Trying',
    ],
    ['software', { host: '192.0.2.7', software_type: 'SSH::SERVER' }, 'Found SSH::SERVER software on 192.0.2.7'],
    ['socks', { ...START, version: 5, status: 'succeeded' }, 'SOCKSv5: 192.0.2.7 -> 198.51.100.4:443 status succeeded'],
    ['dce_rpc', START, 'DCERPC: 192.0.2.7 -> 198.51.100.4:443'],
    ['kerberos', { ...START, request_type: 'AS' }, '192.0.2.7 -> 198.51.100.4:443 request AS success unknown'],
    [
      'ntlm',
      { ...START, success: 'true', status: 'SUCCESS' },
      'NTLM: 192.0.2.7 -> 198.51.100.4:443 success true status SUCCESS',
    ],
    ['smb_files', { ...START, action: 'SMB::FILE_OPEN' }, 'SMB file: 192.0.2.7 -> 198.51.100.4:443 SMB::FILE_OPEN'],
    ['smb_mapping', { ...START, share_type: 'DISK' }, 'SMB mapping: 192.0.2.7 -> 198.51.100.4:443 DISK'],
    [
      'snmp',
      { ...START, version: '2c', get_requests: 9, get_bulk_requests: 1, get_responses: 12 },
      'SNMPv2c: 192.0.2.7 -> 198.51.100.4:443 (10 get / 0 set requests 12 get responses)',
    ],
    ['x509', { 'certificate.serial': '01' }, 'X509 certificate seen'],
    ['weird', { ...START, name: 'bad_TCP_checksum' }, 'Weird bad_TCP_checksum: 192.0.2.7 -> 198.51.100.4:443'],
    ['radius', START, 'Zeek: 192.0.2.7 -> 198.51.100.4:443'],
    ['stats', { mem: 7 }, 'Zeek stats'],
  ])('tells people of a record of %s', (log, record, summary) => {
    expect(normalize(wrapped(log, record)).message).toBe(summary);
  });

  it.each<[string, object, EventPatch]>([
    [
      'dns',
      {
        query: 'shop.example',
        qclass_name: 'C_INTERNET',
        trans_id: 7,
        rcode_name: 'NXDOMAIN',
        RD: 'true',
        answers: ['192.0.2.9', 'a.example'],
      },
      {
        'dns.question.name': 'shop.example',
        'dns.id': '7',
        'event.outcome': 'failure',
        'dns.header_flags': ['RD'],
        'dns.resolved_ip': ['192.0.2.9'],
      },
    ],
    [
      'http',
      {
        method: 'GET',
        host: 'shop.example',
        uri: '/a?b',
        status_code: 404,
        user_agent: 'probe',
        cluster_client_ip: '203.0.113.9',
      },
      {
        'url.domain': 'shop.example',
        'url.path': '/a',
        'http.response.status_code': 404,
        'event.outcome': 'failure',
        'source.nat.ip': '203.0.113.9',
      },
    ],
    [
      'ssl',
      { version: 'TLSv12', server_name: 'shop.example', established: 'true', cipher: 'X' },
      {
        'tls.version': '1.2',
        'tls.version_protocol': 'tls',
        'tls.client.server_name': 'shop.example',
        'tls.established': true,
      },
    ],
    [
      'files',
      {
        rx_hosts: ['2001:db8::7'],
        tx_hosts: ['198.51.100.4'],
        md5: 'd41d8cd98f00b204e9800998ecf8427e',
        filename: 'a.exe',
      },
      {
        'source.ip': '2001:db8::7',
        'destination.ip': '198.51.100.4',
        'file.hash.md5': 'd41d8cd98f00b204e9800998ecf8427e',
        'file.name': 'a.exe',
      },
    ],
    ['ssh', { auth_success: false }, { 'event.outcome': 'failure', 'event.category': ['network', 'authentication'] }],
    [
      'ntlm',
      { username: 'ann', domainname: 'EXAMPLE', success: true },
      { 'user.name': 'ann', 'user.domain': 'EXAMPLE', 'event.outcome': 'success' },
    ],
    [
      'kerberos',
      { client: 'ann/EXAMPLE.COM', success: 'false', error_msg: 'expired' },
      { 'user.name': 'ann', 'user.domain': 'EXAMPLE.COM', 'event.outcome': 'failure', 'event.reason': 'expired' },
    ],
    [
      'notice',
      { note: 'Scan::Port', src: '2001:db8::9', dst: '192.0.2.8' },
      { 'event.kind': 'alert', 'rule.name': 'Scan::Port', 'source.ip': '2001:db8::9', 'destination.ip': '192.0.2.8' },
    ],
    [
      'notice',
      { p: 3283, proto: 'tcp', sub: 'Indicator: 192.0.2.1, Indicator: 2001:db8::1, Indicator: none' },
      { 'destination.port': 3283, 'network.transport': 'tcp', 'related.ip': ['192.0.2.1', '2001:db8::1'] },
    ],
    [
      'intel',
      { 'seen.indicator': 'evil.example', sources: ['feed'] },
      { 'event.kind': 'alert', 'threat.indicator.name': 'evil.example', 'threat.feed.name': ['feed'] },
    ],
    [
      'x509',
      { 'certificate.not_valid_after': 1.764e9, 'certificate.serial': '01AF' },
      { 'tls.server.not_after': '2025-11-24T16:00:00.000Z', 'tls.server.x509.serial_number': '01AF' },
    ],
    ['x509', { certificate_serial: '01AF' }, { 'tls.server.x509.serial_number': '01AF' }],
    [
      'smb_files',
      { 'times.modified': 1.764e9, size: 4096 },
      { 'file.mtime': '2025-11-24T16:00:00.000Z', 'file.size': 4096 },
    ],
    [
      'dhcp',
      { client_addr: '192.0.2.7', server_addr: '192.0.2.1' },
      { 'source.ip': '192.0.2.7', 'destination.ip': '192.0.2.1' },
    ],
    [
      'smtp',
      { from: 'ann@example.com', rcptto: ['bob@example.com'], subject: 'x' },
      { 'email.from.address': 'ann@example.com', 'email.to.address': ['bob@example.com'], 'email.subject': 'x' },
    ],
  ])('reads a record of %s', (log, record, expected) => {
    expect(normalize(wrapped(log, { ...START, ...record }))).toMatchObject(expected);
  });

  it.each<[object, Partial<SecurityEvent>, string]>([
    [{ ...START, _path: 'http' }, {}, 'zeek.http'],
    [
      { ts: 1.764e9, host: '192.0.2.7' },
      { 'log.file.path': '/opt/zeek/logs/current/known_hosts.log' },
      'zeek.known_hosts',
    ],
    [{ ...START, qtype_name: 'A', trans_id: 1, proto: 'udp' }, {}, 'zeek.dns'],
    [START, {}, 'zeek.other'],
  ])('knows the log of %j', (record, event, dataset) => {
    expect(normalize(record, event)['event.dataset']).toBe(dataset);
  });

  it('reads a row by tabs in the wrapper, and keeps a text that is none', () => {
    const row = ['1764000000.163000', 'CYxwva4RBFtKpxWLba', '192.0.2.7', '51000', '198.51.100.4', '53'].join('\t');
    expect(normalize({ ...wrapped('dns', {}), MESSAGE: row })).toMatchObject({
      'source.ip': '192.0.2.7',
      'destination.port': 53,
    });
    expect(normalize({ ...wrapped('dns', {}), MESSAGE: 'out of memory' }).message).toBe('out of memory');
  });

  it.each([
    { key1: 'bro' },
    { category: 'bro', SOURCE: 'bro_conn' },
    { category: 'bro', source: 'elsewhere', details: {} },
    { category: 'bro', source: 'conn', details: 'text' },
    { category: 'syslog', SOURCE: 'bro_conn', customendpoint: 'bro' },
    { ts: 1.764e9, uid: '1000', msg: 'x' },
    { ts: 1.764e9, host: 'web' },
    { uid: 'CYxwva4RBFtKpxWLba' },
  ])('leaves %j to others', (record) => {
    expect(normalizer.claims(anEvent(), contextOf(record))).toBe(false);
  });
});
