import ipaddr from 'ipaddr.js';

/** An IPv4 or IPv6 network, host bits cleared. An address is a network of one. */
export interface Network {
  readonly family: 4 | 6;
  /** Canonical text of the first address. */
  readonly base: string;
  readonly prefix: number;
  readonly bytes: readonly number[];
}

const OCTET = '(?:0|[1-9]\\d{0,2})';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = /^[\da-f:.]+$/i;

/** The address, IPv4-mapped IPv6 as the IPv4 it is; `undefined` for anything else (a name, a zone, octal octets). */
export function parseAddress(text: string): Network | undefined {
  const bytes = addressBytes(text);
  return bytes && networkOf(bytes, bytes.length * 8);
}

/** `10.0.0.0/8`, `fe80::/10`, or an address alone; `undefined` for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return parseAddress(text);
  const bytes = addressBytes(text.slice(0, slash));
  const suffix = text.slice(slash + 1);
  if (!bytes || !/^\d{1,3}$/.test(suffix)) return undefined;
  const mapped = bytes.length === 4 && text.includes(':');
  const prefix = Number(suffix) - (mapped ? 96 : 0);
  return prefix < 0 || prefix > bytes.length * 8 ? undefined : networkOf(bytes, prefix);
}

/** Is the text an address inside the network? */
export function isInside(text: string, network: Network): boolean {
  const bytes = addressBytes(text);
  return bytes !== undefined && bytes.length === network.bytes.length && sharesPrefix(bytes, network);
}

/** The highest address of an IPv6 network. */
export function lastAddress({ bytes, prefix }: Network): string {
  const last = bytes.map((byte, index) => byte | (0xff >> Math.min(8, Math.max(0, prefix - index * 8))));
  return new ipaddr.IPv6(last).toString();
}

function sharesPrefix(bytes: readonly number[], network: Network): boolean {
  const whole = network.prefix >> 3;
  for (let index = 0; index < whole; index++) if (bytes[index] !== network.bytes[index]) return false;
  const rest = network.prefix & 7;
  return rest === 0 || (bytes[whole]! ^ network.bytes[whole]!) >> (8 - rest) === 0;
}

function networkOf(bytes: readonly number[], prefix: number): Network {
  const base = bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))) & 0xff);
  const family = base.length === 4 ? 4 : 6;
  const address = family === 4 ? new ipaddr.IPv4(base) : new ipaddr.IPv6(base);
  return { family, base: address.toString(), prefix, bytes: base };
}

function addressBytes(text: string): readonly number[] | undefined {
  if (IPV4.test(text)) {
    const octets = text.split('.').map(Number);
    return octets.every((octet) => octet < 256) ? octets : undefined;
  }
  if (!text.includes(':') || !IPV6.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().octets : address.toByteArray();
}
