import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { readAddress } from '../../values/address';
import { endFields, type Fields } from '../../values/end';
import { writeMac } from '../../values/mac';
import { readKeyValues, type KeyValues } from '../../values/key-value';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { netfilterOptionsSchema, type NetfilterOptions } from './netfilter.options';

const DENYING = /block|drop|den(?:y|ied)|reject|dpt|limit/i;
const ALLOWING = /allow|accept|pass|permit/i;
/** Words of a line that have no value. */
const FLAG = /^(?:SYN|ACK|FIN|RST|PSH|URG|ECE|CWR|DF|MF|CE)$/;
/** Destination, source and type of an Ethernet frame. */
const FRAME = /^((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):((?:[0-9a-f]{2}:){5}[0-9a-f]{2})(?::|$)/i;
const UPTIME = /^\[ *\d{1,10}\.\d{1,9}\] /;
const LONGEST_PREFIX = 128;

/** Understands how the Linux kernel logs packets for iptables, nftables and ufw. What became of a packet only the prefix says. */
@Injectable()
@NormalizerPlugin({
  type: 'netfilter',
  understands: 'content',
  order: 420,
  stability: 'beta',
  options: netfilterOptionsSchema,
  reads: ['message'],
  writes: ['event.*', 'source.*', 'destination.*', 'network.*', 'observer.*', 'rule.name', 'details.*'],
})
export class NetfilterNormalizer implements Normalizer<NetfilterOptions> {
  claims({ message }: SecurityEvent): boolean {
    // The interface stands near the start of each line: most others are told by a look at that.
    return message.lastIndexOf('IN=', LONGEST_PREFIX) >= 0 && message.includes(' SRC=') && message.includes(' DST=');
  }

  normalize({ message }: SecurityEvent): EventPatch {
    const start = message.indexOf('IN=');
    if (start < 0) return {};
    const values = readKeyValues(message, undefined, start);
    const { SRC: source, DST: destination, PROTO: protocol } = values;
    if (source === undefined || readAddress(source) === undefined || readAddress(destination) === undefined) return {};
    return {
      ...prefixFields(message.slice(0, start).replace(UPTIME, '').trim()),
      ...wayFields(values),
      ...frameFields(values['MAC']),
      ...transportFields(protocol),
      ...endFields('source', source, values['SPT']),
      ...endFields('destination', destination, values['DPT']),
      'network.type': source.includes(':') ? 'ipv6' : 'ipv4',
      'network.bytes': readWhole(values['LEN']),
      'details.netfilter': { ...values, flags: message.split(' ').filter((word) => FLAG.test(word)) },
    };
  }
}

function prefixFields(prefix: string): EventPatch {
  const isDenied = DENYING.test(prefix);
  const isAllowed = !isDenied && ALLOWING.test(prefix);
  const name = prefix.replace(/^\[(.*)\]$/, '$1').slice(0, LONGEST_PREFIX);
  const isUfw = prefix.startsWith('[UFW ');
  return {
    'event.category': ['network'],
    'event.type': ['connection', isDenied ? 'denied' : isAllowed ? 'allowed' : 'info'],
    'event.action': isDenied ? 'packet_denied' : isAllowed ? 'packet_allowed' : 'packet_logged',
    'event.outcome': isDenied ? 'failure' : isAllowed ? 'success' : 'unknown',
    'event.module': isUfw ? 'ufw' : 'iptables',
    'event.dataset': isUfw ? 'ufw.log' : 'iptables.log',
    'observer.type': 'firewall',
    'rule.name': name === '' ? undefined : name,
  };
}

/** A packet that came in by one interface and goes out by none is for the host itself. */
function wayFields({ IN: incoming = '', OUT: outgoing = '' }: KeyValues): Fields {
  const fields: Fields = {};
  if (incoming !== '') fields['observer.ingress.interface.name'] = incoming;
  if (outgoing !== '') fields['observer.egress.interface.name'] = outgoing;
  if (incoming === '' && outgoing === '') return fields;
  fields['network.direction'] = outgoing === '' ? 'ingress' : incoming === '' ? 'egress' : 'unknown';
  return fields;
}

function frameFields(frame: string | undefined): Fields {
  const [, destination, source] = frame === undefined ? [] : (FRAME.exec(frame) ?? []);
  if (destination === undefined || source === undefined) return {};
  return { 'destination.mac': writeMac(destination), 'source.mac': writeMac(source) };
}
