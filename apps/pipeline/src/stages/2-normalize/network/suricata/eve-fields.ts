import type { EventPatch, FieldValue } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import type { TimeFrame } from '../../time/parse-time';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import { statusFields } from '../../web/access-log/request-fields';
import { alertFields, kindFields } from './eve-kinds';
import { EVE, PARTS } from './eve-mapping';

type Fields = Record<string, FieldValue | undefined>;

const NANOSECONDS = 1e9;
const LONGEST_NAME = 100;

/** What a record of EVE says, in our words. */
export function eveFields(type: string, record: JsonRecord, frame: TimeFrame): EventPatch {
  const notes: string[] = [];
  const fields: Fields = {
    'event.module': 'suricata',
    'event.dataset': `suricata.${type}`,
    'observer.type': 'ids',
    'observer.product': 'Suricata',
    ...kindFields(type),
    ...alertFields(partOf(record, 'alert') ?? partOf(record, 'suricata_alert')),
    ...EVE.read(record, frame, notes),
    ...transportFields(record['proto']),
  };
  for (const [part, mapping] of PARTS) {
    const inner = partOf(record, part);
    if (inner !== undefined) Object.assign(fields, mapping.read(inner, frame, notes));
  }
  Object.assign(fields, webFields(partOf(record, 'http')), tlsFields(partOf(record, 'tls')), flowFields(record));
  fields['source.address'] = fields['source.ip'] ?? fields['source.domain'];
  fields['destination.address'] = fields['destination.ip'] ?? fields['destination.domain'];
  fields['message'] = summaryOf(type, record);
  if (notes.length > 0) fields['tocsin.notes'] = notes;
  return fields;
}

function partOf(record: JsonRecord, name: string): JsonRecord | undefined {
  const part = record[name];
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as JsonRecord) : undefined;
}

function webFields(http: JsonRecord | undefined): Fields {
  if (http === undefined) return {};
  const { url, protocol, http_method: method } = http;
  const version = typeof protocol === 'string' ? /^HTTP\/(\d(?:\.\d)?)$/.exec(protocol)?.[1] : undefined;
  const parts = typeof url === 'string' && url !== '' ? urlFields(url) : {};
  // What CONNECT names is no path.
  if (method === 'CONNECT') delete parts['url.path'];
  return {
    ...parts,
    ...statusFields(http['status']),
    ...(version === undefined ? {} : { 'http.version': version }),
  };
}

/** `TLS 1.2`, `TLSv1`, `SSLv3`. */
function tlsFields(tls: JsonRecord | undefined): Fields {
  const version = tls?.['version'];
  const [, protocol, number] = typeof version === 'string' ? (/^(TLS|SSL) ?v?(\d(?:\.\d)?)$/.exec(version) ?? []) : [];
  const print = tls?.['fingerprint'];
  return {
    ...(protocol === undefined ? {} : { 'tls.version_protocol': protocol.toLowerCase(), 'tls.version': number }),
    ...(typeof print === 'string' ? { 'tls.server.hash.sha1': print.replaceAll(':', '').toLowerCase() } : {}),
  };
}

function flowFields(record: JsonRecord): Fields {
  const flow = partOf(record, 'flow') ?? partOf(record, 'netflow');
  const seconds = readWhole(flow?.['age']);
  const [sent, received] = [readWhole(flow?.['bytes_toserver']), readWhole(flow?.['bytes_toclient'])];
  return {
    ...(seconds === undefined || seconds < 0 ? {} : { 'event.duration': seconds * NANOSECONDS }),
    ...(sent === undefined || received === undefined ? {} : { 'network.bytes': sent + received }),
  };
}

/** Alerts are told by their ends, as MozDef told them; everything else says first what it is. */
function summaryOf(type: string, record: JsonRecord): string {
  const ends = `${place(record, 'src')} -> ${place(record, 'dest')}`;
  if (type === 'alert') return ends;
  if (record['src_ip'] === undefined) return `Suricata ${type}`;
  const name = nameIn(type, partOf(record, type));
  return name === undefined ? `${type} ${ends}` : `${type} ${name} ${ends}`;
}

function place(record: JsonRecord, end: 'src' | 'dest'): string {
  const [address, port] = [record[`${end}_ip`], readWhole(record[`${end}_port`])];
  const shown = typeof address === 'string' ? address : '?';
  return port === undefined ? shown : `${shown}:${port}`;
}

const NAMES: Readonly<Record<string, string>> = {
  anomaly: 'event',
  dns: 'rrname',
  fileinfo: 'filename',
  http: 'hostname',
  tls: 'sni',
};

function nameIn(type: string, part: JsonRecord | undefined): string | undefined {
  const name = part?.[NAMES[type] ?? ''];
  return typeof name === 'string' ? name.slice(0, LONGEST_NAME) : undefined;
}
