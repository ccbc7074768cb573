import type { Socket } from 'node:net';

import { plainAddress } from '../../../shippers/networks';
import type { Holder, ListenerBatches } from '../batches/listener-batches';
import { FrameReader } from '../framing/frame-reader';
import type { StreamOptions } from '../syslog.config';
import type { ListenerMetrics, TurnedAwayReason } from '../syslog.metrics';

/** What one connection may have read that is not durable. */
const MAX_HELD_BYTES = 4 * 1024 ** 2;

export interface ConnectionParts {
  readonly batches: ListenerBatches;
  readonly metrics: ListenerMetrics;
  readonly options: Pick<StreamOptions, 'idleMs' | 'frameMs'> & { readonly maxLineBytes: number };
}

/**
 * One sender on a TCP or TLS connection. It is read no faster than its events become durable: then TCP makes the sender wait,
 * and nothing is dropped.
 */
export class StreamConnection implements Holder {
  heldBytes = 0;
  private readonly reader: FrameReader;
  private lastReadAt = performance.now();
  /** When the unfinished message began. */
  private insideSince: number | undefined;
  private isPaused = false;
  private isOver = false;

  constructor(
    private readonly socket: Socket,
    private readonly parts: ConnectionParts,
  ) {
    const address = plainAddress(socket.remoteAddress ?? '');
    this.reader = new FrameReader(parts.options.maxLineBytes, (message, flaw) => {
      this.insideSince = undefined;
      parts.batches.add({ message, address, flaw }, this);
    });
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.once('close', () => this.end());
  }

  /** Bytes of its unfinished message. */
  get unfinishedBytes(): number {
    return this.reader.heldBytes;
  }

  /** Hands on the unfinished message as it is, to free its memory. */
  cutUnfinished(): void {
    this.reader.cut();
  }

  onRelief(): void {
    if (!this.isPaused) return;
    if (this.mustWait) {
      this.parts.batches.waitForRelief(this);
      return;
    }
    this.setPaused(false);
    this.lastReadAt = performance.now();
    if (this.insideSince !== undefined) this.insideSince = this.lastReadAt;
    this.socket.resume();
  }

  /** Closes a connection that only takes up room. */
  check(now: number): void {
    if (this.isPaused) return;
    const { frameMs, idleMs } = this.parts.options;
    if (this.insideSince !== undefined && now - this.insideSince > frameMs) this.turnAway('message_too_slow');
    else if (now - this.lastReadAt > idleMs) this.turnAway('silent');
  }

  /** Tells the sender to stop; what it sent before is still read. */
  askToEnd(): void {
    this.socket.end();
  }

  /** Takes what was read and closes. */
  close(): void {
    while (this.socket.read() !== null);
    this.socket.destroy();
    this.end();
  }

  private get mustWait(): boolean {
    return this.heldBytes > MAX_HELD_BYTES || this.parts.batches.isCrowded;
  }

  private take(chunk: Buffer): void {
    this.lastReadAt = performance.now();
    this.parts.batches.read(chunk.length);
    this.reader.push(chunk);
    if (this.reader.isInside) this.insideSince ??= this.lastReadAt;
    else this.insideSince = undefined;
    if (!this.isPaused && this.mustWait) this.pause();
  }

  private pause(): void {
    this.setPaused(true);
    this.socket.pause();
    this.parts.batches.waitForRelief(this);
  }

  private setPaused(isPaused: boolean): void {
    if (this.isPaused === isPaused) return;
    this.isPaused = isPaused;
    this.parts.metrics.paused(isPaused ? 1 : -1);
  }

  private turnAway(reason: TurnedAwayReason): void {
    this.parts.metrics.turnedAway(reason);
    this.close();
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.reader.end();
    this.setPaused(false);
  }
}
