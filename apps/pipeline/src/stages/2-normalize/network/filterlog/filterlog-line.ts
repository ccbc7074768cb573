import type { FieldValue } from '@tocsin/event-model';

/** A packet as pf tells of it, under the names its columns have had since its first readers. */
export interface FilterlogLine {
  readonly action: string;
  readonly direction: string;
  readonly interface: string;
  readonly rule: string;
  readonly ipVersion: 4 | 6;
  readonly protocol: string;
  readonly length: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: string | undefined;
  readonly destinationPort: string | undefined;
  readonly details: Readonly<Record<string, FieldValue>>;
}

const HEAD = [
  'rulenumber',
  'subrulenumber',
  'anchor',
  'trackor',
  'interface',
  'reason',
  'action',
  'direction',
  'ipversion',
];
const IPV4 = ['tos', 'ecn', 'ttl', 'id', 'offset', 'flags', 'protocolid', 'protocoltext', 'length'];
const IPV6 = ['class', 'flow_label', 'hoplimit', 'protocol', 'protocolid', 'length'];
const TCP = ['flags', 'seqnumber', 'acknumber', 'window', 'urg', 'options'];
const ACTIONS = new Set(['pass', 'block', 'reject', 'match', 'nat', 'rdr', 'binat', 'scrub', 'synproxy drop', 'unkn']);
const WITH_PORTS = new Set(['6', '17', '132']);
const MAX_LENGTH = 2_000;

/** `undefined` when the text is no line of pf's log. */
export function readFilterlog(text: string): FilterlogLine | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const columns = text.split(',');
  const [, , , , , , action = '', direction = '', version] = columns;
  const ipVersion = version === '4' ? 4 : version === '6' ? 6 : undefined;
  if (ipVersion === undefined || !ACTIONS.has(action) || !/^(?:in|out|in\/out)$/.test(direction)) return undefined;
  const ipNames = ipVersion === 4 ? IPV4 : IPV6;
  const ip = named(ipNames, columns.slice(HEAD.length));
  const [source = '', destination = '', ...rest] = columns.slice(HEAD.length + ipNames.length);
  const head = named(HEAD, columns);
  const hasPorts = WITH_PORTS.has(ip['protocolid'] ?? '');
  return {
    action,
    direction,
    interface: head['interface'] ?? '',
    rule: head['rulenumber'] ?? '',
    ipVersion,
    protocol: ip['protocolid'] ?? '',
    length: ip['length'] ?? '',
    source,
    destination,
    sourcePort: hasPorts ? rest[0] : undefined,
    destinationPort: hasPorts ? rest[1] : undefined,
    details: { ...head, ip: { version: ipVersion, ...ip }, ...protocolDetails(ip['protocolid'], rest) },
  };
}

function protocolDetails(protocol: string | undefined, rest: readonly string[]): Record<string, FieldValue> {
  if (protocol === '6') return { datalength: rest[2] ?? '', tcp: named(TCP, rest.slice(3)) };
  if (protocol !== undefined && WITH_PORTS.has(protocol)) return { datalength: rest[2] ?? '' };
  const [type, ...more] = rest;
  return type === undefined ? {} : { protocol_data: [type, ...more].join(',') };
}

function named(names: readonly string[], columns: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [at, name] of names.entries()) if (columns[at] !== undefined) values[name] = columns[at];
  return values;
}
