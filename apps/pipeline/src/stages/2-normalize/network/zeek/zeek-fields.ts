import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import type { TimeFrame } from '../../time/parse-time';
import { isKnownLog, logNamed } from './zeek-logs';

/** What a record of a log says, in our words. The details are left to those who know how the record came. */
export function zeekFields(name: string | undefined, record: JsonRecord, frame: TimeFrame): EventPatch {
  const log = logNamed(name);
  const notes: string[] = [];
  const told = log.mapping.read(record, frame, notes);
  const more = log.more?.(record) ?? {};
  const fields: Record<string, EventPatch[string]> = { message: log.summary(record), ...log.kind, ...told };
  for (const field in more) if (more[field] !== undefined) fields[field] = more[field];
  if (notes.length > 0) fields['tocsin.notes'] = notes;
  if (name !== undefined) fields['event.provider'] = name;
  if (name !== undefined) fields['event.dataset'] = `zeek.${name}`;
  fields['source.address'] = fields['source.ip'] ?? fields['source.domain'];
  fields['destination.address'] = fields['destination.ip'] ?? fields['destination.domain'];
  // A log nobody knows need not be about a connection.
  if (!isKnownLog(name) && fields['source.address'] === undefined) fields['message'] = `Zeek ${name ?? 'record'}`;
  return fields;
}

/** Everything {@link zeekFields} may set. */
export const ZEEK_WRITES: readonly string[] = [
  ...['@timestamp', 'message', 'event.*', 'source.*', 'destination.*', 'network.*', 'observer.*', 'dns.*', 'http.*'],
  ...['url.*', 'tls.*', 'file.*', 'email.*', 'user.*', 'user_agent.*', 'host.*', 'rule.*', 'threat.*', 'service.*'],
  ...['package.*', 'related.ip', 'log.level', 'tocsin.notes'],
];
