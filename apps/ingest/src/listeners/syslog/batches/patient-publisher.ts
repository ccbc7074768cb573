import { setTimeout as delay } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import type { EventBatch } from '@tocsin/event-model';

import type { BatchPublisher } from '../../../batches/batch-publisher';

/** Batches offered at once; the others wait in line. */
const MAX_UNDER_WAY = 8;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

interface Waiting {
  readonly batch: EventBatch;
  readonly onDurable: () => void;
}

/**
 * Offers each batch until it is durable: who sends plain syslog is not told of a failure and does not send again. What waits is
 * bounded by those who hand over.
 */
export class PatientPublisher {
  private readonly log = new Logger('Syslog');
  private readonly waiting: Waiting[] = [];
  private readonly underWay = new Set<EventBatch>();
  private readonly stopped = new AbortController();
  private isFailing = false;
  private onIdle: () => void = () => undefined;

  constructor(private readonly publisher: BatchPublisher) {}

  hand(batch: EventBatch, onDurable: () => void): void {
    this.waiting.push({ batch, onDurable });
    this.offerMore();
  }

  /** Resolves when everything is durable or that time is over. @returns how many events are not. */
  async finish(timeLimitMs: number): Promise<number> {
    const timeLimit = delay(timeLimitMs, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    const idle = new Promise<void>((resolve) => (this.onIdle = resolve));
    if (this.underWay.size > 0) await Promise.race([idle, timeLimit]);
    this.stopped.abort();
    const left = [...this.underWay, ...this.waiting.map(({ batch }) => batch)];
    return left.reduce((events, { ids }) => events + ids.length, 0);
  }

  private offerMore(): void {
    while (this.underWay.size < MAX_UNDER_WAY && !this.stopped.signal.aborted) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      this.underWay.add(next.batch);
      void this.offer(next);
    }
    if (this.underWay.size === 0) this.onIdle();
  }

  private async offer({ batch, onDurable }: Waiting): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !(await this.isTaken(batch)); pauseMs = longer(pauseMs)) {
      if (!(await this.rest(pauseMs))) return;
    }
    this.underWay.delete(batch);
    onDurable();
    this.offerMore();
  }

  private async isTaken(batch: EventBatch): Promise<boolean> {
    try {
      await this.publisher.publish(batch);
      if (this.isFailing) this.log.log('Events can be queued again.');
      this.isFailing = false;
      return true;
    } catch (error) {
      if (!this.isFailing)
        this.log.warn(`Events cannot be queued; they are held and tried again. ${(error as Error).message}`);
      this.isFailing = true;
      return false;
    }
  }

  /** @returns false when there is no time left to try again. */
  private async rest(pauseMs: number): Promise<boolean> {
    try {
      await delay(pauseMs, undefined, { signal: this.stopped.signal });
      return true;
    } catch {
      // The only way a delay fails is that it was called off.
      return false;
    }
  }
}

function longer(pauseMs: number): number {
  return Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
}
