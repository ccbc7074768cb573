/** Types of the fields we index; each store maps them to its own. */
export type FieldType = 'keyword' | 'text' | 'ip' | 'date' | 'long' | 'double' | 'boolean' | 'geo_point' | 'flattened';

export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
}

function fields(type: FieldType, descriptions: Readonly<Record<string, string>>): FieldSpec[] {
  return Object.entries(descriptions).map(([name, description]) => ({ name, type, description }));
}

const KEYWORDS = fields('keyword', {
  'ecs.version': 'Version of ECS the event follows.',
  'error.message': 'Error text of the event.',
  'event.action': 'What was done: ssh_login, user_added, …',
  'event.category': 'ECS categories: authentication, network, process, …',
  'event.code': 'Identifier of the event at its source, such as a Windows event id.',
  'event.dataset': 'Dataset, such as sshd.auth.',
  'event.id': 'Identifier the shipper gave.',
  'event.kind': 'event, alert, metric, state.',
  'event.module': 'Product family that wrote the event.',
  'event.outcome': 'success, failure or unknown.',
  'event.provider': 'Program or service that wrote the event.',
  'event.type': 'ECS types: start, end, info, denied, …',
  'host.name': 'Host the event is about.',
  'host.hostname': 'Host name as the host itself says it.',
  'host.id': 'Identifier of the host.',
  'log.file.path': 'File the line was read from.',
  'log.level': 'RFC 5424 severity name, lower case.',
  'log.logger': 'Logger inside the program.',
  'log.source.address': 'Address the line came from, over the network.',
  'log.syslog.appname': 'Program, as RFC 5424 has it.',
  'log.syslog.facility.name': 'RFC 5424 facility name.',
  'log.syslog.msgid': 'Kind of message, as RFC 5424 has it.',
  'log.syslog.procid': 'Process, as RFC 5424 has it; often the process id.',
  'log.syslog.severity.name': 'RFC 5424 severity name.',
  'log.syslog.version': 'Version of the syslog protocol; 1 is RFC 5424.',
  'process.name': 'Program name.',
  'process.executable': 'Path of the program.',
  'process.command_line': 'Command line as started.',
  'process.parent.name': 'Parent program name.',
  'process.parent.executable': 'Path of the parent program.',
  'process.parent.command_line': 'Command line of the parent.',
  'source.address': 'Source as sent: address or name.',
  'source.domain': 'Source host name.',
  'source.geo.country_iso_code': 'Country of the source, ISO 3166.',
  'source.geo.country_name': 'Country of the source.',
  'source.geo.city_name': 'City of the source.',
  'source.as.organization.name': 'Holder of the network of the source.',
  'destination.address': 'Destination as sent: address or name.',
  'destination.domain': 'Destination host name.',
  'destination.geo.country_iso_code': 'Country of the destination, ISO 3166.',
  'destination.geo.country_name': 'Country of the destination.',
  'destination.geo.city_name': 'City of the destination.',
  'destination.as.organization.name': 'Holder of the network of the destination.',
  'network.protocol': 'Application protocol.',
  'network.transport': 'tcp, udp, …',
  'user.name': 'Account the event is about.',
  'user.id': 'Identifier of the account.',
  'user.domain': 'Domain of the account.',
  'user.target.name': 'Account that was acted upon.',
  'user_agent.original': 'User agent as sent.',
  'url.original': 'URL as sent.',
  'url.domain': 'Host of the URL.',
  'url.path': 'Path of the URL.',
  'http.request.method': 'HTTP method.',
  'http.request.referrer': 'HTTP referrer.',
  'file.path': 'File the event is about.',
  'file.hash.sha256': 'SHA-256 of the file.',
  'related.hosts': 'Every host of the event.',
  'related.user': 'Every account of the event.',
  'related.hash': 'Every hash of the event.',
  'rule.name': 'Rule of the product that wrote the event.',
  'threat.indicator.description': 'Why the indicator is on its list.',
  'threat.indicator.name': 'Term of a watchlist that an address or name of the event meets.',
  'threat.indicator.reference': 'Where to read more of the indicator.',
  'service.name': 'Service that wrote the event.',
  'span.id': 'Span the event belongs to, as tracing names it.',
  'trace.id': 'Trace the event belongs to, as tracing names it.',
  tags: 'Tags of the source and of plug-ins.',
  'tocsin.application': 'Program whose records these are, as /custom/:application says.',
  'tocsin.batch': 'Batch the event came in.',
  'tocsin.category': "Category in MozDef's words.",
  'tocsin.dialect': 'How the shipper speaks.',
  'tocsin.frontend': 'Ingest instance that accepted the event.',
  'tocsin.notes': 'What was repaired on the way, in words.',
  'tocsin.plugins': 'Plug-ins that changed the event, in order.',
  'tocsin.rules': 'Ids of the rules that matched.',
  'tocsin.source': 'Source whose key sent the event.',
  'tocsin.watchlist': 'Watchlists an address or name of the event is on.',
});

/** Every field we name, in alphabetical order within its type. Index mapping, completion and docs are made from it. */
export const FIELDS: readonly FieldSpec[] = [
  ...KEYWORDS,
  ...fields('text', { message: 'The line a person reads.' }),
  ...fields('date', { '@timestamp': 'When it happened.', 'event.ingested': 'When we received it.' }),
  ...fields('ip', {
    'destination.ip': 'Destination address.',
    'host.ip': 'Addresses of the host.',
    'related.ip': 'Every address of the event.',
    'source.ip': 'Source address.',
    'source.nat.ip': 'Source address before or behind a proxy.',
  }),
  ...fields('long', {
    'destination.as.number': 'Autonomous system of the destination.',
    'destination.bytes': 'Bytes from the destination.',
    'destination.port': 'Destination port.',
    'event.severity': 'RFC 5424 severity, 0 to 7.',
    'http.response.status_code': 'HTTP status.',
    'log.syslog.facility.code': 'RFC 5424 facility, 0 to 23.',
    'log.syslog.severity.code': 'RFC 5424 severity, 0 to 7.',
    'process.pid': 'Process id.',
    'process.parent.pid': 'Process id of the parent.',
    'source.as.number': 'Autonomous system of the source.',
    'source.bytes': 'Bytes from the source.',
    'source.port': 'Source port.',
    'tocsin.repeat': 'How often it happened, where the source counts repetitions; absent: once.',
    'tocsin.lag_ms': 'Milliseconds from event to receipt.',
  }),
  ...fields('geo_point', {
    'source.geo.location': 'Place of the source.',
    'destination.geo.location': 'Place of the destination.',
  }),
  ...fields('flattened', { details: 'What the shipper sent and we have no name for.' }),
];

const BY_NAME: ReadonlyMap<string, FieldSpec> = new Map(FIELDS.map((field) => [field.name, field]));

/** The field of that name, `undefined` when it is not one of ours. */
export function fieldSpec(name: string): FieldSpec | undefined {
  return BY_NAME.get(name);
}
