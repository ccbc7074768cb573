/** Bytes that are not in snappy's block format. */
export class BrokenSnappy extends Error {
  override readonly name = 'BrokenSnappy';
}

const LITERAL = 0;
/** Literals that are longer say so in the one to four bytes that follow. */
const LONGEST_SHORT_LITERAL = 60;

/** How long a block says it is when decompressed. @throws {BrokenSnappy} */
export function snappyLength(block: Buffer): number {
  return lengthOf(block).length;
}

/**
 * Decompresses a block, which has no checksum; its lengths must agree, so that nothing is made up and nothing left out.
 * Allocates what the block says it needs: ask {@link snappyLength} first.
 * @throws {BrokenSnappy}
 */
export function uncompressSnappy(block: Buffer): Buffer {
  const { length, end } = lengthOf(block);
  const out = Buffer.alloc(length);
  let from = end;
  let to = 0;
  while (from < block.length) {
    const tag = block[from] ?? 0;
    const { size, offset, next } = (tag & 3) === LITERAL ? literalAt(block, from, tag) : copyAt(block, from, tag);
    if (size > length - to || offset > to) throw new BrokenSnappy('it points outside itself');
    if (offset === 0) block.copy(out, to, next - size, next);
    else repeat(out, to, offset, size);
    from = next;
    to += size;
  }
  if (to !== length) throw new BrokenSnappy('it is shorter than it says');
  return out;
}

interface Element {
  readonly size: number;
  /** How far back the bytes stand that are said again; 0 for a literal. */
  readonly offset: number;
  /** Where the next element starts; a literal's bytes stand right before it. */
  readonly next: number;
}

function literalAt(block: Buffer, at: number, tag: number): Element {
  const code = tag >> 2;
  const extra = Math.max(0, code - LONGEST_SHORT_LITERAL + 1);
  const size = (extra === 0 ? code : numberAt(block, at + 1, extra)) + 1;
  const next = at + 1 + extra + size;
  if (next > block.length) throw new BrokenSnappy('it ends inside a literal');
  return { size, offset: 0, next };
}

function copyAt(block: Buffer, at: number, tag: number): Element {
  const kind = tag & 3;
  const extra = kind === 3 ? 4 : kind;
  const low = numberAt(block, at + 1, extra);
  const offset = kind === 1 ? ((tag >> 5) << 8) | low : low;
  if (offset === 0) throw new BrokenSnappy('it repeats what does not stand before');
  return { size: kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1, offset, next: at + 1 + extra };
}

function numberAt(block: Buffer, at: number, bytes: number): number {
  if (at + bytes > block.length) throw new BrokenSnappy('it ends inside a number');
  return block.readUIntLE(at, bytes);
}

/** What is repeated may overlap what is written: a run of one byte is a copy from one byte back. */
function repeat(out: Buffer, to: number, offset: number, size: number): void {
  if (offset >= size) out.copyWithin(to, to - offset, to - offset + size);
  else for (let index = to; index < to + size; index += 1) out[index] = out[index - offset] ?? 0;
}

/** A varint of at most 32 bits. */
function lengthOf(block: Buffer): { readonly length: number; readonly end: number } {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block[at];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { length, end: at + 1 };
  }
  throw new BrokenSnappy('its length is no number of 32 bits');
}
