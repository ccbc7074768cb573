import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordMapping, type MappingTable } from '../../values/record-mapping';

/** Fields, each with the names that nfdump, Logstash, nProbe, pmacct and goflow2 give it. nProbe writes them in capitals. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'source.ip': ['ipv4_src_addr', 'ipv6_src_addr', 'src4_addr', 'src6_addr', 'ip_src', 'src_addr', 'sa', 'source_ip'],
  'source.port': ['l4_src_port', 'port_src', 'src_port', 'sp'],
  'source.mac': ['in_src_mac', 'mac_src', 'src_mac'],
  'source.bytes': ['in_bytes', 'bytes', 'ibyt'],
  'source.packets': ['in_pkts', 'in_packets', 'packets', 'ipkt'],
  'source.as.number': ['src_as', 'as_src'],
  'destination.ip': ['ipv4_dst_addr', 'ipv6_dst_addr', 'dst4_addr', 'dst6_addr', 'ip_dst', 'dst_addr', 'da', 'dest_ip'],
  'destination.port': ['l4_dst_port', 'port_dst', 'dst_port', 'dp'],
  'destination.mac': ['in_dst_mac', 'mac_dst', 'dst_mac'],
  'destination.bytes': ['out_bytes', 'obyt'],
  'destination.packets': ['out_pkts', 'out_packets', 'opkt'],
  'destination.as.number': ['dst_as', 'as_dst'],
  'observer.ip': ['exporter_ip', 'sampler_address', 'peer_ip_src', 'exporter_ipv4_address'],
  'observer.ingress.interface.name': ['input_snmp', 'iface_in', 'in_if'],
  'observer.egress.interface.name': ['output_snmp', 'iface_out', 'out_if'],
  'event.start': [
    'first_switched',
    't_first',
    'first',
    'timestamp_start',
    'time_flow_start_ns',
    'time_flow_start',
    'ts',
  ],
  'event.end': ['last_switched', 't_last', 'last', 'timestamp_end', 'time_flow_end_ns', 'time_flow_end', 'te'],
};

const BOTH_CASES = (field: string, names: readonly string[]): MappingTable =>
  Object.fromEntries([...names, ...names.map((name) => name.toUpperCase())].map((name) => [name, field]));

export const FLOW = new RecordMapping(
  Object.assign({}, ...Object.entries(NAMES).map(([field, names]) => BOTH_CASES(field, names))) as MappingTable,
);

/** The names of the protocol above IP. */
export const PROTOCOL_NAMES = ['protocol', 'PROTOCOL', 'proto', 'ip_proto', 'pr'];

/** Pairs of names of which one shows that a record is a flow, whoever collected it. */
const MARKS: readonly (readonly [string, string])[] = [
  ['ipv4_src_addr', 'ipv4_dst_addr'],
  ['ipv6_src_addr', 'ipv6_dst_addr'],
  ['IPV4_SRC_ADDR', 'IPV4_DST_ADDR'],
  ['IPV6_SRC_ADDR', 'IPV6_DST_ADDR'],
  ['src4_addr', 'dst4_addr'],
  ['src6_addr', 'dst6_addr'],
  ['ip_src', 'ip_dst'],
];

/** Cheap: a few looks at keys. */
export function isFlow(record: JsonRecord): boolean {
  for (const [source, destination] of MARKS)
    if (record[source] !== undefined && record[destination] !== undefined) return true;
  return (
    Object.hasOwn(record, 'src_addr') && Object.hasOwn(record, 'dst_addr') && Object.hasOwn(record, 'sampler_address')
  );
}
