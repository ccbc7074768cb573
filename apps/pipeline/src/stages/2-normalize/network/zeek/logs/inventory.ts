import type { EventPatch } from '@tocsin/event-model';
import type { JsonRecord } from '@tocsin/plugin-kit';

import { readAddress } from '../../../values/address';
import { transportFields } from '../../../values/transport';
import { textAt } from '../record-values';
import { zeekLog } from '../zeek-log';

const LONGEST_SUB = 2_000;
const INDICATOR = /\bIndicator: ?([\da-f.:]{2,45})/gi;

/** What Zeek came to know of hosts, and what it found noteworthy. */
export const INVENTORY_LOGS = {
  known_certs: zeekLog('known_certs', {
    summary: 'Certificate X509 seen from: {host}:{port_num}',
    category: ['host'],
    fields: {
      host: 'host.ip',
      subject: 'tls.server.subject',
      issuer_subject: 'tls.server.issuer',
      serial: 'tls.server.x509.serial_number',
    },
  }),
  known_devices: zeekLog('known_devices', {
    summary: 'New host: {mac}',
    category: ['host'],
    fields: { mac: 'host.mac', dhcp_host_name: 'host.name' },
  }),
  known_hosts: zeekLog('known_hosts', {
    summary: 'New host: {host}',
    category: ['host'],
    fields: { host: 'host.ip' },
  }),
  known_modbus: zeekLog('known_modbus', {
    summary: 'New Modbus device: {device_type|unknown} on host {host|unknown}',
    category: ['host'],
    fields: { host: 'host.ip', device_type: 'host.type' },
  }),
  known_services: zeekLog('known_services', {
    summary: 'New service: {service.0,service|Unknown} on host {host|unknown}:{port_num|0} / {port_proto}',
    category: ['host'],
    fields: { host: 'host.ip', service: 'service.name' },
  }),
  software: zeekLog('software', {
    summary: 'Found {software_type|unknown} software on {host}',
    category: ['host'],
    fields: { host: 'host.ip', name: 'package.name', unparsed_version: 'package.version' },
  }),
  notice: zeekLog('notice', {
    summary: '{note}',
    category: ['intrusion_detection', 'network'],
    isAlert: true,
    fields: {
      note: 'rule.name',
      msg: 'rule.description',
      sub: 'event.reason',
      src: 'source.ip',
      dst: 'destination.ip',
      p: 'destination.port',
    },
    more: notice,
  }),
  intel: zeekLog('intel', {
    summary:
      'Bro intel match of {seen.indicator_type,seenindicatortype,seen_indicator_type} in {seen.where,seenwhere,seen_where}',
    category: ['intrusion_detection', 'network'],
    type: ['indicator'],
    isAlert: true,
    fields: {
      'seen.indicator': 'threat.indicator.name',
      seenindicator: 'threat.indicator.name',
      seen_indicator: 'threat.indicator.name',
      'seen.indicator_type': 'threat.indicator.type',
      sources: 'threat.feed.name',
    },
  }),
};

/** `Indicator: 192.0.2.1, Indicator: 198.51.100.4`. */
function indicatorFields(sub: string | undefined): EventPatch {
  const found = sub === undefined ? [] : sub.slice(0, LONGEST_SUB).matchAll(INDICATOR);
  const addresses = [...found].map(([, word]) => readAddress(word)).filter((address) => address !== undefined);
  return addresses.length === 0 ? {} : { 'related.ip': [...new Set(addresses)] };
}

/** What a notice is about may be another host than the connection's. */
function notice(record: JsonRecord): EventPatch {
  const [source, destination] = [textAt(record, 'src'), textAt(record, 'dst')];
  const port = record['p'];
  const told = typeof port === 'number' || typeof port === 'string' ? String(port) : 'unknown';
  return {
    ...transportFields(record['proto']),
    ...indicatorFields(textAt(record, 'sub')),
    message: `${textAt(record, 'note') ?? ''} source ${source ?? 'unknown'} destination ${destination ?? 'unknown'} port ${told}`,
  };
}
