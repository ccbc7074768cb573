import type { Fields } from './end';

/** Protocols above IP by their IANA number, for those that sensors and firewalls meet. */
const NAME_BY_NUMBER = new Map<string, string>([
  ['1', 'icmp'],
  ['2', 'igmp'],
  ['4', 'ipv4'],
  ['6', 'tcp'],
  ['8', 'egp'],
  ['17', 'udp'],
  ['41', 'ipv6'],
  ['46', 'rsvp'],
  ['47', 'gre'],
  ['50', 'esp'],
  ['51', 'ah'],
  ['58', 'ipv6-icmp'],
  ['88', 'eigrp'],
  ['89', 'ospf'],
  ['94', 'ipip'],
  ['103', 'pim'],
  ['112', 'vrrp'],
  ['132', 'sctp'],
  ['136', 'udplite'],
]);
const NUMBER_BY_NAME = new Map([...NAME_BY_NUMBER].map(([number, name]) => [name, number]));
/** Other words for them. */
const SYNONYMS = new Map([
  ['icmp6', 'ipv6-icmp'],
  ['icmpv6', 'ipv6-icmp'],
  ['icmp_v6', 'ipv6-icmp'],
]);
const LAST_NUMBER = 255;
const LONGEST_NAME = 16;

/** The protocol above IP, from its number (`6`, `017`) or its name. Nothing when the value is neither. */
export function transportFields(value: unknown): Fields {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().toLowerCase() : '';
  const fields: Fields = {};
  const number = /^\d{1,3}$/.test(text) ? String(Number(text)) : NUMBER_BY_NAME.get(SYNONYMS.get(text) ?? text);
  const name = number === undefined ? nameOf(text) : NAME_BY_NUMBER.get(number);
  if (name !== undefined) fields['network.transport'] = name;
  if (number !== undefined && Number(number) <= LAST_NUMBER) fields['network.iana_number'] = number;
  return fields;
}

/** A protocol we have no number for. */
function nameOf(text: string): string | undefined {
  return text.length <= LONGEST_NAME && /^[a-z][a-z0-9-]*$/.test(text) ? text : undefined;
}
