import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { NetflowNormalizer } from './netflow.normalizer';

const normalizer = new NetflowNormalizer();
const LOGSTASH = {
  '@timestamp': '2026-11-24T10:00:00.000Z',
  host: '203.0.113.1',
  netflow: {
    version: 9,
    ipv4_src_addr: '192.0.2.7',
    l4_src_port: 51000,
    ipv4_dst_addr: '198.51.100.4',
    l4_dst_port: 443,
    protocol: 6,
    in_bytes: 700,
    out_bytes: 300,
    in_pkts: 7,
    first_switched: '2026-11-24T09:59:00.000Z',
    last_switched: '2026-11-24T09:59:30.000Z',
  },
};

function contextOf(record: object): NormalizerContext {
  return { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: record as NormalizerContext['record'] };
}

function normalize(record: object): EventPatch {
  const context = contextOf(record);
  expect(normalizer.claims(anEvent(), context)).toBe(true);
  return normalizer.normalize(anEvent(), {}, context);
}

describe(NetflowNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent(), context: contextOf(LOGSTASH) });

  it("reads Logstash's flows", () => {
    expect(normalize(LOGSTASH)).toMatchObject({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      message: 'flow tcp 192.0.2.7:51000 -> 198.51.100.4:443 1000 bytes',
      'event.start': '2026-11-24T09:59:00.000Z',
      'event.duration': 30e9,
      'network.bytes': 1000,
      'network.packets': 7,
      'network.transport': 'tcp',
      'source.ip': '192.0.2.7',
      'source.bytes': 700,
      'destination.ip': '198.51.100.4',
      'destination.port': 443,
      'host.name': LOGSTASH.host,
      details: { netflow: LOGSTASH.netflow },
    });
  });

  it.each<[string, object, EventPatch]>([
    [
      'nProbe',
      {
        IPV4_SRC_ADDR: '192.0.2.7',
        IPV4_DST_ADDR: '198.51.100.4',
        L4_DST_PORT: 53,
        PROTOCOL: 17,
        IN_BYTES: 70,
        LAST_SWITCHED: 1_764_000_000,
      },
      {
        'destination.port': 53,
        'network.transport': 'udp',
        'network.bytes': 70,
        '@timestamp': '2025-11-24T16:00:00.000Z',
      },
    ],
    [
      'pmacct',
      {
        event_type: 'purge',
        ip_src: '2001:db8::7',
        ip_dst: '2001:db8::4',
        port_dst: 22,
        ip_proto: 'tcp',
        bytes: 9,
        packets: 1,
        stamp_inserted: '2026-11-24 10:00:00',
      },
      { 'source.ip': '2001:db8::7', 'source.packets': 1, '@timestamp': '2026-11-24T10:00:00.000Z' },
    ],
    [
      'nfdump',
      {
        type: 'FLOW',
        src4_addr: '192.0.2.7',
        dst4_addr: '198.51.100.4',
        src_port: 5,
        proto: 6,
        in_packets: 3,
        first: '2026-11-24T10:00:00.123',
      },
      { 'source.port': 5, 'source.packets': 3, 'event.start': '2026-11-24T10:00:00.123Z' },
    ],
    [
      'goflow2',
      {
        type: 'IPFIX',
        src_addr: '192.0.2.7',
        dst_addr: '198.51.100.4',
        sampler_address: '203.0.113.1',
        proto: 'UDP',
        bytes: 5,
        sampling_rate: 1000,
        time_received_ns: 1_764_000_000_000_000_000,
      },
      { 'observer.ip': '203.0.113.1', 'network.transport': 'udp', 'event.reason': 'one of 1000 packets was counted' },
    ],
    [
      'MozDef',
      { category: 'netflow', utctimestamp: '2026-11-24T10:00:00Z', details: LOGSTASH.netflow },
      { 'tocsin.category': 'netflow', 'source.ip': '192.0.2.7', '@timestamp': '2026-11-24T10:00:00.000Z' },
    ],
  ])('reads the flows of %s', (_, record, expected) => {
    expect(normalize(record)).toMatchObject(expected);
  });

  it('takes the words of the one who forwards a flow, and notes what does not fit', () => {
    const flow = { ...LOGSTASH.netflow, l4_src_port: 'http', sampler: 7 };
    const words = { summary: 'told', hostname: 'edge', tags: ['dmz'], type: 'netflow', site: 'north' };
    expect(normalize({ category: 'netflow', ...words, details: flow })).toMatchObject({
      message: 'told',
      'event.module': 'netflow',
      'host.name': 'edge',
      tags: ['dmz'],
      'tocsin.notes': ['"l4_src_port" does not fit source.port; kept in details'],
      details: { ...flow, site: 'north' },
    });
  });

  it.each([{ category: 'netflow' }, { src_addr: '192.0.2.7', dst_addr: '198.51.100.4' }, { netflow: 'x' }])(
    'leaves %j to others',
    (record) => {
      expect(normalizer.claims(anEvent(), contextOf(record))).toBe(false);
    },
  );
});
