import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { endFields, readPort, type Fields } from '../../values/end';
import { readAddress } from '../../values/address';
import { readKeyValues } from '../../values/key-value';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { junosFlowOptionsSchema, type JunosFlowOptions } from './junos-flow.options';
import { readSessionWords, type Session } from './session-words';

const NAME = /RT_FLOW_SESSION_(CREATE|CLOSE|DENY)(?:_LS)?/;
const LONGEST_START = 200;
const NANOSECONDS = 1e9;

const KINDS: Readonly<Record<string, EventPatch>> = {
  CREATE: {
    'event.type': ['connection', 'start', 'allowed'],
    'event.action': 'session_created',
    'event.outcome': 'success',
  },
  CLOSE: { 'event.type': ['connection', 'end'], 'event.action': 'session_closed', 'event.outcome': 'success' },
  DENY: { 'event.type': ['connection', 'denied'], 'event.action': 'session_denied', 'event.outcome': 'failure' },
};

/** Understands the sessions of Juniper's SRX firewalls, created, closed and denied, in the plain and in the structured form. */
@Injectable()
@NormalizerPlugin({
  type: 'junos_flow',
  understands: 'content',
  order: 430,
  stability: 'beta',
  options: junosFlowOptionsSchema,
  reads: ['message', 'process.name', 'log.syslog.msgid', 'details'],
  writes: [
    ...['event.*', 'source.*', 'destination.*', 'network.*', 'observer.*', 'rule.name', 'user.name', 'message'],
    'details.*',
  ],
})
export class JunosFlowNormalizer implements Normalizer<JunosFlowOptions> {
  claims({ message, 'process.name': program, 'log.syslog.msgid': id }: SecurityEvent): boolean {
    return program === 'RT_FLOW' || nameIn(id) || nameIn(message);
  }

  normalize(event: SecurityEvent): EventPatch {
    const { 'log.syslog.msgid': id, message } = event;
    const kind = NAME.exec(`${typeof id === 'string' ? id : ''} ${message.slice(0, LONGEST_START)}`)?.[1];
    if (kind === undefined) return {};
    const session = structured(event) ?? sessionIn(message);
    if (session === undefined) return {};
    return { ...KINDS[kind], ...sessionFields(session), ...summaryFor(message, kind, session) };
  }
}

function nameIn(text: unknown): boolean {
  return typeof text === 'string' && (text.startsWith('RT_FLOW') || text.startsWith('%-RT_FLOW'));
}

/** What a header of RFC 5424 brought as data. */
function structured({ details }: SecurityEvent): Session | undefined {
  const data: unknown = details?.['structured_data'];
  if (typeof data !== 'object' || data === null) return undefined;
  return Object.values(data).find(
    (element: unknown): element is Session =>
      typeof element === 'object' && element !== null && typeof (element as Session)['source-address'] === 'string',
  );
}

function sessionIn(message: string): Session | undefined {
  const start = message.indexOf('source-address="');
  return start < 0 ? readSessionWords(message) : readKeyValues(message, undefined, start);
}

function sessionFields(session: Session): EventPatch {
  const seconds = readWhole(session['elapsed-time']);
  return {
    'event.category': ['network'],
    'event.module': 'juniper',
    'event.dataset': 'juniper.srx',
    'event.reason': session['reason'],
    'event.duration': seconds === undefined ? undefined : seconds * NANOSECONDS,
    'observer.vendor': 'Juniper',
    'observer.product': 'SRX',
    'observer.type': 'firewall',
    'observer.ingress.zone': session['source-zone-name'],
    'observer.egress.zone': session['destination-zone-name'],
    'observer.ingress.interface.name': session['packet-incoming-interface'],
    'rule.name': session['policy-name'],
    'user.name': session['username'] === 'N/A' ? undefined : session['username'],
    'network.application': known(session['application']),
    'network.protocol': serviceOf(session),
    ...transportFields(session['protocol-id']),
    ...sideFields('source', 'client', session),
    ...sideFields('destination', 'server', session),
    'details.rt_flow': { ...session },
  };
}

function sideFields(end: 'source' | 'destination', side: 'client' | 'server', session: Session): Fields {
  const fields = endFields(end, session[`${end}-address`], session[`${end}-port`]);
  const natAddress = readAddress(session[`nat-${end}-address`]);
  const natPort = readPort(session[`nat-${end}-port`]);
  const bytes = readWhole(session[`bytes-from-${side}`]);
  const packets = readWhole(session[`packets-from-${side}`]);
  if (natAddress !== undefined) fields[`${end}.nat.ip`] = natAddress;
  if (natPort !== undefined) fields[`${end}.nat.port`] = natPort;
  if (bytes !== undefined) fields[`${end}.bytes`] = bytes;
  if (packets !== undefined) fields[`${end}.packets`] = packets;
  return fields;
}

/** `junos-https` is what Junos calls https. */
function serviceOf(session: Session): string | undefined {
  return known(session['service-name']?.replace(/^junos-/, ''));
}

function known(value: string | undefined): string | undefined {
  return value === undefined || value === '' || /^(?:none|unknown|N\/A|None)$/i.test(value) ? undefined : value;
}

/** The structured form may come without a text for people. */
function summaryFor(message: string, kind: string, session: Session): EventPatch {
  if (message.trim() !== '') return {};
  const verb = { CREATE: 'created', CLOSE: 'closed', DENY: 'denied' }[kind] ?? kind;
  const place = (end: string) => `${session[`${end}-address`] ?? '?'}/${session[`${end}-port`] ?? '?'}`;
  return { message: `session ${verb} ${place('source')}->${place('destination')}` };
}
