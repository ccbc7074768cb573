import { randomInt } from 'node:crypto';

import { Arena, type Address } from './arena';
import { SharedTexts } from './shared-texts';
import { Slots } from './slots';

/** List 2, key length 2, facts 4, from 8, until 8. */
const HEAD_BYTES = 24;

/** A term as a table keeps it. */
export interface StoredTerm {
  /** Number of its list. */
  readonly list: number;
  readonly key: string;
  /** JSON. */
  readonly facts: string;
  /** Milliseconds since 1970; in force from this time and before the other. */
  readonly from: number;
  readonly until: number;
}

/** Terms by key, off the heap. A key may stand for terms of several lists. */
export class TermTable {
  private readonly arena = new Arena();
  private readonly texts = new SharedTexts(this.arena);
  private readonly slots = new Slots();
  /** Whoever writes a feed must not be able to make all its terms collide. */
  private readonly seed = randomInt(2 ** 32);

  get size(): number {
    return this.slots.size;
  }

  get bytes(): number {
    return this.arena.bytes + this.slots.bytes;
  }

  /** Adds a term, or replaces that of the same list and key. */
  put(term: StoredTerm): void {
    this.remove(term.list, term.key);
    this.slots.add(this.hashOf(term.key), this.write(term));
  }

  remove(list: number, key: string): void {
    const hash = this.hashOf(key);
    const address = this.slots.find(hash, (one) => this.listAt(one) === list && this.keyAt(one) === key);
    if (address === 0) return;
    this.slots.remove(hash, (one) => one === address);
    this.release(address);
  }

  /** Calls back for each term of the key. */
  each(key: string, found: (term: StoredTerm) => void): void {
    if (this.slots.size === 0) return;
    this.slots.find(this.hashOf(key), (address) => {
      if (this.keyAt(address) === key) found(this.read(address));
      return false;
    });
  }

  /** Takes out what the test names, some thousand slots at a time, and yields in between so that others may work. */
  *sweep(isOver: (list: number, until: number) => boolean, removed: (key: string) => void): Generator<void> {
    const step = 20_000;
    for (let from = 0; from < this.slots.length; from += step) {
      for (const [hash, address] of this.slots.between(from, from + step)) {
        if (!isOver(this.listAt(address), this.untilAt(address))) continue;
        removed(this.keyAt(address));
        this.slots.remove(hash, (one) => one === address);
        this.release(address);
      }
      yield;
    }
  }

  private write({ list, key, facts, from, until }: StoredTerm): Address {
    const keyBytes = Buffer.byteLength(key);
    const address = this.arena.allocate(HEAD_BYTES + keyBytes);
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    chunk.writeUInt16LE(list, offset);
    chunk.writeUInt16LE(keyBytes, offset + 2);
    chunk.writeUInt32LE(this.texts.keep(facts), offset + 4);
    chunk.writeDoubleLE(from, offset + 8);
    chunk.writeDoubleLE(until, offset + 16);
    chunk.write(key, offset + HEAD_BYTES, 'utf8');
    return address;
  }

  private read(address: Address): StoredTerm {
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    return {
      list: chunk.readUInt16LE(offset),
      key: this.keyAt(address),
      facts: this.texts.read(chunk.readUInt32LE(offset + 4)),
      from: chunk.readDoubleLE(offset + 8),
      until: chunk.readDoubleLE(offset + 16),
    };
  }

  private release(address: Address): void {
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    this.texts.release(chunk.readUInt32LE(offset + 4));
    this.arena.free(address, HEAD_BYTES + chunk.readUInt16LE(offset + 2));
  }

  private listAt(address: Address): number {
    return this.arena.chunkOf(address).readUInt16LE(this.arena.offsetOf(address));
  }

  private untilAt(address: Address): number {
    return this.arena.chunkOf(address).readDoubleLE(this.arena.offsetOf(address) + 16);
  }

  private keyAt(address: Address): string {
    const [chunk, offset] = [this.arena.chunkOf(address), this.arena.offsetOf(address)];
    const start = offset + HEAD_BYTES;
    return chunk.toString('utf8', start, start + chunk.readUInt16LE(offset + 2));
  }

  /** FNV-1a, mixed once more because the table uses the low bits. */
  private hashOf(key: string): number {
    let hash = this.seed ^ 0x811c9dc5;
    for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  }
}
