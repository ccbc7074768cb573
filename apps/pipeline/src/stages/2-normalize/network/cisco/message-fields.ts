import type { EventPatch } from '@tocsin/event-model';

import { readAddress } from '../../values/address';
import { endFields, type Fields } from '../../values/end';
import { readKeyValues } from '../../values/key-value';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import type { CiscoMark } from './cisco-mark';
import type { Endpoint } from './endpoint';
import { readFacts, type Facts } from './facts';
import { portOf } from './service-ports';

const PROTOCOL = /\b(tcp|udp|icmp6|icmpv6|icmp|gre|esp|ah|sctp|igmp|ospf|protocol (?:=\s?)?\d{1,3})\b/i;
const DURATION = /\bduration (\d{1,6}):(\d\d):(\d\d)\b/;
const NANOSECONDS = 1e9;

/** Ends, protocol, account, rule, size and duration of a message of any of Cisco's devices. */
export function messageFields({ code, text }: CiscoMark): EventPatch {
  if (code.startsWith('4300') && text.includes(': ')) return threatDefenseFields(text);
  const facts = readFacts(text);
  return {
    ...endsOf(code, text, facts),
    ...protocolOf(text),
    ...durationOf(text),
    ...textsOf(text),
    'user.name': facts.user ?? plainUser(text),
    ...(code === '304001' ? accessedUrl(text) : {}),
  };
}

/** An outbound connection is told from the outside in: its source stands second. */
function endsOf(code: string, text: string, facts: Facts): Fields {
  const isOutbound = text.startsWith('Built outbound ');
  const one = { end: facts.source, mapped: facts.mappedSource };
  const other = { end: facts.destination, mapped: facts.mappedDestination };
  const [source, destination] = isOutbound ? [other, one] : [one, other];
  const direction = /^(?:Built|Deny) (inbound|outbound) /.exec(text)?.[1];
  return {
    ...placeEnd('source', source.end, source.mapped),
    ...placeEnd('destination', destination.end, destination.mapped),
    ...(source.end === undefined ? endFields('source', facts.address ?? readAddress(leadingAddress(code, text))) : {}),
    ...(direction === undefined ? {} : { 'network.direction': direction }),
  };
}

function placeEnd(name: 'source' | 'destination', end: Endpoint | undefined, mapped: Endpoint | undefined): Fields {
  if (end === undefined) return {};
  const fields = endFields(name, end.host, portOf(end.port));
  const side = name === 'source' ? 'ingress' : 'egress';
  if (end.interface !== undefined) fields[`observer.${side}.interface.name`] = end.interface;
  const user = end.user?.slice(end.user.indexOf('\\') + 1);
  if (user !== undefined && user !== '') fields[`${name}.user.name`] = user;
  if (mapped !== undefined && mapped.host !== end.host) {
    const behind = endFields(name, mapped.host, portOf(mapped.port));
    if (behind[`${name}.ip`] !== undefined) fields[`${name}.nat.ip`] = behind[`${name}.ip`] ?? null;
    if (behind[`${name}.port`] !== undefined) fields[`${name}.nat.port`] = behind[`${name}.port`] ?? null;
  }
  return fields;
}

/** `192.0.2.7 Accessed URL …`, `192.0.2.7 Erase configuration`, `[Source: 192.0.2.7]`, `by ann on vty0 (192.0.2.7)`. */
function leadingAddress(code: string, text: string): string | undefined {
  if (code === 'CONFIG_I') return /\(([0-9a-fA-F.:]{3,45})\)$/.exec(text)?.[1];
  return (
    /^(?:Begin configuration: )?([0-9a-fA-F.:]{3,45}) /.exec(text)?.[1] ??
    /\[Source: ?([0-9a-fA-F.:]{3,45})\]/.exec(text)?.[1]
  );
}

function protocolOf(text: string): Fields {
  const word = PROTOCOL.exec(text)?.[1];
  return word === undefined ? {} : transportFields(word.replace(/^protocol =?\s*/i, ''));
}

function durationOf(text: string): Fields {
  const [, hours, minutes, seconds] = DURATION.exec(text) ?? [];
  if (hours === undefined) return {};
  return { 'event.duration': (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * NANOSECONDS };
}

function textsOf(text: string): EventPatch {
  const list = /\baccess-group "([^"]{1,255})"/.exec(text) ?? /\b(?:access-)?list (\S{1,255}) /.exec(text);
  return {
    'rule.name': list?.[1],
    'network.bytes': readWhole(/\bbytes (\d{1,16})\b/.exec(text)?.[1]),
    'event.reason': /\b(?:reason ?[=:]? |Reason: )([^\],:]{1,200})/.exec(text)?.[1]?.trim(),
    'process.command_line': /\bexecuted (?:the )?'([^']{1,1000})'/.exec(text)?.[1],
  };
}

/** Messages that name the account without quotes or sign. */
function plainUser(text: string): string | undefined {
  return (
    /\[user: ?([^\]]{1,255})\]/.exec(text)?.[1] ??
    /^User (\S{1,255}) locked out /.exec(text)?.[1] ??
    /\bfor user (\S{1,255}) :/.exec(text)?.[1] ??
    /\bby (\S{1,255}) on (?:vty|console|tty)/.exec(text)?.[1]
  );
}

function accessedUrl(text: string): Fields {
  const [, address, url] = / Accessed URL ([0-9a-fA-F.:]{3,45}?):([a-z]{2,8}:\/\/\S{1,4000})/.exec(text) ?? [];
  return url === undefined ? {} : { ...endFields('destination', address), ...urlFields(url) };
}

/** Firepower's connection, intrusion, file and malware events are pairs. */
function threatDefenseFields(text: string): EventPatch {
  const values = readKeyValues(text, { assign: ':', separator: ',' });
  const { AccessControlRuleAction: action } = values;
  const isDenied = action !== undefined && /^block/i.test(action);
  return {
    ...endFields('source', values['SrcIP'], values['SrcPort']),
    ...endFields('destination', values['DstIP'], values['DstPort']),
    ...transportFields(values['Protocol']),
    'source.bytes': readWhole(values['InitiatorBytes']),
    'destination.bytes': readWhole(values['ResponderBytes']),
    'user.name': values['User'] === 'No Authentication Required' ? undefined : values['User'],
    'rule.name': values['AccessControlRuleName'] ?? values['Message'],
    'event.outcome': action === undefined ? undefined : isDenied ? 'failure' : 'success',
    'event.type': action === undefined ? undefined : ['connection', isDenied ? 'denied' : 'allowed'],
    ...(values['URL'] === undefined ? {} : urlFields(values['URL'])),
    'details.firepower': values,
  };
}
