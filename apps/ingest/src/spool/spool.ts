import type { BusMessage } from '@tocsin/messaging';

/** A batch as it waits in the spool. */
export interface SpooledBatch extends BusMessage {
  /** How many events it carries. */
  readonly events: number;
}

/** What the spool holds now. */
export interface SpoolUsage {
  readonly batches: number;
  readonly events: number;
  /** Bytes of disk, what is being written included. */
  readonly bytes: number;
  readonly maxBytes: number;
}

/** The spool does not take a batch: it is full, switched off, or its disk fails. Nothing of the batch is kept. */
export class SpoolUnavailable extends Error {
  override readonly name = 'SpoolUnavailable';
}

/** Where batches wait on the disk of this front end while the broker does not take them. Given back in the order they came. */
export abstract class Spool {
  /** Nothing waits in it or is on its way into it, so that a batch may overtake it. */
  abstract readonly isEmpty: boolean;
  /** Too little room is left to begin another request. */
  abstract readonly isFull: boolean;
  /** Why it takes nothing though it has room, and what to do; `undefined` when it does. */
  abstract readonly problem: string | undefined;
  abstract readonly usage: SpoolUsage;

  /**
   * Resolves when the batch is on disk.
   * @throws {SpoolUnavailable}
   */
  abstract append(batch: SpooledBatch): Promise<void>;

  /** The oldest batch not given out yet; `undefined` when there is none now. Not to be called again before it resolved. */
  abstract next(): Promise<SpooledBatch | undefined>;

  /** That batch is durable elsewhere. May be said in any order; the room is free when all before it are settled too. */
  abstract settle(batch: SpooledBatch): void;

  /** Gives out again what was given out and is not settled. */
  abstract rewind(): void;

  /** Resolves when something came or went, or after that time. */
  abstract change(limitMs: number): Promise<void>;

  /** Resolves when what was being written is on disk; everything that waits is kept for the next start. */
  abstract close(): Promise<void>;
}
