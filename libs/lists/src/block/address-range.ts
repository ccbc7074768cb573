import ipaddr from 'ipaddr.js';

import { canonicalAddress } from '../terms/canonical-value';
import { addressBytes, parseNetwork } from '../terms/network';

const BITS = 128;
/** IPv4 stands behind ::ffff:0:0. */
const V4_FIRST = 0xffff_0000_0000n;
const V4_LAST = V4_FIRST + 0xffff_ffffn;

/** Addresses from the first to the last, as numbers of 128 bits; IPv4 as it is mapped into IPv6. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of a network, or the one of an address; `undefined` for what is neither. */
export function addressRange(text: string): AddressRange | undefined {
  const network = text.includes('/') ? parseNetwork(text) : undefined;
  const address = canonicalAddress(text);
  const bytes = address === undefined ? network?.bytes : addressBytes(address);
  if (bytes === undefined) return undefined;
  const behind = (1n << BigInt(BITS - (network?.bits ?? BITS))) - 1n;
  const first = numberOf(bytes) & ~behind;
  return { first, last: first | behind };
}

/** The fewest networks that hold these addresses and no others, in the order of the addresses, all with their prefix. */
export function networksOf(ranges: readonly AddressRange[]): string[] {
  return merged(ranges).flatMap(split);
}

function merged(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = [...ranges].sort((one, other) => (one.first < other.first ? -1 : Number(one.first > other.first)));
  const result: AddressRange[] = [];
  for (const range of sorted) {
    const before = result.at(-1);
    if (before === undefined || !touches(before, range)) result.push(range);
    else if (range.last > before.last) result[result.length - 1] = { first: before.first, last: range.last };
  }
  return result;
}

/** What is next to each other is one, but not the last address of IPv4 and the first behind it. */
function touches(before: AddressRange, range: AddressRange): boolean {
  if (range.first <= before.last) return true;
  return range.first === before.last + 1n && isV4(range.first) === isV4(before.last);
}

function split({ first, last }: AddressRange): string[] {
  const networks: string[] = [];
  for (let at = first; at <= last;) {
    let size = 1n;
    let length = BITS;
    while (length > 0 && (at & (size * 2n - 1n)) === 0n && at + size * 2n - 1n <= last) {
      size *= 2n;
      length -= 1;
    }
    networks.push(textOf(at, length));
    at += size;
  }
  return networks;
}

function textOf(address: bigint, length: number): string {
  const bytes = Array.from({ length: 16 }, (_, position) => Number((address >> BigInt(8 * (15 - position))) & 0xffn));
  const isMapped = isV4(address) && length >= 96;
  return isMapped
    ? `${new ipaddr.IPv4(bytes.slice(12)).toString()}/${length - 96}`
    : `${new ipaddr.IPv6(bytes).toString()}/${length}`;
}

function isV4(address: bigint): boolean {
  return address >= V4_FIRST && address <= V4_LAST;
}

function numberOf(bytes: readonly number[]): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
