/** As a database in MaxMind's format says of itself. */
export interface TreeShape {
  readonly nodeCount: number;
  readonly nodeByteSize: number;
  readonly recordSize: number;
  readonly ipVersion: number;
}

const SAMPLES = 1_024;
const IPV4_BITS = 32;
const IPV6_BITS = 128;
/** Spreads the numbers from 0 over 32 bits evenly, the first bits first. */
const SPREAD = 0x9e3779b1;

/** A part of the tree: the node it hangs from, and how many bits of an address it decides. */
interface Part {
  readonly root: number;
  readonly bits: number;
}

/**
 * Addresses that the search tree of a database has records for, spread over its networks, of IPv4 and IPv6.
 * @throws when there are none, or the tree leads out of the file.
 */
export function sampledAddresses(bytes: Buffer, shape: TreeShape): string[] {
  const addresses =
    shape.ipVersion === 4
      ? descents(bytes, shape, { root: 0, bits: IPV4_BITS }).map(ipv4)
      : [
          ...descents(bytes, shape, { root: 0, bits: IPV6_BITS }).map(ipv6),
          ...descents(bytes, shape, { root: ipv4Root(bytes, shape), bits: IPV4_BITS }).map(ipv4),
        ];
  if (addresses.length === 0) throw new Error('its search tree leads to no record');
  return addresses;
}

/** IPv4 stands below 96 bits of zero. */
function ipv4Root(bytes: Buffer, shape: TreeShape): number {
  let root = 0;
  for (let depth = 0; depth < IPV6_BITS - IPV4_BITS && root < shape.nodeCount; depth += 1)
    root = recordAt(bytes, shape, root, 0);
  return root;
}

function descents(bytes: Buffer, shape: TreeShape, part: Part): number[][] {
  if (part.root >= shape.nodeCount) return [];
  return Array.from({ length: SAMPLES }, (_, n) => descent(bytes, shape, part, Math.imul(n, SPREAD))).filter(
    (way) => way.length > 0,
  );
}

/** The bits of the way down to a record, by turns that the number decides; where there is nothing, the other turn. */
function descent(bytes: Buffer, shape: TreeShape, { root, bits }: Part, turns: number): number[] {
  const way = Array.from({ length: bits }, () => 0);
  let node = root;
  for (let at = 0; at < bits; at += 1) {
    let side = (turns >>> (31 - (at % 32))) & 1;
    let next = recordAt(bytes, shape, node, side);
    if (next === shape.nodeCount) {
      side = 1 - side;
      next = recordAt(bytes, shape, node, side);
    }
    way[at] = side;
    if (next > shape.nodeCount) return way;
    if (next === shape.nodeCount) break;
    node = next;
  }
  return [];
}

function recordAt(bytes: Buffer, { nodeByteSize, recordSize }: TreeShape, node: number, side: number): number {
  const at = node * nodeByteSize;
  if (recordSize === 24) return bytes.readUIntBE(at + side * 3, 3);
  if (recordSize === 32) return bytes.readUInt32BE(at + side * 4);
  const middle = bytes.readUInt8(at + 3);
  return side === 0
    ? ((middle & 0xf0) << 20) | bytes.readUIntBE(at, 3)
    : ((middle & 0x0f) << 24) | bytes.readUIntBE(at + 4, 3);
}

function ipv4(bits: readonly number[]): string {
  return groups(bits, 8).join('.');
}

function ipv6(bits: readonly number[]): string {
  return groups(bits, 16)
    .map((group) => group.toString(16))
    .join(':');
}

function groups(bits: readonly number[], size: number): number[] {
  return Array.from({ length: bits.length / size }, (_, n) =>
    Number.parseInt(bits.slice(n * size, (n + 1) * size).join(''), 2),
  );
}
