import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { readSeverity } from '../../values/syslog-priority';
import { mayHaveMark, readMark, type CiscoMark } from './cisco-mark';
import { ciscoOptionsSchema, type CiscoOptions } from './cisco.options';
import { kindOf } from './kinds';
import { messageFields } from './message-fields';

/** Firewalls by the facility of their messages; every other facility is IOS or one of its kin. */
const FIREWALLS: ReadonlyMap<string, string> = new Map([
  ['ASA', 'asa'],
  ['FTD', 'ftd'],
  ['PIX', 'pix'],
  ['FWSM', 'fwsm'],
]);

/** Understands the messages of Cisco's firewalls (ASA, Firepower, PIX) and of IOS: what they say of connections, accounts and themselves. */
@Injectable()
@NormalizerPlugin({
  type: 'cisco',
  understands: 'content',
  order: 400,
  stability: 'beta',
  options: ciscoOptionsSchema,
  reads: ['message'],
  writes: [
    ...['@timestamp', 'event.*', 'log.level', 'observer.*', 'source.*', 'destination.*', 'network.*', 'user.name'],
    ...['rule.name', 'process.command_line', 'url.*', 'details.*'],
  ],
})
export class CiscoNormalizer implements Normalizer<CiscoOptions> {
  claims({ message }: SecurityEvent): boolean {
    return mayHaveMark(message);
  }

  normalize({ message }: SecurityEvent, _options: CiscoOptions, context: NormalizerContext): EventPatch {
    const mark = readMark(message);
    if (mark === undefined) return {};
    const fields = messageFields(mark);
    return { ...markFields(mark, context), ...kindFields(mark, fields), ...fields };
  }
}

function markFields({ facility, severity, code, time }: CiscoMark, context: NormalizerContext): EventPatch {
  const instant = time === undefined ? undefined : parseTime(time, context);
  const product = FIREWALLS.get(facility.split('-', 1)[0] ?? '');
  return {
    '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
    'event.code': code,
    'event.provider': facility,
    'event.module': 'cisco',
    'event.dataset': `cisco.${product ?? 'ios'}`,
    'event.severity': severity,
    'log.level': readSeverity(severity)?.name,
    'observer.vendor': 'Cisco',
    'observer.product': product ?? 'ios',
    'observer.type': product === undefined ? undefined : 'firewall',
  };
}

function kindFields({ code, text }: CiscoMark, fields: EventPatch): EventPatch {
  const kind = kindOf(code, text);
  const isTraffic = fields['source.address'] !== undefined && fields['destination.address'] !== undefined;
  if (kind === undefined) return { 'event.category': [isTraffic ? 'network' : 'host'], 'event.type': ['info'] };
  return {
    'event.category': [...kind.category],
    'event.type': [...kind.type],
    'event.action': kind.action,
    'event.outcome': kind.outcome,
  };
}
