import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { readAddress } from '../../values/address';
import { endFields, readPort, type Fields } from '../../values/end';
import { readSeverity } from '../../values/syslog-priority';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import { nameColumns } from './columns';
import { readCsvRow } from './csv-row';
import { paloaltoOptionsSchema, type PaloaltoOptions } from './paloalto.options';

type Row = Readonly<Record<string, string>>;

const START = /^\d,[^,]{0,40},[^,]{0,40},([A-Z]{3,20}),/;
const DENYING = /^(?:deny|drop|drop-icmp|reset.*|block.*|sinkhole)$/;
const NANOSECONDS = 1e9;

/** Understands the log of Palo Alto's firewalls: traffic, threats, the system's own and changes of configuration. */
@Injectable()
@NormalizerPlugin({
  type: 'paloalto',
  understands: 'content',
  order: 440,
  stability: 'beta',
  options: paloaltoOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'log.level', 'observer.*', 'source.*', 'destination.*', 'network.*', 'rule.*'],
    ...['user.name', 'url.*', 'file.name', 'details.*'],
  ],
})
export class PaloaltoNormalizer implements Normalizer<PaloaltoOptions> {
  claims({ message }: SecurityEvent): boolean {
    const isComma = message.charCodeAt(1) === 0x2c;
    return isComma && START.test(message);
  }

  normalize({ message }: SecurityEvent, _options: PaloaltoOptions, context: NormalizerContext): EventPatch {
    const row = nameColumns(readCsvRow(message));
    const { type = '' } = row;
    const instant = parseTime(row['generated'], context) ?? parseTime(row['received'], context);
    const severity = readSeverity(row['severity']);
    return {
      '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
      ...(severity === undefined ? {} : { 'log.level': severity.name, 'event.severity': severity.code }),
      'event.module': 'panw',
      'event.dataset': `panw.${type.toLowerCase()}`,
      'observer.vendor': 'Palo Alto Networks',
      'observer.product': 'PAN-OS',
      'observer.type': 'firewall',
      'observer.serial_number': row['serial'],
      ...(row['src'] === undefined ? ownFields(row) : sessionFields(row)),
      'details.panw': row,
    };
  }
}

/** Of the firewall itself: what happened to it, and who changed it. */
function ownFields(row: Row): EventPatch {
  const isChange = row['type'] === 'CONFIG';
  const isFailed = /fail|denied/i.test(row['result'] ?? row['eventid'] ?? '');
  return {
    'event.category': [isChange ? 'configuration' : 'host'],
    'event.type': [isChange ? 'change' : 'info'],
    'event.action': row['cmd'] ?? row['eventid'],
    'event.outcome': isChange || /^auth-/.test(row['eventid'] ?? '') ? (isFailed ? 'failure' : 'success') : undefined,
    'event.reason': row['opaque'],
    'user.name': row['admin'],
    ...endFields('source', row['host']),
  };
}

function sessionFields(row: Row): EventPatch {
  const { action = '', type, subtype } = row;
  const isThreat = type === 'THREAT';
  const verdict = DENYING.test(action) ? 'denied' : 'allowed';
  const phase = subtype === 'start' || subtype === 'end' ? [subtype] : [];
  return {
    ...(isThreat ? { 'event.kind': 'alert' } : {}),
    'event.category': isThreat ? ['network', subtype === 'virus' ? 'malware' : 'intrusion_detection'] : ['network'],
    'event.type': isThreat ? ['info', verdict] : ['connection', ...phase, verdict],
    'event.action': action === '' ? undefined : action,
    'event.outcome': verdict === 'denied' ? 'failure' : 'success',
    'event.reason': row['session_end_reason'],
    'rule.name': isThreat ? (row['threatid'] ?? row['rule']) : row['rule'],
    'rule.ruleset': isThreat ? row['rule'] : undefined,
    'network.application': row['app'],
    'user.name': row['srcuser']?.slice(row['srcuser'].lastIndexOf('\\') + 1),
    'observer.ingress.zone': row['from'],
    'observer.egress.zone': row['to'],
    'observer.ingress.interface.name': row['inbound_if'],
    'observer.egress.interface.name': row['outbound_if'],
    ...transportFields(row['proto']),
    ...sideFields('source', 's', row['natsrc'], row),
    ...sideFields('destination', 'd', row['natdst'], row),
    ...countFields(row),
    ...(isThreat && row['misc'] !== undefined ? namedFields(row['misc'], subtype) : {}),
  };
}

function sideFields(end: 'source' | 'destination', letter: 's' | 'd', nat: string | undefined, row: Row): Fields {
  const fields = endFields(end, row[end === 'source' ? 'src' : 'dst'], row[`${letter}port`]);
  const address = readAddress(nat);
  if (address === undefined || address === '0.0.0.0') return fields;
  fields[`${end}.nat.ip`] = address;
  const port = readPort(row[`nat${letter}port`]);
  if (port !== undefined && port !== 0) fields[`${end}.nat.port`] = port;
  return fields;
}

function countFields(row: Row): EventPatch {
  const seconds = readWhole(row['elapsed']);
  return {
    'network.bytes': readWhole(row['bytes']),
    'network.packets': readWhole(row['packets']),
    'source.bytes': readWhole(row['bytes_sent']),
    'destination.bytes': readWhole(row['bytes_received']),
    'event.duration': seconds === undefined || seconds < 0 || seconds > 1e6 ? undefined : seconds * NANOSECONDS,
  };
}

/** What a threat was found in: the URL, or the file. */
function namedFields(text: string, subtype: string | undefined): Fields {
  if (subtype !== 'url') return { 'file.name': text };
  return urlFields(text.includes('://') ? text : `http://${text}`);
}
