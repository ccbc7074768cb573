import { isIPv4 } from 'node:net';

import ipaddr from 'ipaddr.js';

const PRIVATE_IPV4 = /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./;
/** Cheaper than to parse each address. */
const MAY_BE_PRIVATE = /^(?:f[cd]|::ffff:)/i;

/** The address in its usual form when it is one of a private network (RFC 1918, RFC 4193). */
export function privateAddress(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (isIPv4(text)) return PRIVATE_IPV4.test(text) ? text : undefined;
  if (!MAY_BE_PRIVATE.test(text) || !ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  const range = address.range();
  return range === 'private' || range === 'uniqueLocal' ? address.toString() : undefined;
}

/** The name under which DNS keeps the name of an address: `7.0.0.10.in-addr.arpa`. */
export function reverseName(address: string): string {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return `${parsed.toByteArray().reverse().join('.')}.in-addr.arpa`;
  const nibbles = parsed.toByteArray().flatMap((byte) => [byte >> 4, byte & 15]);
  return `${nibbles
    .map((nibble) => nibble.toString(16))
    .reverse()
    .join('.')}.ip6.arpa`;
}
