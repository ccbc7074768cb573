import { FIELDS } from '@tocsin/event-model';

import {
  categorySlot,
  destinationSlot,
  ecsLevelSlot,
  facilitySlot,
  fieldSlot,
  forwardedSlot,
  messageSlot,
  plainTextSlot,
  outcomeSlot,
  pidSlot,
  programSlot,
  severitySlot,
  sourceSlot,
  timeSlot,
  type Slot,
} from './slots';

/** What a key says: where its value belongs, and how much it is to be believed. */
export interface Alias {
  readonly slot: Slot;
  /** Of several keys for one slot the smallest rank wins. */
  readonly rank: number;
}

/** Ours to say; a shipper's own go to details. */
const RESERVED = /^(?:tocsin\..*|event\.ingested|ecs\.version|details)$/;

/** The keys of each slot, lower case, the most specific first. ECS's own name stands first where no order says otherwise. */
const ROWS: readonly (readonly [Slot, readonly string[]])[] = [
  [timeSlot, ['utctimestamp', 'eventtime', 'timestamp', '@timestamp', 'date', 'time']],
  [messageSlot, ['summary', 'message', 'payload', 'msg', 'short_message', 'full_message']],
  [fieldSlot('host.name'), ['host.name', 'hostname', 'host', 'source_host', 'computer']],
  [fieldSlot('event.provider'), ['event.provider', 'source']],
  [
    facilitySlot,
    ['log.syslog.facility.name', 'log.syslog.facility.code', 'facility', 'syslogfacility', 'syslog_facility'],
  ],
  [pidSlot, ['process.pid', 'processid', 'pid', 'procid']],
  [programSlot, ['process.name', 'processname', 'pname', 'sourcename', 'program', 'appname', 'ident']],
  [fieldSlot('log.file.path'), ['log.file.path', 'eventsource', 'path', 'file']],
  [fieldSlot('log.logger'), ['log.logger', 'logger']],
  [fieldSlot('event.module'), ['event.module', 'type', 'eventtype']],
  [categorySlot, ['category']],
  [
    sourceSlot,
    ['source.ip', 'sourceipaddress', 'sourceip', 'srcip', 'src', 'src_ip', 'sourceipv4address', 'sourceipv6address'],
  ],
  [
    destinationSlot,
    [
      ...['destination.ip', 'destinationipaddress', 'dstip', 'dst', 'dst_ip', 'destinationipv4address'],
      'destinationipv6address',
    ],
  ],
  [fieldSlot('source.port'), ['source.port', 'sourceport', 'src_port']],
  [fieldSlot('destination.port'), ['destination.port', 'destinationport', 'dst_port']],
  [fieldSlot('user.name'), ['user.name', 'username', 'user']],
  [fieldSlot('user_agent.original'), ['user_agent.original', 'useragent', 'user_agent']],
  [fieldSlot('url.original'), ['url.original', 'destinationuri', 'uri', 'url']],
  [fieldSlot('http.request.referrer'), ['http.request.referrer', 'sourceuri', 'referrer']],
  [outcomeSlot, ['event.outcome', 'success', 'status', 'outcome']],
  [fieldSlot('error.message'), ['error.message', 'error', 'errormessage']],
  [forwardedSlot, ['x-forwarded-for', 'cluster_client_ip']],
];

const SEVERITY_KEYS = ['severity', 'syslogseverity', 'severityvalue', 'level', 'priority', 'log_level'];
/** What shippers call a line they know nothing else of; elsewhere these may be other things. */
const LINE_KEYS = ['log', 'line'];
const LAST_RANK = 100;

/** Every key we know, lower case. */
export const ALIASES: ReadonlyMap<string, Alias> = new Map(aliases());

/** First parts of ECS names: an object under one of these keys is ECS, to be read by path. */
export const ECS_ROOTS: ReadonlySet<string> = new Set(
  FIELDS.filter(({ name }) => !RESERVED.test(name) && name.includes('.')).map(
    ({ name }) => name.split('.', 1)[0] ?? '',
  ),
);

/** Every path above an ECS name: `source`, `source.geo`. */
export const ECS_BRANCHES: ReadonlySet<string> = new Set(
  [...ALIASES.keys()].flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('.'));
  }),
);

function* aliases(): Iterable<[string, Alias]> {
  for (const { name } of FIELDS) if (!RESERVED.test(name)) yield [name, { slot: fieldSlot(name), rank: 0 }];
  for (const [slot, keys] of ROWS) for (const [rank, key] of keys.entries()) yield [key, { slot, rank }];
  for (const [position, key] of LINE_KEYS.entries()) yield [key, { slot: plainTextSlot, rank: LAST_RANK + position }];
  yield ['log.level', { slot: ecsLevelSlot, rank: 0 }];
  for (const [position, key] of SEVERITY_KEYS.entries()) yield [key, { slot: severitySlot, rank: position + 1 }];
}
