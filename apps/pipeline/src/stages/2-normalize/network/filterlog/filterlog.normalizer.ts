import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { endFields, type Fields } from '../../values/end';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { readFilterlog, type FilterlogLine } from './filterlog-line';
import { filterlogOptionsSchema, type FilterlogOptions } from './filterlog.options';

const DENYING = new Set(['block', 'reject', 'synproxy drop']);

/** Understands the packet filter log of pfSense, OPNsense and other users of pf, over IPv4 and IPv6. */
@Injectable()
@NormalizerPlugin({
  type: 'filterlog',
  understands: 'content',
  order: 410,
  stability: 'beta',
  options: filterlogOptionsSchema,
  reads: ['message', 'process.name'],
  writes: ['event.*', 'source.*', 'destination.*', 'network.*', 'observer.*', 'rule.id', 'details.*'],
})
export class FilterlogNormalizer implements Normalizer<FilterlogOptions> {
  claims({ 'process.name': program, message }: SecurityEvent): boolean {
    return program === 'filterlog' || looksLikeFilterlog(message);
  }

  normalize({ message }: SecurityEvent): EventPatch {
    const line = readFilterlog(message.slice(message.startsWith('filterlog: ') ? 'filterlog: '.length : 0).trim());
    return line === undefined ? {} : { ...lineFields(line), ...detailFields(line) };
  }
}

/** A rule number, three more columns, and a direction among them. */
function looksLikeFilterlog(message: string): boolean {
  if (message.startsWith('filterlog: ')) return true;
  const first = message.charCodeAt(0);
  const isDigit = first >= 0x30 && first <= 0x39;
  return isDigit && message.includes(',') && (message.includes(',in,') || message.includes(',out,'));
}

function lineFields(line: FilterlogLine): EventPatch {
  const isDenied = DENYING.has(line.action);
  const side = line.direction === 'in' ? 'ingress' : 'egress';
  return {
    'event.category': ['network'],
    'event.type': ['connection', isDenied ? 'denied' : 'allowed'],
    'event.action': line.action,
    'event.outcome': isDenied ? 'failure' : 'success',
    'event.module': 'pfsense',
    'event.dataset': 'pfsense.filterlog',
    'rule.id': line.rule,
    'observer.type': 'firewall',
    [`observer.${side}.interface.name`]: line.interface,
    'network.direction': line.direction === 'in' ? 'inbound' : 'outbound',
    'network.type': `ipv${line.ipVersion}`,
    'network.bytes': readWhole(line.length),
    ...transportFields(line.protocol),
    ...endFields('source', line.source, line.sourcePort),
    ...endFields('destination', line.destination, line.destinationPort),
  };
}

/** Column by column, beside what the event had. */
function detailFields({ details }: FilterlogLine): Fields {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]): [string, FieldValue] => [`details.${name}`, value]),
  );
}
