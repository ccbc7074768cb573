import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EVENTS_QUEUE, MessageBus, QueueFull } from '@tocsin/messaging';

import { AcceptedBatches } from '../batches/accepted-batches';
import { Spool, type SpooledBatch } from './spool';

/** Batches that may wait for their confirm at once. */
const MAX_WIDTH = 32;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** While the spool is empty nothing is done but to wait; what is appended wakes this at once. */
const IDLE_MS = 60_000;
/** What is under way at the end is given out again at the next start. */
const STOP_LIMIT_MS = 500;

/**
 * Hands the batches in the spool to the broker, in order. After a failure it goes on with one at a time and more with each
 * confirm, so that hardly anything is queued out of order or twice when the broker wavers, and a full queue is not pestered.
 */
@Injectable()
export class Replayer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Spool');
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopped = new Promise<void>((resolve) =>
    this.stopping.signal.addEventListener('abort', () => resolve()),
  );
  private running: Promise<void> = Promise.resolve();
  private width = 1;
  private pauseMs = FIRST_PAUSE_MS;
  private failure: Error | undefined;
  private lastProblem: string | undefined;
  private isTold = false;

  constructor(
    private readonly bus: MessageBus,
    private readonly spool: Spool,
    private readonly accepted: AcceptedBatches,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** The requests have been answered by now, and the broker is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, pause(STOP_LIMIT_MS)]);
    await this.spool.close();
  }

  /** Why the last batch was not taken; `undefined` when it was. */
  get problem(): string | undefined {
    return this.lastProblem;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.sendAll();
      await Promise.all(this.underWay);
      if (this.failure) await this.recover(this.failure);
      else await this.rest();
    }
  }

  /** Sends until nothing is left or something failed. */
  private async sendAll(): Promise<void> {
    while (!this.failure && !this.stopping.signal.aborted) {
      const batch = this.underWay.size < this.width ? await this.next() : undefined;
      if (batch) this.send(batch);
      else if (this.underWay.size > 0) await Promise.race(this.underWay);
      else return;
    }
  }

  private async next(): Promise<SpooledBatch | undefined> {
    try {
      return await this.spool.next();
    } catch (error) {
      this.failed(error as Error);
      return undefined;
    }
  }

  private send(batch: SpooledBatch): void {
    const { id, headers, events } = batch;
    // What the process before this one accepted can be asked for here.
    this.accepted.note({ id, claim: headers['claim'], source: headers['source'] ?? '', events });
    const sending = this.bus
      .publish(EVENTS_QUEUE, batch)
      .then(
        () => this.confirmed(batch),
        (error: Error) => this.failed(error),
      )
      .finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  private confirmed(batch: SpooledBatch): void {
    this.spool.settle(batch);
    this.pauseMs = FIRST_PAUSE_MS;
    this.width = Math.min(this.width + 1, MAX_WIDTH);
    this.lastProblem = undefined;
    if (this.isTold && this.spool.isEmpty) this.log.log('The spool is empty: events go to the broker directly again.');
    if (this.spool.isEmpty) this.isTold = false;
  }

  private failed(error: Error): void {
    this.failure ??= error;
    this.lastProblem = error.message;
    this.width = 1;
    if (!this.isTold) this.log.warn(`Events wait in the spool until the broker takes them: ${error.message}`);
    this.isTold = true;
  }

  private async recover(failure: Error): Promise<void> {
    this.failure = undefined;
    this.spool.rewind();
    await Promise.race([pause(this.pauseMs), this.stopped]);
    if (!(failure instanceof QueueFull)) this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private async rest(): Promise<void> {
    // What changed while the spool was read has woken nobody.
    const limitMs = this.spool.usage.bytes === 0 ? IDLE_MS : FIRST_PAUSE_MS;
    await Promise.race([this.spool.change(limitMs), this.stopped]);
  }
}

/** Keeps no process from ending. */
function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
