import type { Address, Arena } from './arena';

/** Length of the text and how many use it, four bytes each. */
const HEAD_BYTES = 8;
const RECENT = 4_096;

/** Texts in an arena. Terms that come together mostly say the same of themselves, so equal texts that follow each other are one. */
export class SharedTexts {
  private readonly recent = new Map<string, Address>();

  constructor(private readonly arena: Arena) {}

  /** Keeps a text, or counts one more user of it. */
  keep(text: string): Address {
    const known = this.recent.get(text);
    if (known === undefined) return this.write(text);
    const [chunk, offset] = [this.arena.chunkOf(known), this.arena.offsetOf(known)];
    chunk.writeUInt32LE(chunk.readUInt32LE(offset + 4) + 1, offset + 4);
    return known;
  }

  read(address: Address): string {
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    const start = offset + HEAD_BYTES;
    return chunk.toString('utf8', start, start + chunk.readUInt32LE(offset));
  }

  /** One user less; the last one frees it. */
  release(address: Address): void {
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    const users = chunk.readUInt32LE(offset + 4) - 1;
    chunk.writeUInt32LE(users, offset + 4);
    if (users > 0) return;
    this.recent.delete(this.read(address));
    this.arena.free(address, HEAD_BYTES + chunk.readUInt32LE(offset));
  }

  private write(text: string): Address {
    const bytes = Buffer.byteLength(text);
    const address = this.arena.allocate(HEAD_BYTES + bytes);
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    chunk.writeUInt32LE(bytes, offset);
    chunk.writeUInt32LE(1, offset + 4);
    chunk.write(text, offset + HEAD_BYTES, 'utf8');
    if (this.recent.size >= RECENT) this.recent.clear();
    this.recent.set(text, address);
    return address;
  }
}
