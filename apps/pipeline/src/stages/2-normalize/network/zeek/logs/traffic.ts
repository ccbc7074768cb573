import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { readAddress } from '../../../values/address';
import { transportFields } from '../../../values/transport';
import { readWhole } from '../../../values/typed-value';
import { urlFields } from '../../../values/url-parts';
import { statusFields } from '../../../web/access-log/request-fields';
import { durationAt, flagAt, outcomeOf, textAt } from '../record-values';
import { zeekLog } from '../zeek-log';

/** Connection states in which somebody said no. */
const REFUSED = new Set(['REJ', 'RSTOS0', 'RSTRH', 'SH', 'S0']);
const HEADER_FLAGS = ['AA', 'TC', 'RD', 'RA'];

export const TRAFFIC_LOGS = {
  conn: zeekLog('conn', {
    summary:
      '{src}:{spt} -> {dst}:{dpt} {history} {orig_ip_bytes,originipbytes|0} bytes / {resp_ip_bytes,responseipbytes|0} bytes',
    type: ['connection', 'end'],
    fields: {
      service: 'network.protocol',
      orig_ip_bytes: 'source.bytes',
      originipbytes: 'source.bytes',
      orig_bytes: 'source.bytes',
      orig_pkts: 'source.packets',
      orig_l2_addr: 'source.mac',
      resp_ip_bytes: 'destination.bytes',
      responseipbytes: 'destination.bytes',
      resp_bytes: 'destination.bytes',
      resp_pkts: 'destination.packets',
      resp_l2_addr: 'destination.mac',
      vlan: 'network.vlan.id',
    },
    more: connection,
  }),
  dns: zeekLog('dns', {
    summary: 'DNS {qtype_name|unknown} type query {ends}',
    type: ['connection', 'protocol'],
    protocol: 'dns',
    fields: {
      trans_id: 'dns.id',
      query: 'dns.question.name',
      qclass_name: 'dns.question.class',
      qtype_name: 'dns.question.type',
      rcode_name: 'dns.response_code',
    },
    more: nameLookup,
  }),
  http: zeekLog('http', {
    summary: 'HTTP {method} {ends}',
    category: ['network', 'web'],
    type: ['connection', 'protocol', 'access'],
    protocol: 'http',
    fields: {
      method: 'http.request.method',
      host: 'url.domain',
      referrer: 'http.request.referrer',
      version: 'http.version',
      user_agent: 'user_agent.original',
      username: 'user.name',
      request_body_len: 'http.request.body.bytes',
      response_body_len: 'http.response.body.bytes',
      'orig_mime_types.0': 'http.request.mime_type',
      'resp_mime_types.0': 'http.response.mime_type',
    },
    more: webRequest,
  }),
  tunnel: zeekLog('tunnel', {
    summary: '{ends} {tunnel_type} {action}',
    type: ['connection'],
    fields: { action: 'event.action' },
  }),
  weird: zeekLog('weird', {
    summary: 'Weird {name|traffic}: {ends}',
    fields: { name: 'rule.name', addl: 'event.reason' },
  }),
};

function connection(record: JsonRecord): EventPatch {
  const state = textAt(record, 'conn_state') ?? '';
  const sent = readWhole(record['orig_ip_bytes'] ?? record['originipbytes']);
  const received = readWhole(record['resp_ip_bytes'] ?? record['responseipbytes']);
  return {
    'event.duration': durationAt(record, 'duration'),
    'network.direction': direction(flagAt(record, 'local_orig'), flagAt(record, 'local_resp')),
    'network.bytes': sumOf(sent, received),
    'network.packets': sumOf(readWhole(record['orig_pkts']), readWhole(record['resp_pkts'])),
    'event.outcome': state === '' ? undefined : outcomeOf(!REFUSED.has(state)),
    ...transportFields(record['proto']),
  };
}

function sumOf(sent: number | undefined, received: number | undefined): number | undefined {
  return sent === undefined || received === undefined ? undefined : sent + received;
}

function direction(isFromInside: boolean | undefined, isToInside: boolean | undefined): string | undefined {
  if (isFromInside === undefined || isToInside === undefined) return undefined;
  if (isFromInside) return isToInside ? 'internal' : 'outbound';
  return isToInside ? 'inbound' : 'external';
}

function nameLookup(record: JsonRecord): EventPatch {
  const answers = Array.isArray(record['answers']) ? record['answers'].filter((one) => typeof one === 'string') : [];
  const addresses = answers.map(readAddress).filter((one) => one !== undefined);
  const flags = HEADER_FLAGS.filter((name) => flagAt(record, name) === true);
  const code = textAt(record, 'rcode_name');
  return {
    'dns.type': code === undefined ? 'query' : 'answer',
    'dns.header_flags': flags.length === 0 ? undefined : flags,
    'dns.answers.data': answers.length === 0 ? undefined : answers,
    'dns.resolved_ip': addresses.length === 0 ? undefined : addresses,
    'event.duration': durationAt(record, 'rtt'),
    'event.outcome': outcomeOf(code === undefined ? undefined : code === 'NOERROR'),
    ...transportFields(record['proto']),
  };
}

function webRequest(record: JsonRecord): EventPatch {
  const uri = textAt(record, 'uri');
  const forwarded = readAddress(textAt(record, 'cluster_client_ip')?.split(',', 1)[0]);
  const told = readAddress(textAt(record, 'id.orig_h', 'id_orig_h', 'sourceipaddress'));
  return {
    ...(uri === undefined ? {} : urlFields(uri)),
    ...statusFields(record['status_code']),
    [told === undefined ? 'source.ip' : 'source.nat.ip']: forwarded,
    'network.transport': 'tcp',
  };
}
