import ipaddr from 'ipaddr.js';

import { isPlainIpv4 } from './canonical-value';

/** Bits of an IPv6 address; IPv4 stands behind 96 of them, so that both share one table. */
const V4_OFFSET = 96;
/** What stands before an IPv4 address that is written as IPv6. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** A network as the index keeps it. */
export interface Network {
  /** Length of the prefix, as of an IPv6 address. */
  readonly bits: number;
  readonly bytes: readonly number[];
}

/** @returns `undefined` for what is no network. */
export function parseNetwork(text: string): Network | undefined {
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [network, length] = ipaddr.parseCIDR(text);
  return { bits: network.kind() === 'ipv4' ? length + V4_OFFSET : length, bytes: bytesOf(network) };
}

/** The sixteen bytes of an address; `undefined` for what is none. */
export function addressBytes(text: string): readonly number[] | undefined {
  if (isPlainIpv4(text)) return [...MAPPED, ...text.split('.').map(Number)];
  return ipaddr.isValid(text) ? bytesOf(ipaddr.parse(text)) : undefined;
}

/** The network an address is in, as a short text that no other network has. */
export function networkKey(bytes: readonly number[], bits: number): string {
  let key = String.fromCharCode(bits);
  for (let position = 0; position < bytes.length; position += 1) {
    const kept = Math.max(0, Math.min(8, bits - position * 8));
    key += String.fromCharCode((bytes[position] as number) & (0xff << (8 - kept)) & 0xff);
  }
  return key;
}

/** What {@link networkKey} made, as it is canonically written. */
export function networkText(key: string): string {
  const bytes = Array.from(key.slice(1), (char) => char.charCodeAt(0));
  const address = new ipaddr.IPv6(bytes);
  const bits = key.charCodeAt(0);
  const isV4 = bits >= V4_OFFSET && address.isIPv4MappedAddress();
  return isV4 ? `${address.toIPv4Address().toString()}/${bits - V4_OFFSET}` : `${address.toString()}/${bits}`;
}

/** The network as it is canonically written, without bits behind its prefix. */
export function canonicalNetwork(text: string): string | undefined {
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, length] = ipaddr.parseCIDR(text);
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${length}`).toString()}/${length}`;
}

function bytesOf(address: ipaddr.IPv4 | ipaddr.IPv6): number[] {
  return (address.kind() === 'ipv4' ? (address as ipaddr.IPv4).toIPv4MappedAddress() : address).toByteArray();
}
