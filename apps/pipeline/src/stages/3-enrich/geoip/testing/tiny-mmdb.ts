type MmdbValue = string | number | { readonly [key: string]: MmdbValue } | readonly MmdbValue[];

/** A node's two records: another node, data, or nothing. */
type Branch = TreeNode | Buffer | undefined;
interface TreeNode {
  readonly branches: [Branch, Branch];
}

const ADDRESS_BITS = 128;
const SEPARATOR = Buffer.alloc(16);
const METADATA_MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);

/** A MaxMind database of single IPv4 addresses, small enough to be written by a test. */
export function tinyMmdb(
  databaseType: string,
  entries: Readonly<Record<string, MmdbValue>>,
  builtAt = new Date('2026-11-18T11:06:40Z'),
): Buffer {
  const root: TreeNode = { branches: [undefined, undefined] };
  for (const [address, value] of Object.entries(entries)) insert(root, bitsOf(address), encode(value));
  const nodes = collect(root);
  const { tree, data } = layOut(nodes);
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: builtAt.getTime() / 1_000,
    database_type: databaseType,
    description: { en: 'made by a test' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, SEPARATOR, data, METADATA_MARKER, metadata]);
}

/** IPv4 stands in the last 32 bits of the IPv6 tree. */
function bitsOf(address: string): number[] {
  const bytes = address.split('.').map(Number);
  const low = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1));
  return [...Array.from({ length: ADDRESS_BITS - low.length }, () => 0), ...low];
}

function insert(root: TreeNode, bits: readonly number[], data: Buffer): void {
  let node = root;
  for (const [depth, bit] of bits.entries()) {
    if (depth === bits.length - 1) node.branches[bit as 0 | 1] = data;
    else {
      const next = (node.branches[bit as 0 | 1] ??= { branches: [undefined, undefined] });
      node = next as TreeNode;
    }
  }
}

function collect(node: TreeNode): TreeNode[] {
  return [node, ...node.branches.flatMap((branch) => (isNode(branch) ? collect(branch) : []))];
}

function layOut(nodes: readonly TreeNode[]): { tree: Buffer; data: Buffer } {
  const tree = Buffer.alloc(nodes.length * 6);
  const data: Buffer[] = [];
  let size = 0;
  for (const [position, { branches }] of nodes.entries())
    for (const [side, branch] of branches.entries()) {
      let record = nodes.length;
      if (isNode(branch)) record = nodes.indexOf(branch);
      else if (branch !== undefined) {
        record = nodes.length + SEPARATOR.length + size;
        data.push(branch);
        size += branch.length;
      }
      tree.writeUIntBE(record, position * 6 + side * 3, 3);
    }
  return { tree, data: Buffer.concat(data) };
}

function isNode(branch: Branch): branch is TreeNode {
  return branch !== undefined && 'branches' in branch;
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') return Number.isInteger(value) ? encodeUint(value) : encodeDouble(value);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  const pairs = Object.entries(value).flatMap(([key, one]) => [encode(key), encode(one)]);
  return Buffer.concat([control(7, pairs.length / 2), ...pairs]);
}

function control(type: number, size: number): Buffer {
  return size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
}

function encodeUint(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([control(6, 4), bytes]);
}

function encodeDouble(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([control(3, 8), bytes]);
}

/** A record of a City database. */
export function aPlace(city: string): MmdbValue {
  return {
    city: { names: { en: city } },
    continent: { code: 'EU', names: { en: 'Europe' } },
    country: { iso_code: 'NL', names: { en: 'Netherlands' } },
    location: { latitude: 52.5, longitude: 5.25 },
    subdivisions: [{ iso_code: 'UT', names: { en: 'Utrecht Province' } }],
  };
}
