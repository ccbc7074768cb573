import ipaddr from 'ipaddr.js';

import { parseAddress, parseNetwork, type Network } from './address';

/** Ends that are absent are those of the address family. */
interface AddressRange {
  readonly from?: string;
  readonly to?: string;
  readonly excludesFrom: boolean;
  readonly excludesTo: boolean;
}

/**
 * The fewest networks that together hold exactly the addresses of the range, as texts: at most 62 of IPv4, 254 of IPv6; none when
 * it ends before it begins. `undefined` when an end is no address, the families differ, or both ends are absent.
 */
export function networksBetween({ from, to, excludesFrom, excludesTo }: AddressRange): string[] | undefined {
  const ends = [from, to].filter((end) => end !== undefined).map(parseAddress);
  const family = ends[0]?.family;
  if (family === undefined || ends.some((end) => end?.family !== family)) return undefined;
  const bits = family === 4 ? 32 : 128;
  const low = from === undefined ? 0n : numberOf(ends[0]!) + (excludesFrom ? 1n : 0n);
  const high = to === undefined ? (1n << BigInt(bits)) - 1n : numberOf(ends.at(-1)!) - (excludesTo ? 1n : 0n);
  // Addresses of IPv4 written as IPv6 are of IPv4, and a network of them is none of IPv6.
  return blocksBetween(low, high, bits).filter((network) => parseNetwork(network)?.family === family);
}

function blocksBetween(low: bigint, high: bigint, bits: number): string[] {
  const blocks: string[] = [];
  for (let start = low; start <= high;) {
    let free = 0;
    while (free < bits && canGrow(start, free, high)) free++;
    blocks.push(`${addressOf(start, bits)}/${bits - free}`);
    start += 1n << BigInt(free);
  }
  return blocks;
}

/** May the block of 2^free addresses at `start` be twice as large? */
function canGrow(start: bigint, free: number, high: bigint): boolean {
  const size = 1n << BigInt(free + 1);
  return start % size === 0n && start + size - 1n <= high;
}

function numberOf({ bytes }: Network): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function addressOf(number: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((number >> BigInt(bits - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
